// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title PresentationSignals
/// @notice Names the public signals of the kyc-presentation circuit.
/// @dev The order is fixed by `circuits/main/kyc-presentation.circom`.
library PresentationSignals {
    /// @notice Number of public signals.
    uint256 internal constant COUNT = 8;

    /// @notice Order of the BN254 scalar field; every signal is below it.
    uint256 internal constant FIELD_ORDER =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;

    /// @notice One value per person, issuer and scope.
    function nullifier(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[0];
    }

    /// @notice Root of the trust registry that the proof was made against.
    function registryRoot(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[1];
    }

    /// @notice Hash of the predicates that were proven.
    function policyHash(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[2];
    }

    /// @notice Where the nullifier is unique: chain, pass registry and scope id.
    function scope(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[3];
    }

    /// @notice Account that the proof is bound to.
    function binding(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[4];
    }

    /// @notice Unix seconds at which the proof says it was made.
    function provenAt(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[5];
    }

    /// @notice YYYYMMDD of `provenAt` in UTC.
    function today(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[6];
    }

    /// @notice Unix seconds until which the holder asks for the pass.
    function expiresAt(uint256[COUNT] calldata signals) internal pure returns (uint256) {
        return signals[7];
    }
}
