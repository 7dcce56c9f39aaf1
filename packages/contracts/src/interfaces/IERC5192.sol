// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IERC5192
/// @notice Minimal soulbound tokens (ERC-5192). Its interface id is 0xb45a3c0e.
interface IERC5192 {
    /// @notice The token cannot be transferred.
    event Locked(uint256 tokenId);
    /// @notice The token can be transferred. Never emitted here.
    event Unlocked(uint256 tokenId);

    /// @notice Whether the token cannot be transferred. Reverts for a token that does not exist.
    /// @return Here true, always
    function locked(uint256 tokenId) external view returns (bool);
}
