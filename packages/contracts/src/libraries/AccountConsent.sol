// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title AccountConsent
/// @notice Whether an account signed a digest: with its key, or as its code says (ERC-1271).
library AccountConsent {
    /// @dev Enough for a contract account that checks a passkey in Solidity.
    uint256 private constant CONSENT_GAS = 500_000;

    /// @dev A contract account gets a fixed share of gas, cannot write, and its answer is read as one word: it can
    /// refuse its own admission and spoil nothing else.
    /// @param gasPercent Percent of {CONSENT_GAS} that a contract account may use
    function signed(address account, bytes32 digest, bytes calldata signature, uint256 gasPercent)
        internal
        view
        returns (bool consents)
    {
        if (account.code.length == 0) {
            (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecoverCalldata(digest, signature);
            return problem == ECDSA.RecoverError.NoError && signer == account;
        }
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        uint256 gasLimit = CONSENT_GAS * gasPercent / 100;
        bytes4 yes = IERC1271.isValidSignature.selector;
        assembly ("memory-safe") {
            let ok := staticcall(gasLimit, account, add(question, 0x20), mload(question), 0x00, 0x20)
            consents := and(and(ok, gt(returndatasize(), 0x1f)), eq(mload(0x00), yes))
        }
    }
}
