// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IPriceSource
/// @notice What the lending example needs of an oracle.
interface IPriceSource {
    /// @notice Loan units, times 1e18, that one unit of collateral is worth.
    function price() external view returns (uint256);
}
