// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Keeps a share of every transfer, once that is switched on.
contract FeeToken is ERC20("Fee Token", "FEE") {
    uint256 public percent;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setPercent(uint256 percent_) external {
        percent = percent_;
    }

    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : amount * percent / 100;
        super._update(from, to, amount - fee);
        if (fee != 0) super._update(from, address(0xFEE), fee);
    }
}
