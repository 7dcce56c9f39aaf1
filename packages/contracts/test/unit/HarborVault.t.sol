// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PosternGuard} from "../../src/PosternGuard.sol";
import {DemoDollar} from "../../src/examples/DemoDollar.sol";
import {HarborVault} from "../../src/examples/HarborVault.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice See HarborVault.tree.
contract HarborVaultTest is PosternFixture {
    DemoDollar private _dollar;
    HarborVault private _vault;

    function setUp() public override {
        super.setUp();
        _dollar = new DemoDollar();
        _vault = new HarborVault(_dollar, passes, policyId);
        address[3] memory people = [alice, bob, stranger];
        for (uint256 i = 0; i < people.length; ++i) {
            _dollar.mint(people[i], 1_000_000e6);
            vm.prank(people[i]);
            _dollar.approve(address(_vault), type(uint256).max);
        }
        admit(ask(alice, 5));
    }

    function testFuzz_admittedAccountDeposits(uint256 assets) public {
        assets = bound(assets, 1, 1_000_000e6);
        vm.prank(alice);
        uint256 shares = _vault.deposit(assets, alice);
        vm.assertEq(_vault.balanceOf(alice), shares);
        vm.assertEq(_vault.totalAssets(), assets);
        vm.assertTrue(_vault.maxDeposit(alice) > 0, "max");
        vm.assertTrue(_vault.maxMint(alice) > 0, "max");
    }

    function test_admittedAccountMints() public {
        vm.prank(alice);
        _vault.mint(1e12, alice);
        vm.assertEq(_vault.balanceOf(alice), 1e12);
        // Six of the asset and six against the first-depositor attack.
        vm.assertEq(_vault.decimals(), 12);
    }

    function test_accountWithoutAPassIsRefused() public {
        bytes memory refusal =
            abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        _vault.deposit(1e6, stranger);
        vm.expectRevert(refusal);
        _vault.mint(1e6, stranger);
        // Nor through somebody who has one, in either direction.
        vm.expectRevert(refusal);
        _vault.deposit(1e6, alice);
        vm.expectRevert(refusal);
        _vault.mint(1e6, alice);
        vm.stopPrank();
        vm.startPrank(alice);
        vm.expectRevert(refusal);
        _vault.deposit(1e6, stranger);
        vm.expectRevert(refusal);
        _vault.mint(1e6, stranger);
        vm.assertEq(_vault.maxDeposit(stranger), 0);
        vm.assertEq(_vault.maxMint(stranger), 0);
    }

    function testFuzz_withdrawalIsNeverGated(uint256 assets, uint256 later) public {
        assets = bound(assets, 1, 1_000_000e6);
        vm.prank(alice);
        _vault.deposit(assets, alice);
        vm.prank(protocol);
        policies.stopPolicy(policyId);
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        advance(bound(later, 0, 10 * 365 days));
        vm.assertFalse(passes.isAdmitted(policyId, alice));

        uint256 shares = _vault.balanceOf(alice);
        vm.startPrank(alice);
        _vault.withdraw(assets / 2, alice, alice);
        _vault.redeem(_vault.balanceOf(alice), alice, alice);
        vm.assertEq(_dollar.balanceOf(alice), 1_000_000e6);
        vm.assertTrue(shares > 0, "shares");
        vm.expectRevert(abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, alice));
        _vault.deposit(1, alice);
    }

    function test_expiredPassDepositsNothing() public {
        vm.warp(passes.passOf(policyId, alice).expiresAt);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, alice));
        _vault.deposit(1e6, alice);
    }

    function test_faucetIsForLocalChains() public {
        vm.chainId(1);
        vm.expectRevert(abi.encodeWithSelector(DemoDollar.DemoDollarLocalChainsOnly.selector, 1));
        _dollar.mint(alice, 1);
        vm.chainId(31_338);
        _dollar.mint(alice, 1);
        vm.assertEq(_dollar.decimals(), 6);
    }
}
