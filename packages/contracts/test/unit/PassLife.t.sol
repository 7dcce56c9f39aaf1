// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {
    GasBurningVerifier,
    ReturnBombVerifier,
    TwoVerifier,
    WritingVerifier
} from "../utils/HostileVerifiers.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What becomes of passes and proofs after the first admission.
contract PassLifeTest is PosternFixture {
    // admit: replay and moves

    function test_olderProofIsSpentByANewerOne() public {
        Ask memory old = ask(alice, 5);
        old.expiresAt += 1 days;
        advance(60);
        admit(ask(alice, 5));
        expectRefusal(
            old, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START, START + 60)
        );
    }

    function test_moveWaitsForTheCooldown() public {
        admit(ask(alice, 5));
        advance(COOLDOWN - 1);
        expectRefusal(
            ask(bob, 5), abi.encodeWithSelector(IPassRegistry.PassRegistryMoveTooSoon.selector, START + COOLDOWN)
        );
        advance(1);
        Ask memory move = ask(bob, 5);
        uint256[8] memory signals = signalsOf(move);
        Proof memory proof = prove(signals);
        vm.expectEmit();
        emit IPassRegistry.PassEnded(policyId, alice, 5);
        vm.prank(bob);
        passes.admit(policyId, bob, proof, signals, "");
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertTrue(passes.isAdmitted(policyId, bob));
    }

    function test_oldProofCannotUndoAMove() public {
        admit(ask(alice, 5));
        advance(COOLDOWN - 30 minutes);
        Ask memory kept = ask(alice, 5);
        advance(30 minutes);
        admit(ask(bob, 5));
        expectRefusal(
            kept,
            abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, kept.provenAt, block.timestamp)
        );
    }

    function test_endingDoesNotShortenTheCooldown() public {
        admit(ask(alice, 5));
        vm.prank(alice);
        passes.end(policyId);
        advance(60);
        expectRefusal(
            ask(bob, 5), abi.encodeWithSelector(IPassRegistry.PassRegistryMoveTooSoon.selector, START + COOLDOWN)
        );
    }

    function test_secondPersonOnALiveAccountIsRefused() public {
        admit(ask(alice, 5));
        expectRefusal(
            ask(alice, 6), abi.encodeWithSelector(IPassRegistry.PassRegistryAccountTaken.selector, policyId, alice)
        );
    }

    function test_accountIsFreeAfterThePassExpired() public {
        Ask memory a = ask(alice, 5);
        admit(a);
        vm.warp(a.expiresAt);
        admit(ask(alice, 6));
        vm.assertEq(passes.personOf(policyId, alice), 6);
        // The first person's move later leaves the second person's pass alone.
        advance(COOLDOWN);
        admit(ask(bob, 5));
        vm.assertEq(passes.personOf(policyId, alice), 6);
        vm.assertEq(passes.personOf(policyId, bob), 5);
    }

    function test_newPolicyVersionIsNotASecondChance() public {
        admit(ask(alice, 5));
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        bytes32 second = createPolicy(p);
        advance(60);
        Ask memory a = ask(bob, 5);
        a.policyId = second;
        expectRefusal(
            a, abi.encodeWithSelector(IPassRegistry.PassRegistryMoveTooSoon.selector, START + COOLDOWN)
        );
        a.account = alice;
        admit(a);
        vm.assertTrue(passes.isAdmitted(second, alice));
    }

    // end

    function test_endedPassCannotBeBroughtBack() public {
        Ask memory a = ask(alice, 5);
        admit(a);
        advance(60);
        Ask memory kept = ask(alice, 5);
        advance(60);
        vm.prank(alice);
        passes.end(policyId);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        expectRefusal(
            a, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START, START + 120)
        );
        expectRefusal(
            kept, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START + 60, START + 120)
        );
        advance(1);
        admit(ask(alice, 5));
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    function test_onlyAHolderEnds() public {
        admit(ask(alice, 5));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, stranger));
        passes.end(policyId);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    // Policies over passes

    function test_closedPolicyAdmitsNobodyButKeepsPasses() public {
        admit(ask(alice, 5));
        vm.prank(protocol);
        policies.closePolicy(policyId);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        expectRefusal(
            ask(bob, 6), abi.encodeWithSelector(IPassRegistry.PassRegistryPolicyClosed.selector, policyId)
        );
    }

    function test_stoppedPolicyEndsPasses() public {
        admit(ask(alice, 5));
        vm.prank(protocol);
        policies.stopPolicy(policyId);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertEq(passes.personOf(policyId, alice), 0);
        expectRefusal(
            ask(bob, 6), abi.encodeWithSelector(IPassRegistry.PassRegistryPolicyClosed.selector, policyId)
        );
    }

    function test_notBeforeEndsEarlierPassesAndTheirProofs() public {
        Ask memory a = ask(alice, 5);
        admit(a);
        advance(60);
        vm.prank(guardian);
        policies.raiseNotBefore(policyId, uint64(START + 60));
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        expectRefusal(
            a, abi.encodeWithSelector(IPassRegistry.PassRegistryProofBeforeNotBefore.selector, START, START + 60)
        );
        // What is admitted at that very moment counts.
        admit(ask(alice, 5));
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.assertEq(passes.personOf(policyId, alice), 5);
    }

    // Verifier

    function test_refusesAProofThatDoesNotStand() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof;
        vm.prank(alice);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admit(policyId, alice, proof, signals, "");
    }

    function test_disabledCircuitAdmitsNobody() public {
        vm.prank(guardian);
        policies.disableCircuitVersion(1);
        expectRefusal(ask(alice, 5), abi.encodeWithSelector(IPassRegistry.PassRegistryCircuitDisabled.selector, 1));
    }

    function test_changedVerifierCodeIsRefused() public {
        Ask memory a = ask(alice, 5);
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.etch(address(verifier), address(new TwoVerifier()).code);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IPassRegistry.PassRegistryVerifierChanged.selector, address(verifier))
        );
        passes.admit(policyId, alice, proof, signals, "");
    }

    function test_hostileVerifiersCannotAdmitNorBurnMoreThanTheCap() public {
        address[4] memory hostile = [
            address(new GasBurningVerifier()),
            address(new ReturnBombVerifier()),
            address(new TwoVerifier()),
            address(new WritingVerifier())
        ];
        for (uint32 i = 0; i < hostile.length; ++i) {
            vm.prank(governor);
            policies.addCircuitVersion(i + 2, hostile[i], hostile[i].codehash);
            IPolicyRegistry.PolicyParameters memory p = parameters();
            p.circuitVersion = i + 2;
            Ask memory a = ask(alice, 5);
            a.policyId = createPolicy(p);
            uint256[8] memory signals = signalsOf(a);
            Proof memory proof;
            vm.prank(alice);
            vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
            uint256 before = gasleft();
            passes.admit(a.policyId, alice, proof, signals, "");
            vm.assertLt(before - gasleft(), 600_000);
        }
    }
}
