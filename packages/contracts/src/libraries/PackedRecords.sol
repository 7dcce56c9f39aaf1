// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

import {IPassRegistry} from "../interfaces/IPassRegistry.sol";

/// @title PackedRecords
/// @notice A pass and a nullifier record as one word each, so that storage is touched once for all their fields.
library PackedRecords {
    /// @dev Lowest bits first: expiresAt 40, admittedAt 40, nullifierTag 176.
    function packPass(uint40 expiresAt, uint40 admittedAt, uint176 nullifierTag) internal pure returns (uint256) {
        return uint256(expiresAt) | uint256(admittedAt) << 40 | uint256(nullifierTag) << 80;
    }

    /// @notice The fields of {packPass}.
    function unpackPass(uint256 word) internal pure returns (IPassRegistry.Pass memory pass) {
        pass.expiresAt = uint40(word);
        pass.admittedAt = uint40(word >> 40);
        pass.nullifierTag = uint176(word >> 80);
    }

    /// @dev Lowest bits first: account 160, lastNow 40, movedAt 40, day of `barredUntil` 16: enough until the year 2149.
    function packRecord(IPassRegistry.NullifierRecord memory record) internal pure returns (uint256) {
        return uint256(uint160(record.account)) | uint256(record.lastNow) << 160 | uint256(record.movedAt) << 200
            | uint256(SafeCast.toUint16(record.barredUntil / 1 days)) << 240;
    }

    /// @notice The fields of {packRecord}.
    function unpackRecord(uint256 word) internal pure returns (IPassRegistry.NullifierRecord memory record) {
        record.account = address(uint160(word));
        record.lastNow = uint40(word >> 160);
        record.movedAt = uint40(word >> 200);
        record.barredUntil = uint40((word >> 240) * 1 days);
    }
}
