// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC5192} from "./IERC5192.sol";

/// @title IPassToken
/// @notice The passes of one policy as a wallet or an explorer shows them: soulbound tokens, one per account.
/// @dev The token id is the account. Everything is derived from the pass registry at the moment of the call.
interface IPassToken is IERC5192 {
    /// @notice Passes do not change hands: every transfer and approval of ERC-721 ends here.
    error PassTokenSoulbound();
    /// @notice No pass that counts now has this id.
    /// @param tokenId The account; no account has an id of 2^160 or above
    error PassTokenUnknown(uint256 tokenId);
    /// @notice ERC-721 forbids asking for the balance of the zero address.
    error PassTokenZeroAddress();

    /// @notice Brings the log in line with the registry: `Transfer` from zero and `Locked` for a pass that was not
    /// shown yet, `Transfer` to zero for one that was and no longer counts. Anybody; changes nothing else.
    /// @param account One whose pass may have begun or ended since it was shown last
    /// @return shown Whether the token exists now
    function show(address account) external returns (bool shown);

    /// @notice Id of the token that an account has while its pass counts.
    /// @return The account as a number
    function tokenIdOf(address account) external pure returns (uint256);
}
