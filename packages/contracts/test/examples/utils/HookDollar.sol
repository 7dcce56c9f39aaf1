// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {HarborLending} from "../../../src/examples/lending/HarborLending.sol";

/// @notice Tells a sender that asked for it before balances move.
contract HookDollar is ERC20("Hook Dollar", "HOOK") {
    mapping(address account => bool) public listens;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function listen(bool wanted) external {
        listens[msg.sender] = wanted;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (listens[from]) Depositor(from).beforeSending();
        super._update(from, to, amount);
    }
}

/// @notice Repays a debt, and deposits in the middle of it.
contract Depositor {
    HarborLending private immutable _pool;
    HookDollar private immutable _dollar;

    constructor(HarborLending pool, HookDollar dollar) {
        (_pool, _dollar) = (pool, dollar);
        dollar.approve(address(pool), type(uint256).max);
    }

    function repay(address account) external {
        _dollar.listen(true);
        _pool.repay(account, type(uint256).max);
        _dollar.listen(false);
        _pool.redeem(_pool.maxRedeem(address(this)), address(this), address(this));
    }

    function beforeSending() external {
        _dollar.listen(false);
        _pool.deposit(500e6, address(this));
    }
}
