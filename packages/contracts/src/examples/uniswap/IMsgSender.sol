// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IMsgSender
/// @notice What Uniswap v4 routers offer, so that a hook can learn who called them.
interface IMsgSender {
    /// @notice Account that called the router in the present transaction.
    function msgSender() external view returns (address);
}
