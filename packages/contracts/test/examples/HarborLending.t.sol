// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PosternGuard} from "../../src/PosternGuard.sol";
import {DemoDollar} from "../../src/examples/DemoDollar.sol";
import {HarborLending} from "../../src/examples/lending/HarborLending.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";
import {SettablePrice} from "./utils/SettablePrice.sol";

/// @notice See HarborLending.tree; tokens that call back are in HarborLendingHooks.t.sol.
contract HarborLendingTest is PosternFixture {
    uint256 private constant LIMIT = 500e6;
    DemoDollar private _dollar;
    DemoDollar private _pledge;
    SettablePrice private _price;
    HarborLending private _pool;
    address private _lender = address(0x1E4D);

    function setUp() public override {
        super.setUp();
        _dollar = new DemoDollar();
        _pledge = new DemoDollar();
        _price = new SettablePrice();
        _pool = new HarborLending(_dollar, _pledge, _price, passes, policyId, LIMIT);
        address[4] memory people = [alice, bob, stranger, _lender];
        for (uint256 i = 0; i < people.length; ++i) {
            _dollar.mint(people[i], 10_000e6);
            _pledge.mint(people[i], 10_000e6);
            vm.startPrank(people[i]);
            _dollar.approve(address(_pool), type(uint256).max);
            _pledge.approve(address(_pool), type(uint256).max);
            vm.stopPrank();
        }
        // The lender has no pass, and needs none.
        vm.prank(_lender);
        _pool.deposit(5_000e6, _lender);
        admit(ask(alice, 5));
        vm.startPrank(alice);
        _pool.pledge(alice, 1_000e6);
        _pool.borrow(400e6);
        vm.stopPrank();
    }

    function test_borrowNeedsAPass() public {
        vm.startPrank(stranger);
        _pool.pledge(stranger, 1_000e6);
        vm.expectRevert(abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, stranger));
        _pool.borrow(1);
        vm.assertEq(_dollar.balanceOf(alice), 10_400e6);
        vm.assertEq(_pool.debtOf(alice), 400e6);
    }

    function testFuzz_everythingElseWorksWithoutAPass(uint256 later) public {
        _endEverything();
        advance(bound(later, 0, 365 days));
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, alice));
        _pool.borrow(1);

        vm.startPrank(alice);
        _pool.pledge(alice, 10e6);
        _pool.repay(alice, type(uint256).max);
        vm.assertEq(_pool.debtOf(alice), 0);
        _pool.release(1_010e6);
        vm.stopPrank();
        vm.assertEq(_pledge.balanceOf(alice), 10_000e6);
        vm.assertEq(_pool.debtSharesOf(5), 0);

        vm.startPrank(_lender);
        _pool.redeem(_pool.balanceOf(_lender), _lender, _lender);
        vm.assertGe(_dollar.balanceOf(_lender) + 1, 10_000e6);
    }

    function test_liquidationIsOpenToAnybodyAndNeedsAReason() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingHealthy.selector, alice));
        _pool.liquidate(alice, 100e6);
        _endEverything();
        _price.set(0.45e18);
        vm.prank(stranger);
        uint256 seized = _pool.liquidate(alice, 100e6);
        vm.assertEq(seized, uint256(100e6) * 1.05e18 / 0.45e18);
        vm.assertEq(_pledge.balanceOf(stranger), 10_000e6 + seized);
        vm.assertEq(_pool.debtOf(alice), 300e6);
    }

    function test_nobodyPaysForCollateralThatIsNotThere() public {
        _price.set(0.105e18);
        vm.prank(stranger);
        vm.assertEq(_pool.liquidate(alice, type(uint256).max), 1_000e6);
        vm.assertEq(_dollar.balanceOf(stranger), 9_900e6);
        // The second one in the same block.
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingHealthy.selector, alice));
        _pool.liquidate(alice, type(uint256).max);
    }

    function test_lendersShareWhatIsWrittenOff() public {
        vm.prank(bob);
        _pool.deposit(5_000e6, bob);
        _price.set(0.105e18);
        // Less than all of it: the rest of the debt stays.
        vm.prank(stranger);
        vm.assertEq(_pool.liquidate(alice, 50e6), 500e6);
        vm.assertEq(_pool.debtOf(alice), 350e6);
        vm.expectEmit();
        emit HarborLending.WrittenOff(alice, 300e6);
        vm.prank(stranger);
        _pool.liquidate(alice, 50e6);
        vm.assertEq(_pool.debtOf(alice), 0);
        vm.assertEq(_pool.debtSharesOf(5), 0);
        vm.assertEq(_pool.totalAssets(), 9_700e6);
        // Whoever leaves first has lost as much as whoever leaves last.
        vm.startPrank(_lender);
        _pool.redeem(_pool.balanceOf(_lender), _lender, _lender);
        vm.stopPrank();
        vm.startPrank(bob);
        _pool.redeem(_pool.maxRedeem(bob), bob, bob);
        vm.assertLe(_dollar.balanceOf(_lender), 9_850e6);
        vm.assertGe(_dollar.balanceOf(bob) + 2, 9_850e6);
    }

    function test_everyStepIsInTheLog() public {
        vm.startPrank(alice);
        vm.expectEmit();
        emit HarborLending.Pledged(bob, 10e6);
        _pool.pledge(bob, 10e6);
        vm.expectEmit();
        emit HarborLending.Borrowed(alice, 5e6);
        _pool.borrow(5e6);
        vm.expectEmit();
        emit HarborLending.Repaid(alice, 105e6);
        _pool.repay(alice, 105e6);
        vm.expectEmit();
        emit HarborLending.Released(alice, 100e6);
        _pool.release(100e6);
        vm.stopPrank();
        _price.set(0.4e18);
        vm.expectEmit();
        emit HarborLending.Liquidated(alice, stranger, 40e6, 105e6);
        vm.prank(stranger);
        _pool.liquidate(alice, 40e6);
    }

    /// @dev Debt that grew since the last touch counts before collateral goes.
    function test_releaseCountsTheInterest() public {
        uint256 least = uint256(400e6) * 1e18 / 0.75e18 + 1;
        vm.startPrank(alice);
        uint256 start = vm.snapshotState();
        _pool.release(1_000e6 - least);
        vm.assertTrue(vm.revertToState(start));
        advance(30 days);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingUndercollateralized.selector, alice));
        _pool.release(1_000e6 - least);
    }

    function test_repaymentPaysTheInterest() public {
        advance(365 days);
        vm.prank(alice);
        vm.assertGe(_pool.repay(alice, type(uint256).max) + 1, 420e6);
        vm.assertGe(_pool.totalAssets() + 2, 5_020e6);
    }

    function test_noLiquidationWithoutAPrice() public {
        _price.set(0);
        vm.prank(stranger);
        vm.expectRevert(HarborLending.HarborLendingNoPrice.selector);
        _pool.liquidate(alice, type(uint256).max);
    }

    function test_collateralBoundsTheDebt() public {
        admit(ask(bob, 6));
        vm.startPrank(bob);
        _pool.pledge(bob, 100e6);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingUndercollateralized.selector, bob));
        _pool.borrow(75e6 + 1);
        _pool.borrow(75e6);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingUndercollateralized.selector, bob));
        _pool.release(1);
    }

    /// @dev The same person on a second account: the debt of the first counts.
    function test_limitIsPerPersonNotPerAccount() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingLimitPerPerson.selector, LIMIT + 1, LIMIT));
        _pool.borrow(LIMIT - 400e6 + 1);

        advance(COOLDOWN);
        admit(ask(bob, 5));
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.startPrank(bob);
        _pool.pledge(bob, 1_000e6);
        vm.expectPartialRevert(HarborLending.HarborLendingLimitPerPerson.selector);
        _pool.borrow(100e6);
        _pool.borrow(99e6);
        vm.stopPrank();
    }

    function test_nextPersonOnAnAccountPaysTheFormerDebtFirst() public {
        vm.prank(alice);
        passes.end(policyId);
        advance(1);
        admit(ask(alice, 7));
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(HarborLending.HarborLendingOtherPersonsDebt.selector, alice));
        _pool.borrow(1e6);
        vm.prank(bob);
        _pool.repay(alice, type(uint256).max);
        vm.prank(alice);
        _pool.borrow(1e6);
        vm.assertEq(_pool.debtSharesOf(5), 0);
    }

    function testFuzz_interestGoesToLenders(uint256 elapsed) public {
        elapsed = bound(elapsed, 1 days, 365 days);
        uint256 before = _pool.totalAssets();
        advance(elapsed);
        uint256 interest = uint256(400e6) * 0.05e18 / 1e18 * elapsed / 365 days;
        uint256 earned = _pool.totalAssets() - before;
        vm.assertLe(earned, interest + 1);
        vm.assertGe(earned + 2, interest);
        vm.assertGe(_pool.debtOf(alice), 400e6 + earned);
    }

    function test_lentMoneyCannotBeWithdrawnTwice() public {
        vm.assertEq(_pool.maxWithdraw(_lender), 4_600e6);
        vm.startPrank(_lender);
        _pool.withdraw(4_600e6, _lender, _lender);
        vm.assertEq(_pool.maxRedeem(_lender), 0);
        vm.expectRevert();
        _pool.withdraw(1, _lender, _lender);
    }

    function _endEverything() private {
        vm.prank(protocol);
        policies.stopPolicy(policyId);
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
    }
}
