// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Proof} from "../interfaces/IPassRegistry.sol";
import {IPresentationVerifier} from "../interfaces/IPresentationVerifier.sol";

/// @title VerifierCalls
/// @notice Asks a verifier: with a fixed share of gas, without letting it write, reading exactly one word of its answer.
/// @dev A point off the curve makes a precompile burn all that it was given, hence the limits. Governance can raise them by
/// {IPolicyRegistry-setGasPercent}, should the price of the precompiles rise.
library VerifierCalls {
    /// @dev One proof takes about 235,000 gas.
    uint256 internal constant PROOF_GAS = 400_000;
    /// @dev A batch takes about 210,000 gas and 48,000 for each proof.
    uint256 internal constant BATCH_GAS = 300_000;
    uint256 internal constant BATCH_ITEM_GAS = 60_000;
    /// @dev Bytes of one proof and its signals.
    uint256 private constant ITEM_SIZE = 0x200;
    /// @dev Bytes before the items: selector, offset, count.
    uint256 private constant HEAD_SIZE = 0x44;

    /// @notice Whether one proof stands. False whatever else the verifier does.
    function verifyProof(address verifier, uint256 gasPercent, Proof calldata proof, uint256[8] calldata signals)
        internal
        view
        returns (bool stands)
    {
        uint256 gasLimit = PROOF_GAS * gasPercent / 100;
        bytes4 selector = IPresentationVerifier.verifyProof.selector;
        assembly ("memory-safe") {
            // Both arguments are 8 words each; they lie in calldata exactly as the verifier wants them.
            let input := mload(0x40)
            mstore(input, selector)
            calldatacopy(add(input, 0x04), proof, 0x100)
            calldatacopy(add(input, 0x104), signals, 0x100)
            let ok := staticcall(gasLimit, verifier, input, 0x204, 0x00, 0x20)
            stands := and(and(ok, eq(returndatasize(), 0x20)), eq(mload(0x00), 1))
        }
    }

    /// @notice Room for the call data of {IPresentationVerifier-verifyProofs} with up to `capacity` proofs.
    function prepare(uint256 capacity) internal pure returns (bytes memory input) {
        return new bytes(HEAD_SIZE + capacity * ITEM_SIZE);
    }

    /// @notice Puts a proof, and the signals that follow it in calldata, at a position below the capacity.
    function append(bytes memory input, uint256 position, Proof calldata proof) internal pure {
        assembly ("memory-safe") {
            calldatacopy(add(add(input, add(0x20, HEAD_SIZE)), mul(position, ITEM_SIZE)), proof, ITEM_SIZE)
        }
    }

    /// @notice Whether the first `count` proofs all stand. False whatever else the verifier does.
    function verifyProofs(address verifier, uint256 gasPercent, bytes memory input, uint256 count)
        internal
        view
        returns (bool stands)
    {
        bytes4 selector = IPresentationVerifier.verifyProofs.selector;
        uint256 gasLimit = (BATCH_GAS + count * BATCH_ITEM_GAS) * gasPercent / 100;
        assembly ("memory-safe") {
            mstore(add(input, 0x20), selector)
            mstore(add(input, 0x24), 0x20)
            mstore(add(input, 0x44), count)
            let size := add(HEAD_SIZE, mul(count, ITEM_SIZE))
            let ok := staticcall(gasLimit, verifier, add(input, 0x20), size, 0x00, 0x20)
            stands := and(and(ok, eq(returndatasize(), 0x20)), eq(mload(0x00), 1))
        }
    }
}
