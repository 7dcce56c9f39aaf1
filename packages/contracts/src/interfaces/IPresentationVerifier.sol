// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IPresentationVerifier
/// @notice The generated Groth16 verifier of the kyc-presentation circuit.
interface IPresentationVerifier {
    /// @notice Whether the proof stands for these public signals.
    /// @dev `a`, `b` and `c` are the members of a {Proof}.
    /// @param signals In the order of {IPassRegistry-admit}
    /// @return False too for a point off its curve, or a number that is not below the order of its field
    function verifyProof(uint256[2] calldata a, uint256[2][2] calldata b, uint256[2] calldata c, uint256[8] calldata signals)
        external
        view
        returns (bool);

    /// @notice Whether every proof stands; false for none at all. Costs one pairing a proof and three more in all.
    /// @param items A, B, C and the public signals of each proof, 16 words, in the order of {verifyProof}
    /// @return False if a single one does not stand; which one is not told
    function verifyProofs(uint256[16][] calldata items) external view returns (bool);
}
