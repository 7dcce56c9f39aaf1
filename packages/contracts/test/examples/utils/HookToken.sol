// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {HarborLending} from "../../../src/examples/lending/HarborLending.sol";

/// @notice Tells a sender and a receiver that asked for it, before balances move and after.
contract HookToken is ERC20("Hook Token", "HOOK") {
    mapping(address account => bool) public listens;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function listen(bool wanted) external {
        listens[msg.sender] = wanted;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (listens[from]) HookActor(from).onMove(false);
        if (listens[to]) HookActor(to).onMove(false);
        super._update(from, to, amount);
        if (listens[from]) HookActor(from).onMove(true);
        if (listens[to]) HookActor(to).onMove(true);
    }
}

/// @notice An account that acts on a pool as it is told, and once more in the middle of that.
contract HookActor {
    HarborLending private immutable _pool;
    HookToken private _listensTo;
    bytes private _inner;
    bool private _afterMove;

    constructor(HarborLending pool, HookToken asset, HookToken collateral) {
        _pool = pool;
        asset.approve(address(pool), type(uint256).max);
        collateral.approve(address(pool), type(uint256).max);
    }

    function act(bytes memory call) public {
        (bool ok, bytes memory reason) = address(_pool).call(call);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }

    function actTwice(bytes calldata outer, bytes calldata inner, HookToken token, bool afterMove) external {
        (_inner, _listensTo, _afterMove) = (inner, token, afterMove);
        token.listen(true);
        act(outer);
        require(_inner.length == 0, "the hook was not called");
    }

    function onMove(bool moved) external {
        if (moved != _afterMove) return;
        _listensTo.listen(false);
        bytes memory inner = _inner;
        delete _inner;
        act(inner);
    }
}
