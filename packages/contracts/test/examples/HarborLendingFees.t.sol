// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {HarborLending} from "../../src/examples/lending/HarborLending.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";
import {FeeToken} from "./utils/FeeToken.sol";
import {SettablePrice} from "./utils/SettablePrice.sol";

/// @notice The pool with tokens that keep a share of every transfer; see HarborLending.tree.
contract HarborLendingFeesTest is PosternFixture {
    FeeToken private _dollar;
    FeeToken private _pledge;
    SettablePrice private _price;
    HarborLending private _pool;
    address private _lender = address(0x1E4D);

    function setUp() public override {
        super.setUp();
        (_dollar, _pledge, _price) = (new FeeToken(), new FeeToken(), new SettablePrice());
        _pool = new HarborLending(_dollar, _pledge, _price, passes, policyId, 5_000e6);
        address[3] memory people = [alice, stranger, _lender];
        for (uint256 i = 0; i < people.length; ++i) {
            _dollar.mint(people[i], 10_000e6);
            _pledge.mint(people[i], 10_000e6);
            vm.startPrank(people[i]);
            _dollar.approve(address(_pool), type(uint256).max);
            _pledge.approve(address(_pool), type(uint256).max);
            vm.stopPrank();
        }
        vm.prank(_lender);
        _pool.deposit(5_000e6, _lender);
        admit(ask(alice, 5));
    }

    function testFuzz_pledgeBooksWhatArrived(uint256 percent) public {
        percent = bound(percent, 0, 99);
        _pledge.setPercent(percent);
        uint256 arrived = 1_000e6 - 10e6 * percent;
        vm.expectEmit(address(_pool));
        emit HarborLending.Pledged(alice, arrived);
        vm.startPrank(alice);
        _pool.pledge(alice, 1_000e6);
        (uint256 booked,,) = _pool.positions(alice);
        vm.assertEq(booked, arrived);
        vm.assertEq(_pledge.balanceOf(address(_pool)), arrived);
        vm.expectPartialRevert(HarborLending.HarborLendingUndercollateralized.selector);
        _pool.borrow(arrived);
        _pool.release(arrived);
        vm.assertEq(_pledge.balanceOf(address(_pool)), 0);
    }

    function testFuzz_repaymentBooksWhatArrived(uint256 percent, uint256 later) public {
        vm.startPrank(alice);
        _pool.pledge(alice, 2_000e6);
        _pool.borrow(1_000e6);
        vm.stopPrank();
        percent = bound(percent, 0, 99);
        _dollar.setPercent(percent);
        advance(bound(later, 0, 30 days));
        uint256 owed = _pool.debtOf(alice);
        uint256 before = _dollar.balanceOf(address(_pool));
        vm.prank(stranger);
        uint256 assets = _pool.repay(alice, 500e6);
        vm.assertEq(_dollar.balanceOf(address(_pool)) - before, assets);
        vm.assertLe(assets, 500e6 - 5e6 * percent + 1);
        // Never more than came, and at most rounding less.
        vm.assertGe(_pool.debtOf(alice) + assets, owed);
        vm.assertLe(_pool.debtOf(alice) + assets, owed + 2);
    }

    function test_liquidatorGetsNoMoreThanWhatArrivedIsWorth() public {
        vm.startPrank(alice);
        _pool.pledge(alice, 1_000e6);
        _pool.borrow(700e6);
        vm.stopPrank();
        _price.set(0.5e18);
        _dollar.setPercent(10);
        vm.prank(stranger);
        // All that the collateral is worth, 476 and some, of which a tenth stays on the way: no write-off.
        uint256 seized = _pool.liquidate(alice, type(uint256).max);
        vm.assertLe(seized, 900e6);
        vm.assertGe(seized, 899e6);
        vm.assertGe(_pool.debtOf(alice), 271e6);
    }

    function test_depositThatArrivesShortIsRefused() public {
        _dollar.setPercent(1);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(HarborLending.HarborLendingShortPayment.selector, 99e6, 100e6)
        );
        _pool.deposit(100e6, stranger);
        // Who is in goes out.
        vm.startPrank(_lender);
        _pool.redeem(_pool.balanceOf(_lender), _lender, _lender);
        vm.assertEq(_pool.totalSupply(), 0);
        _dollar.setPercent(0);
        vm.assertGe(_pool.deposit(100e6, _lender), 1);
    }
}
