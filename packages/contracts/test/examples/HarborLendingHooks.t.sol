// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

import {HarborLending} from "../../src/examples/lending/HarborLending.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {HookActor, HookToken} from "./utils/HookToken.sol";
import {SettablePrice} from "./utils/SettablePrice.sol";

/// @notice The pool with an asset and a collateral that call sender and receiver, before and after balances move; see
/// HarborLending.tree.
contract HarborLendingHooksTest is PosternFixture {
    uint256 private constant LIMIT = 500e6;

    HookToken private _dollar;
    HookToken private _pledge;
    SettablePrice private _price;
    HarborLending private _pool;
    HookActor private _actor;
    address private _lender = address(0x1E4D);

    function setUp() public override {
        super.setUp();
        _dollar = new HookToken();
        _pledge = new HookToken();
        _price = new SettablePrice();
        _pool = new HarborLending(_dollar, _pledge, _price, passes, policyId, LIMIT);
        _actor = new HookActor(_pool, _dollar, _pledge);
        fund(_lender, 5_000e6);
        fund(alice, 1_000e6);
        fund(address(_actor), 5_000e6);
        vm.prank(_lender);
        _pool.deposit(5_000e6, _lender);
        admit(ask(alice, 5));
        vm.startPrank(alice);
        _pool.pledge(alice, 1_000e6);
        _pool.borrow(400e6);
        vm.stopPrank();
        admit(ask(address(_actor), 6));
        _actor.act(abi.encodeCall(_pool.pledge, (address(_actor), 2_000e6)));
        _actor.act(abi.encodeCall(_pool.deposit, (1_000e6, address(_actor))));
        // Below what alice owes: she can be liquidated.
        _price.set(0.45e18);
    }

    function fund(address account, uint256 amount) private {
        _dollar.mint(account, amount);
        _pledge.mint(account, amount);
        vm.startPrank(account);
        _dollar.approve(address(_pool), type(uint256).max);
        _pledge.approve(address(_pool), type(uint256).max);
        vm.stopPrank();
    }

    /// @dev Everything that an account can do with the pool, each of which works when it is done alone.
    function calls() private view returns (bytes[9] memory) {
        address actor = address(_actor);
        return [
            abi.encodeCall(_pool.borrow, (100e6)),
            abi.encodeCall(_pool.pledge, (actor, 100e6)),
            abi.encodeCall(_pool.release, (100e6)),
            abi.encodeCall(_pool.repay, (alice, 100e6)),
            abi.encodeCall(_pool.liquidate, (alice, 100e6)),
            abi.encodeCall(_pool.deposit, (100e6, actor)),
            abi.encodeCall(_pool.mint, (100e12, actor)),
            abi.encodeCall(_pool.withdraw, (100e6, actor, actor)),
            abi.encodeCall(_pool.redeem, (100e12, actor, actor))
        ];
    }

    function test_nothingHappensInTheMiddleOfSomethingElse() public {
        bytes[9] memory all = calls();
        for (uint256 outer = 0; outer < all.length; ++outer) {
            // Pledges and releases move the collateral, all else the asset.
            HookToken token = outer == 1 || outer == 2 ? _pledge : _dollar;
            for (uint256 inner = 0; inner < all.length; ++inner) {
                for (uint256 moment = 0; moment < 2; ++moment) {
                    vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
                    _actor.actTwice(all[outer], all[inner], token, moment == 1);
                }
            }
        }
    }

    /// @dev A liquidation moves the collateral too.
    function test_nothingHappensWhenSeizedCollateralArrives() public {
        bytes[9] memory all = calls();
        for (uint256 inner = 0; inner < all.length; ++inner) {
            vm.expectRevert(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector);
            _actor.actTwice(all[4], all[inner], _pledge, inner % 2 == 1);
        }
    }

    function test_eachWorksByItself() public {
        bytes[9] memory all = calls();
        for (uint256 i = 0; i < all.length; ++i) {
            uint256 start = vm.snapshotState();
            _actor.act(all[i]);
            vm.assertTrue(vm.revertToState(start));
        }
    }
}
