// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice Keeping a person out, and what a renewal needs; see PassEnds.tree.
contract PassRenewalsTest is PosternFixture {
    address private holder = vm.addr(7);
    bytes32 private scopeId = keccak256(abi.encode(protocol, bytes32(0)));

    function setUp() public override {
        super.setUp();
        admit(ask(holder, 5));
        advance(120);
    }

    // Keeping a person out

    function test_barKeepsAPersonOutUntilTheDate() public {
        uint40 until = uint40((block.timestamp / 1 days + 5) * 1 days);
        vm.expectEmit(address(passes));
        emit IPassRegistry.NullifierBarred(scopeId, 5, until);
        vm.prank(protocol);
        passes.bar(scopeId, 5, until);
        // It ends nothing by itself.
        vm.assertTrue(passes.isAdmitted(policyId, holder));
        uint256[8] memory signals = signalsOf(ask(holder, 5));
        IPassRegistry.NullifierRecord memory record = passes.nullifierRecord(signals[3], 5);
        vm.assertEq(record.barredUntil, until);
        vm.assertEq(record.lastNow, block.timestamp);
        vm.assertEq(record.account, holder);
        advance(60);
        bytes memory refusal = abi.encodeWithSelector(IPassRegistry.PassRegistryBarred.selector, until);
        expectRefusal(ask(holder, 5), refusal);
        vm.prank(protocol);
        passes.endPass(policyId, 5);
        advance(60);
        expectRefusal(ask(holder, 5), refusal);
        vm.warp(until - 1);
        expectRefusal(ask(holder, 5), refusal);
        vm.warp(until);
        admit(ask(holder, 5));
    }

    function test_barHoldsInEveryPolicyOfTheScopeAndNoOther() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        bytes32 sibling = createPolicy(p);
        p.salt = bytes32(uint256(1));
        bytes32 other = createPolicy(p);
        uint40 until = uint40((block.timestamp / 1 days + 366) * 1 days);
        vm.prank(protocol);
        passes.bar(scopeId, 5, until);
        advance(60);
        Ask memory a = ask(holder, 5);
        a.policyId = sibling;
        expectRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryBarred.selector, until));
        a.policyId = other;
        admit(a);
        // Nor does it touch anybody else.
        admit(ask(alice, 6));
    }

    function test_barIsLifted() public {
        uint40 until = uint40((block.timestamp / 1 days + 5) * 1 days);
        vm.startPrank(protocol);
        passes.bar(scopeId, 5, until);
        advance(60);
        passes.bar(scopeId, 5, 0);
        vm.stopPrank();
        // A proof made while the bar stood is spent.
        Ask memory a = ask(holder, 5);
        a.expiresAt += 1 days;
        expectRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofSpent.selector, block.timestamp, block.timestamp
            )
        );
        advance(60);
        admit(ask(holder, 5));
    }

    function test_barOfSomebodyWhoNeverCame() public {
        uint40 until = uint40((block.timestamp / 1 days + 5) * 1 days);
        vm.prank(protocol);
        passes.bar(scopeId, 99, until);
        advance(60);
        expectRefusal(ask(alice, 99), abi.encodeWithSelector(IPassRegistry.PassRegistryBarred.selector, until));
        vm.warp(until);
        admit(ask(alice, 99));
        vm.assertEq(passes.nullifierRecord(signalsOf(ask(alice, 99))[3], 99).movedAt, until);
    }

    function testFuzz_barEndsAtMidnightWithin366Days(uint40 until) public {
        until = uint40(bound(until, 0, block.timestamp + 800 days));
        uint256 latest = block.timestamp + 366 days;
        vm.prank(protocol);
        if (until % 1 days != 0 || until > latest) {
            vm.expectRevert(
                abi.encodeWithSelector(IPassRegistry.PassRegistryInvalidBar.selector, until, latest)
            );
        }
        passes.bar(scopeId, 5, until);
    }

    function test_onlyTheScopesOwnerBars() public {
        address[4] memory others = [stranger, guardian, governor, holder];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IPassRegistry.PassRegistryNotScopeOwner.selector, scopeId, others[i])
            );
            passes.bar(scopeId, 5, 0);
        }
        // A scope that has no policy has no owner.
        vm.prank(protocol);
        vm.expectPartialRevert(IPassRegistry.PassRegistryNotScopeOwner.selector);
        passes.bar(bytes32(uint256(1)), 5, 0);
        vm.assertEq(policies.scopeOwner(scopeId), protocol);
    }

    // Renewals

    function send(address sender, Ask memory a, bytes memory refusal) private {
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        if (refusal.length != 0) vm.expectRevert(refusal);
        vm.prank(sender);
        passes.admit(a.policyId, a.account, proof, signals, "");
    }

    function test_renewalOfAPassThatCountsNeedsNoSignature() public {
        Ask memory a = ask(holder, 5);
        a.expiresAt += 1 days;
        send(stranger, a, "");
        vm.assertEq(passes.passOf(policyId, holder).expiresAt, a.expiresAt);
        vm.assertEq(passes.passOf(policyId, holder).admittedAt, block.timestamp);
    }

    function test_firstPassMoveAndReturnNeedConsent() public {
        bytes memory holders = abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, holder);
        bytes memory bobs = abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, bob);
        send(stranger, ask(bob, 6), bobs);
        // After an end.
        uint256 before = vm.snapshotState();
        vm.prank(holder);
        passes.end(policyId);
        advance(60);
        send(stranger, ask(holder, 5), holders);
        vm.revertToState(before);
        // After the expiry, and after the policy's owner raised `notBefore`.
        before = vm.snapshotState();
        vm.warp(passes.passOf(policyId, holder).expiresAt);
        send(stranger, ask(holder, 5), holders);
        vm.revertToState(before);
        before = vm.snapshotState();
        vm.prank(protocol);
        policies.raiseNotBefore(policyId, uint64(block.timestamp));
        send(stranger, ask(holder, 5), holders);
        vm.revertToState(before);
        // A move.
        advance(COOLDOWN);
        send(stranger, ask(bob, 5), bobs);
    }

    /// @dev The pass counts, but the person has moved away under another version: to come back is a move.
    function test_passLeftUnderAnotherVersionIsNoRenewal() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        Ask memory away = ask(bob, 5);
        away.policyId = createPolicy(p);
        advance(COOLDOWN);
        away.provenAt = block.timestamp;
        admit(away);
        vm.assertTrue(passes.isAdmitted(policyId, holder));
        advance(60);
        bytes memory refusal = abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, holder);
        send(stranger, ask(holder, 5), refusal);
    }

    function test_renewalShortensNoPass() public {
        uint256 present = passes.passOf(policyId, holder).expiresAt;
        Ask memory a = ask(holder, 5);
        a.expiresAt = present - 1 days;
        expectRefusal(
            a, abi.encodeWithSelector(IPassRegistry.PassRegistryPassShortened.selector, a.expiresAt, present)
        );
        a.expiresAt = present;
        admit(a);
        // Whoever wants a shorter one ends it first.
        advance(60);
        vm.prank(holder);
        passes.end(policyId);
        advance(60);
        a = ask(holder, 5);
        a.expiresAt = present - 1 days;
        admit(a);
        vm.assertEq(passes.passOf(policyId, holder).expiresAt, present - 1 days);
    }
}
