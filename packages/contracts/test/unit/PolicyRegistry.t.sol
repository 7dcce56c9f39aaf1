// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {PresentationSignals} from "../../src/libraries/PresentationSignals.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";

contract PolicyRegistryTest is PosternFixture {
    function test_policyHoldsItsParameters() public view {
        IPolicyRegistry.Policy memory found = policies.policy(policyId);
        vm.assertEq(found.owner, protocol);
        vm.assertEq(found.policyHash, POLICY_HASH);
        vm.assertEq(found.circuitVersion, 1);
        vm.assertEq(found.maxPassLife, MAX_PASS_LIFE);
        vm.assertEq(found.maxProofAge, MAX_PROOF_AGE);
        vm.assertEq(found.grace, GRACE);
        vm.assertEq(found.moveCooldown, COOLDOWN);
        vm.assertEq(found.scopeId, keccak256(abi.encode(protocol, bytes32(0))));
        vm.assertEq(found.createdAt, START);
        vm.assertEq(found.notBefore, 0);
        vm.assertFalse(found.closed);
        vm.assertFalse(found.stopped);
    }

    function test_idIsTheHashOfEverything() public view {
        bytes32 expected = keccak256(
            abi.encode(
                block.chainid,
                address(policies),
                protocol,
                POLICY_HASH,
                uint32(1),
                MAX_PASS_LIFE,
                MAX_PROOF_AGE,
                GRACE,
                FIRST_GRACE,
                COOLDOWN,
                bytes32(0)
            )
        );
        vm.assertEq(policyId, expected);
    }

    function test_creationEmitsTheJson() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        bytes32 id = policies.computePolicyId(alice, p);
        vm.expectEmit();
        emit IPolicyRegistry.PolicyCreated(id, alice, POLICY_HASH, policies.computeScopeId(alice, 0), "{\"a\":1}");
        vm.prank(alice);
        policies.createPolicy(p, "{\"a\":1}");
    }

    function testFuzz_everyParameterChangesTheId(uint256 which) public view {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        which = bound(which, 0, 7);
        if (which == 0) p.policyHash++;
        if (which == 1) p.circuitVersion++;
        if (which == 2) p.maxPassLife++;
        if (which == 3) p.maxProofAge++;
        if (which == 4) p.grace++;
        if (which == 5) p.moveCooldown++;
        if (which == 6) p.firstGrace++;
        if (which == 7) p.salt = bytes32(uint256(1));
        vm.assertTrue(policies.computePolicyId(protocol, p) != policyId, "differs");
        vm.assertTrue(policies.computePolicyId(alice, parameters()) != policyId, "owner");
    }

    function test_samePolicyTwiceIsRefused() public {
        vm.prank(protocol);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryPolicyExists.selector, policyId));
        policies.createPolicy(parameters(), "{}");
    }

    function test_parametersHaveBounds() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 0;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidPolicyHash.selector, 0));
        p.policyHash = type(uint256).max;
        expectRefusal(
            p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidPolicyHash.selector, type(uint256).max)
        );
        p.policyHash = PresentationSignals.FIELD_ORDER;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidPolicyHash.selector, p.policyHash));
        p = parameters();
        p.circuitVersion = 9;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownCircuit.selector, 9));
        p = parameters();
        p.maxPassLife = 1 days - 1;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidPassLife.selector, 1 days - 1));
        p.maxPassLife = 366 days + 1;
        expectRefusal(
            p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidPassLife.selector, 366 days + 1)
        );
        p = parameters();
        p.maxProofAge = 599;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidProofAge.selector, 599));
        p.maxProofAge = 1 days + 1;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidProofAge.selector, 1 days + 1));
        p = parameters();
        p.grace = 599;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidGrace.selector, 599));
        // No older proof is taken, so more would promise what is not given.
        p.grace = MAX_PROOF_AGE + 1;
        expectRefusal(
            p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidGrace.selector, MAX_PROOF_AGE + 1)
        );
        p = parameters();
        p.firstGrace = 59;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidFirstGrace.selector, 59));
        p.firstGrace = GRACE + 1;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidFirstGrace.selector, GRACE + 1));
        p = parameters();
        p.moveCooldown = 366 days + 1;
        expectRefusal(
            p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidMoveCooldown.selector, 366 days + 1)
        );
    }

    function test_parametersAtTheirBoundsAreTaken() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = PresentationSignals.FIELD_ORDER - 1;
        (p.maxPassLife, p.maxProofAge, p.grace, p.firstGrace, p.moveCooldown) =
            (1 days, 10 minutes, 10 minutes, 1 minutes, 0);
        createPolicy(p);
        (p.maxPassLife, p.maxProofAge, p.grace, p.firstGrace, p.moveCooldown) =
            (366 days, 1 days, 1 days, 1 days, 366 days);
        createPolicy(p);
    }

    function test_admissionTermsAreThePolicysAndItsCircuits() public {
        IPolicyRegistry.AdmissionTerms memory terms = policies.admissionTerms(policyId);
        vm.assertTrue(terms.standing == IPolicyRegistry.Standing.Open, "open");
        vm.assertEq(terms.policyHash, POLICY_HASH);
        vm.assertEq(terms.scopeId, policies.computeScopeId(protocol, 0));
        vm.assertEq(terms.circuitVersion, 1);
        vm.assertEq(terms.maxPassLife, MAX_PASS_LIFE);
        vm.assertEq(terms.maxProofAge, MAX_PROOF_AGE);
        vm.assertEq(terms.grace, GRACE);
        vm.assertEq(terms.firstGrace, FIRST_GRACE);
        vm.assertEq(terms.gasPercent, 100);
        vm.assertEq(terms.moveCooldown, COOLDOWN);
        vm.assertEq(terms.verifier, address(verifier));
        vm.assertEq(terms.codeHash, address(verifier).codehash);
        vm.assertFalse(terms.disabled || terms.paused);
        vm.startPrank(guardian);
        policies.raiseNotBefore(policyId, 7);
        policies.pauseCircuitVersion(1);
        terms = policies.admissionTerms(policyId);
        vm.assertEq(terms.notBefore, 7);
        vm.assertTrue(terms.paused);
        policies.disableCircuitVersion(1);
        vm.assertTrue(policies.admissionTerms(policyId).disabled);
        policies.closePolicy(policyId);
        terms = policies.admissionTerms(policyId);
        vm.assertTrue(terms.standing == IPolicyRegistry.Standing.Ended, "ended");
        terms = policies.admissionTerms(bytes32(uint256(1)));
        vm.assertTrue(terms.standing == IPolicyRegistry.Standing.Unknown, "unknown");
        vm.assertEq(terms.verifier, address(0));
    }

    function expectRefusal(IPolicyRegistry.PolicyParameters memory p, bytes memory revertData) private {
        vm.prank(protocol);
        vm.expectRevert(revertData);
        policies.createPolicy(p, "{}");
    }

    // Ending

    function test_strangersEndNothing() public {
        bytes memory refusal =
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryNotAllowed.selector, policyId, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        policies.closePolicy(policyId);
        vm.expectRevert(refusal);
        policies.stopPolicy(policyId);
        vm.expectRevert(refusal);
        policies.raiseNotBefore(policyId, 1);
    }

    function test_guardianClosesAndRaisesButDoesNotStop() public {
        vm.startPrank(guardian);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.PolicyClosed(policyId);
        policies.closePolicy(policyId);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.NotBeforeRaised(policyId, 1);
        policies.raiseNotBefore(policyId, 1);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryNotAllowed.selector, policyId, guardian)
        );
        policies.stopPolicy(policyId);
    }

    function test_nothingEndsTwice() public {
        bytes memory refusal = abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryAlreadyEnded.selector, policyId);
        vm.startPrank(protocol);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.PolicyClosed(policyId);
        policies.closePolicy(policyId);
        vm.expectRevert(refusal);
        policies.closePolicy(policyId);
        vm.assertFalse(policies.policy(policyId).stopped);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.PolicyStopped(policyId);
        policies.stopPolicy(policyId);
        vm.assertTrue(policies.policy(policyId).stopped);
        vm.expectRevert(refusal);
        policies.stopPolicy(policyId);
    }

    function test_notBeforeOnlyRisesUpToNow() public {
        vm.startPrank(protocol);
        policies.raiseNotBefore(policyId, 100);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidNotBefore.selector, 100, 100));
        policies.raiseNotBefore(policyId, 100);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidNotBefore.selector, START + 1, 100)
        );
        policies.raiseNotBefore(policyId, uint64(START + 1));
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.NotBeforeRaised(policyId, uint64(START));
        policies.raiseNotBefore(policyId, uint64(START));
        vm.assertEq(policies.policy(policyId).notBefore, START);
    }

    function test_unknownPoliciesEndNowhere() public {
        bytes memory refusal =
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, bytes32(uint256(1)));
        vm.expectRevert(refusal);
        policies.closePolicy(bytes32(uint256(1)));
        vm.expectRevert(refusal);
        policies.stopPolicy(bytes32(uint256(1)));
        vm.expectRevert(refusal);
        policies.raiseNotBefore(bytes32(uint256(1)), 1);
    }

    // Circuit versions

    function test_versionPinsTheCode() public view {
        IPolicyRegistry.CircuitVersion memory found = policies.circuitVersion(1);
        vm.assertEq(found.verifier, address(verifier));
        vm.assertEq(found.codeHash, address(verifier).codehash);
        vm.assertEq(found.addedAt, START);
        vm.assertFalse(found.disabled);
    }

    function test_versionIsNewAndItsCodeIsTheAnnouncedOne() public {
        bytes32 codeHash = address(verifier).codehash;
        vm.startPrank(governor);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidCircuitVersion.selector, 0));
        policies.addCircuitVersion(0, address(verifier), codeHash);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidCircuitVersion.selector, 1));
        policies.addCircuitVersion(1, address(verifier), codeHash);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPolicyRegistry.PolicyRegistryInvalidVerifier.selector, address(verifier), codeHash
            )
        );
        policies.addCircuitVersion(2, address(verifier), bytes32(uint256(1)));
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidVerifier.selector, alice, alice.codehash)
        );
        policies.addCircuitVersion(2, alice, alice.codehash);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.CircuitVersionAdded(2, address(verifier), codeHash);
        policies.addCircuitVersion(2, address(verifier), codeHash);
        vm.assertEq(policies.circuitVersion(2).verifier, address(verifier));
    }

    function test_disabledVersionServesNoNewPolicy() public {
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.CircuitVersionDisabled(1);
        vm.prank(guardian);
        policies.disableCircuitVersion(1);
        vm.assertTrue(policies.circuitVersion(1).disabled);
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 9;
        expectRefusal(p, abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryCircuitDisabled.selector, 1));
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryCircuitDisabled.selector, 1));
        policies.disableCircuitVersion(1);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownCircuit.selector, 2));
        policies.disableCircuitVersion(2);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownCircuit.selector, 2));
        policies.circuitVersion(2);
    }

    function test_gasPercentHasBounds() public {
        vm.assertEq(policies.circuitVersion(1).gasPercent, 100);
        vm.startPrank(governor);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidGasPercent.selector, 99));
        policies.setGasPercent(1, 99);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryInvalidGasPercent.selector, 1001));
        policies.setGasPercent(1, 1001);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownCircuit.selector, 2));
        policies.setGasPercent(2, 100);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.GasPercentChanged(1, 1000);
        policies.setGasPercent(1, 1000);
        vm.assertEq(policies.circuitVersion(1).gasPercent, 1000);
        policies.setGasPercent(1, 100);
        vm.stopPrank();
        vm.prank(guardian);
        policies.disableCircuitVersion(1);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryCircuitDisabled.selector, 1));
        policies.setGasPercent(1, 200);
    }

    function test_ownerAndGuardianMayTighten() public {
        vm.assertTrue(policies.mayTighten(policyId, protocol));
        vm.assertTrue(policies.mayTighten(policyId, guardian));
        vm.assertFalse(policies.mayTighten(policyId, governor));
        vm.assertFalse(policies.mayTighten(policyId, stranger));
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, bytes32(uint256(1)))
        );
        policies.mayTighten(bytes32(uint256(1)), guardian);
    }

    function test_scopeHasTheOwnerOfItsPolicies() public {
        vm.assertEq(policies.scopeOwner(policies.computeScopeId(protocol, 0)), protocol);
        bytes32 strangers = policies.computeScopeId(stranger, 0);
        vm.assertEq(policies.scopeOwner(strangers), address(0));
        vm.prank(stranger);
        policies.createPolicy(parameters(), "{}");
        vm.assertEq(policies.scopeOwner(strangers), stranger);
        vm.assertEq(policies.scopeOwner(policies.computeScopeId(protocol, 0)), protocol);
    }

    function test_strangersTouchNoVersion() public {
        bytes memory refusal = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger);
        bytes32 codeHash = address(verifier).codehash;
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        policies.addCircuitVersion(2, address(verifier), codeHash);
        vm.expectRevert(refusal);
        policies.disableCircuitVersion(1);
    }
}
