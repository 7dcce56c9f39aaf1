// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPresentationVerifier} from "../../src/interfaces/IPresentationVerifier.sol";

/// @notice Accepts exactly the proofs and signals that a test announced.
contract AcceptListVerifier is IPresentationVerifier {
    mapping(bytes32 => bool) private _accepted;

    function accept(uint256[2] calldata a, uint256[2][2] calldata b, uint256[2] calldata c, uint256[8] calldata signals)
        external
    {
        _accepted[keccak256(abi.encode(a, b, c, signals))] = true;
    }

    function verifyProof(uint256[2] calldata a, uint256[2][2] calldata b, uint256[2] calldata c, uint256[8] calldata signals)
        external
        view
        returns (bool)
    {
        return _accepted[keccak256(abi.encode(a, b, c, signals))];
    }

    function verifyProofs(uint256[16][] calldata items) external view returns (bool) {
        for (uint256 i = 0; i < items.length; ++i) {
            if (!_accepted[keccak256(abi.encode(items[i]))]) return false;
        }
        return items.length > 0;
    }
}
