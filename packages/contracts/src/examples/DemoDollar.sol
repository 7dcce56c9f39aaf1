// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title DemoDollar
/// @notice Play money of the demo: anybody mints any amount, on local chains only.
contract DemoDollar is ERC20 {
    /// @notice The faucet is open on chain ids 31337 and 31338 only.
    error DemoDollarLocalChainsOnly(uint256 chainId);

    constructor() ERC20("Demo Dollar", "DUSD") {}

    /// @notice Mints play money.
    function mint(address to, uint256 amount) external {
        if (block.chainid != 31337 && block.chainid != 31338) revert DemoDollarLocalChainsOnly(block.chainid);
        _mint(to, amount);
    }

    /// @inheritdoc ERC20
    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
