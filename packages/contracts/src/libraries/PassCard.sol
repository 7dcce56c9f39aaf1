// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {UtcDate} from "./UtcDate.sol";

/// @title PassCard
/// @notice The picture and the metadata of a pass: policy and expiry, nothing about its holder.
/// @dev Every part is digits or hexadecimal, so that nothing has to be escaped.
library PassCard {
    using Strings for uint256;

    /// @notice Metadata as a data URI, the picture inside as another.
    /// @param expiresAt Unix seconds
    function tokenUri(bytes32 policyId, uint40 expiresAt) internal pure returns (string memory) {
        string memory policy = Strings.toHexString(uint256(policyId), 32);
        string memory json = string.concat(
            '{"name":"Postern Pass","description":"The right of one account under one policy, until it expires. ',
            'It cannot be transferred.","image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(svg(policyId, expiresAt))),
            '","attributes":[{"trait_type":"Policy","value":"',
            policy,
            '"},{"display_type":"date","trait_type":"Expires","value":',
            uint256(expiresAt).toString(),
            "}]}"
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @notice A gate in a wall, the policy and the last day, in the colours of the house.
    function svg(bytes32 policyId, uint40 expiresAt) internal pure returns (string memory) {
        return string.concat(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 250" font-family="Inter,sans-serif">',
            '<rect width="400" height="250" rx="14" fill="#F6F4EF"/>',
            '<rect x=".5" y=".5" width="399" height="249" rx="13.5" fill="none" stroke="#DDD8CE"/>',
            '<path fill="#171B22" d="M32 32h56v56H74V64a14 14 0 0 0-28 0v24H32z"/>',
            '<path stroke="#0E6B5C" stroke-width="3" d="M60 58v30"/>',
            '<text x="104" y="69" font-size="28" fill="#171B22">pass</text>',
            '<text x="32" y="150" font-size="13" fill="#5B6472">Policy</text>',
            '<text x="32" y="172" font-size="15" font-family="monospace" fill="#171B22">',
            shortened(policyId),
            '</text><text x="32" y="204" font-size="13" fill="#5B6472">Valid until, UTC</text>',
            '<text x="32" y="226" font-size="15" font-family="monospace" fill="#0E6B5C">',
            date(expiresAt),
            "</text></svg>"
        );
    }

    /// @notice First and last four bytes.
    function shortened(bytes32 policyId) internal pure returns (string memory) {
        string memory start = Strings.toHexString(uint256(policyId) >> 224, 4);
        bytes memory end = bytes(Strings.toHexString(uint256(policyId) & 0xffffffff, 4));
        // Without the prefix 0x.
        bytes memory digits = new bytes(8);
        for (uint256 i = 0; i < 8; ++i) {
            digits[i] = end[i + 2];
        }
        return string.concat(start, unicode"…", string(digits));
    }

    /// @notice YYYY-MM-DD 00:00, the moment at which the pass ends.
    function date(uint40 timestamp) internal pure returns (string memory) {
        uint256 day = UtcDate.fromTimestamp(timestamp);
        return string.concat(
            (day / 10_000).toString(), "-", twoDigits(day / 100 % 100), "-", twoDigits(day % 100), " 00:00"
        );
    }

    function twoDigits(uint256 value) private pure returns (string memory) {
        return value < 10 ? string.concat("0", value.toString()) : value.toString();
    }
}
