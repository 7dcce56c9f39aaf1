// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

import {HarborLending} from "../../src/examples/lending/HarborLending.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {HookActor, HookToken} from "./utils/HookToken.sol";
import {SettablePrice} from "./utils/SettablePrice.sol";

/// @notice The pool with an asset and a collateral that call back as ERC-777 tokens do; see HarborLending.tree.
contract HarborLendingHooksTest is PosternFixture {
    uint256 private constant LIMIT = 500e6;
    bytes private constant UNDERFLOW = abi.encodeWithSignature("Panic(uint256)", 0x11);

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
        _actor.act(pledgeCall(2_000e6));
        _actor.act(abi.encodeCall(_pool.deposit, (1_000e6, address(_actor))));
    }

    function fund(address account, uint256 amount) private {
        _dollar.mint(account, amount);
        _pledge.mint(account, amount);
        vm.startPrank(account);
        _dollar.approve(address(_pool), type(uint256).max);
        _pledge.approve(address(_pool), type(uint256).max);
        vm.stopPrank();
    }

    function pledgeCall(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(_pool.pledge, (address(_actor), amount));
    }

    function borrowCall(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(_pool.borrow, (amount));
    }

    function liquidateCall(uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(_pool.liquidate, (alice, amount));
    }

    /// @dev Everything that anybody has or owes.
    function wealth() private view returns (bytes32) {
        bytes32 ofPool = wealthOf(address(_pool));
        return keccak256(
            abi.encode(wealthOf(address(_actor)), wealthOf(alice), wealthOf(_lender), ofPool, _pool.totalAssets())
        );
    }

    function wealthOf(address account) private view returns (bytes32) {
        (uint256 collateral,,) = _pool.positions(account);
        return keccak256(
            abi.encode(
                _dollar.balanceOf(account),
                _pledge.balanceOf(account),
                _pool.balanceOf(account),
                _pool.debtOf(account),
                collateral
            )
        );
    }

    /// @dev One call in the middle of the other leaves everybody with what both leave in turn.
    function assertSameInTurn(
        bytes memory first,
        bytes memory second,
        HookToken token,
        bool whenReceiving,
        bool secondIsInner
    ) private {
        uint256 start = vm.snapshotState();
        _actor.act(first);
        _actor.act(second);
        bytes32 expected = wealth();
        vm.revertToState(start);
        if (secondIsInner) _actor.actTwice(first, second, token, whenReceiving);
        else _actor.actTwice(second, first, token, whenReceiving);
        vm.assertEq(wealth(), expected);
        vm.revertToState(start);
    }

    function test_borrowingInsideABorrowOrALiquidationGainsNothing() public {
        _price.set(0.45e18);
        // The loan arrives, and the next is taken.
        assertSameInTurn(borrowCall(100e6), borrowCall(50e6), _dollar, true, true);
        // The seized collateral arrives.
        assertSameInTurn(liquidateCall(100e6), borrowCall(50e6), _pledge, true, true);
        // The payment is about to leave.
        assertSameInTurn(borrowCall(50e6), liquidateCall(100e6), _dollar, false, false);
        // The pledge counts already, and is about to leave.
        assertSameInTurn(pledgeCall(100e6), borrowCall(50e6), _pledge, false, true);
    }

    function test_liquidatingInsideABorrowOrALiquidationGainsNothing() public {
        _price.set(0.45e18);
        assertSameInTurn(borrowCall(100e6), liquidateCall(100e6), _dollar, true, true);
        assertSameInTurn(liquidateCall(50e6), liquidateCall(100e6), _dollar, false, false);
        assertSameInTurn(liquidateCall(100e6), liquidateCall(50e6), _pledge, true, true);
    }

    function test_leavingInsideABorrowOrALiquidationGainsNothing() public {
        _price.set(0.45e18);
        bytes memory redeem = abi.encodeCall(_pool.redeem, (500e12, address(_actor), address(_actor)));
        assertSameInTurn(borrowCall(100e6), redeem, _dollar, true, true);
        assertSameInTurn(redeem, liquidateCall(100e6), _dollar, false, false);
        assertSameInTurn(liquidateCall(100e6), redeem, _pledge, true, true);
        // The loss is written off before the collateral arrives.
        _price.set(0.105e18);
        assertSameInTurn(liquidateCall(400e6), redeem, _pledge, true, true);
    }

    /// @dev The first of two makes the account healthy: the second is then as if one had asked for both.
    function test_liquidationInsideOneTakesNoMoreThanOneOfBoth() public {
        _price.set(0.48e18);
        uint256 start = vm.snapshotState();
        _actor.act(liquidateCall(240e6));
        bytes32 expected = wealth();
        vm.revertToState(start);
        _actor.act(liquidateCall(120e6));
        bytes memory healthy = abi.encodeWithSelector(HarborLending.HarborLendingHealthy.selector, alice);
        bytes memory again = liquidateCall(120e6);
        vm.expectRevert(healthy);
        _actor.act(again);
        vm.revertToState(start);
        _actor.actTwice(again, again, _dollar, false);
        vm.assertEq(wealth(), expected);
    }

    function test_limitHoldsInsideABorrow() public {
        bytes memory borrow = borrowCall(300e6);
        vm.expectRevert(
            abi.encodeWithSelector(HarborLending.HarborLendingLimitPerPerson.selector, 600e6, LIMIT)
        );
        _actor.actTwice(borrow, borrow, _dollar, true);
        borrow = borrowCall(250e6);
        _actor.actTwice(borrow, borrow, _dollar, true);
        vm.assertEq(_pool.debtOf(address(_actor)), LIMIT);
    }

    function test_collateralIsTakenOnce() public {
        _price.set(0.105e18);
        bytes32 before = wealth();
        bytes memory all = liquidateCall(type(uint256).max);
        vm.expectRevert(UNDERFLOW);
        _actor.actTwice(all, all, _dollar, false);
        bytes memory some = liquidateCall(10e6);
        vm.expectRevert(UNDERFLOW);
        _actor.actTwice(all, some, _dollar, false);
        vm.assertEq(wealth(), before);
        _actor.act(all);
        vm.assertEq(_pledge.balanceOf(address(_actor)), 4_000e6);
    }

    /// @dev What was borrowed against a pledge that never comes goes back with it.
    function test_pledgeThatDoesNotComeLendsNothing() public {
        bytes32 before = wealth();
        bytes memory pledge = pledgeCall(3_001e6);
        bytes memory borrow = borrowCall(LIMIT);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, address(_actor), 3_000e6, 3_001e6
            )
        );
        _actor.actTwice(pledge, borrow, _pledge, false);
        vm.assertEq(wealth(), before);
        pledge = pledgeCall(3_000e6);
        _actor.actTwice(pledge, borrow, _pledge, false);
        vm.assertEq(_pool.debtOf(address(_actor)), LIMIT);
    }

    function test_depositInsideARepaymentBuysNoCheapShares() public {
        bytes memory deposit = abi.encodeCall(_pool.deposit, (500e6, address(_actor)));
        bytes memory repay = abi.encodeCall(_pool.repay, (alice, type(uint256).max));
        assertSameInTurn(deposit, repay, _dollar, false, false);
        uint256 before = _dollar.balanceOf(address(_actor)) + _pool.previewRedeem(_pool.balanceOf(address(_actor)));
        _actor.actTwice(repay, deposit, _dollar, false);
        uint256 later = _dollar.balanceOf(address(_actor)) + _pool.previewRedeem(_pool.balanceOf(address(_actor)));
        vm.assertLe(later + 400e6, before);
        vm.assertEq(_pool.debtOf(alice), 0);
    }
}
