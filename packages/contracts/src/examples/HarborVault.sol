// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

import {PosternGuard} from "../PosternGuard.sol";
import {IPassRegistry} from "../interfaces/IPassRegistry.sol";

/// @title HarborVault
/// @notice ERC-4626 vault as an outsider would write it: a pass is needed to deposit, never to withdraw.
contract HarborVault is ERC4626, PosternGuard {
    constructor(IERC20 asset_, IPassRegistry passRegistry_, bytes32 policyId_)
        ERC20("Harbor Vault Share", "HARBOR")
        ERC4626(asset_)
        PosternGuard(passRegistry_, policyId_)
    {}

    /// @inheritdoc ERC4626
    function deposit(uint256 assets, address receiver)
        public
        override
        onlyAdmitted(msg.sender)
        onlyAdmitted(receiver)
        returns (uint256)
    {
        return super.deposit(assets, receiver);
    }

    /// @inheritdoc ERC4626
    function mint(uint256 shares, address receiver)
        public
        override
        onlyAdmitted(msg.sender)
        onlyAdmitted(receiver)
        returns (uint256)
    {
        return super.mint(shares, receiver);
    }

    /// @inheritdoc ERC4626
    function maxDeposit(address receiver) public view override returns (uint256) {
        return passRegistry.isAdmitted(policyId, receiver) ? super.maxDeposit(receiver) : 0;
    }

    /// @inheritdoc ERC4626
    function maxMint(address receiver) public view override returns (uint256) {
        return passRegistry.isAdmitted(policyId, receiver) ? super.maxMint(receiver) : 0;
    }

    /// @dev Virtual shares make the first-depositor attack unprofitable.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }
}
