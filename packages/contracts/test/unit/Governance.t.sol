// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {AcceptListVerifier} from "../utils/AcceptListVerifier.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Who may do what, and how fast; see Governance.tree.
contract GovernanceTest is PosternFixture {
    uint32 private constant DELAY = 2 days;
    address private _admin = address(0x70);

    /// @dev What deployment does on a public network: delays, a guardian for the governor, the deployer out.
    function setUp() public override {
        super.setUp();
        manager.setTargetAdminDelay(address(trust), DELAY);
        manager.setTargetAdminDelay(address(policies), DELAY);
        manager.setGrantDelay(GOVERNOR, DELAY);
        manager.setRoleGuardian(GOVERNOR, GUARDIAN);
        // A target's new admin delay takes effect after the five days of OpenZeppelin's minimum set-back.
        vm.warp(block.timestamp + 5 days);
        manager.grantRole(GOVERNOR, governor, DELAY);
        vm.warp(block.timestamp + DELAY);
        manager.grantRole(0, _admin, DELAY);
        manager.renounceRole(0, address(this));
    }

    function loosening() private returns (address[] memory targets, bytes[] memory calls) {
        AcceptListVerifier other = new AcceptListVerifier();
        (targets, calls) = (new address[](7), new bytes[](7));
        vm.prank(guardian);
        policies.pauseCircuitVersion(1);
        calls[0] = abi.encodeCall(trust.createIssuer, (bob, "Second"));
        calls[1] = abi.encodeCall(trust.registerLeaf, (prepareLeaf(1, 2, 2, 1)));
        calls[2] = abi.encodeCall(trust.setOperator, (1, bob));
        calls[3] = abi.encodeCall(trust.setStandbyOperator, (1, stranger));
        calls[4] = abi.encodeCall(policies.addCircuitVersion, (2, address(other), address(other).codehash));
        calls[5] = abi.encodeCall(policies.resumeCircuitVersion, (1));
        calls[6] = abi.encodeCall(policies.setGasPercent, (1, 200));
        for (uint256 i = 0; i < 7; ++i) {
            targets[i] = i < 4 ? address(trust) : address(policies);
        }
    }

    function test_looseningWaits() public {
        (address[] memory targets, bytes[] memory calls) = loosening();
        vm.startPrank(governor);
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool ok, bytes memory reason) = targets[i].call(calls[i]);
            vm.assertFalse(ok);
            vm.assertEq(reason, notScheduled(targets[i], calls[i]));
            manager.schedule(targets[i], calls[i], 0);
            vm.warp(block.timestamp + DELAY - 1);
            vm.expectPartialRevert(IAccessManager.AccessManagerNotReady.selector);
            manager.execute(targets[i], calls[i]);
            vm.warp(block.timestamp + 1);
            manager.execute(targets[i], calls[i]);
        }
        vm.assertEq(trust.issuerCount(), 2);
        vm.assertEq(trust.leafCount(), 2);
        vm.assertFalse(policies.circuitVersion(1).paused);
    }

    function test_guardianCancels() public {
        (address[] memory targets, bytes[] memory calls) = loosening();
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(governor);
            manager.schedule(targets[i], calls[i], 0);
            vm.prank(guardian);
            manager.cancel(governor, targets[i], calls[i]);
            vm.warp(block.timestamp + DELAY);
            vm.prank(governor);
            vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
            manager.execute(targets[i], calls[i]);
        }
    }

    function test_strangersCancelNothing() public {
        (address[] memory targets, bytes[] memory calls) = loosening();
        vm.prank(governor);
        manager.schedule(targets[0], calls[0], 0);
        vm.prank(stranger);
        vm.expectPartialRevert(IAccessManager.AccessManagerUnauthorizedCancel.selector);
        manager.cancel(governor, targets[0], calls[0]);
    }

    function test_scheduledCallsExpire() public {
        (address[] memory targets, bytes[] memory calls) = loosening();
        vm.startPrank(governor);
        manager.schedule(targets[0], calls[0], 0);
        vm.warp(block.timestamp + DELAY + 7 days);
        vm.expectPartialRevert(IAccessManager.AccessManagerExpired.selector);
        manager.execute(targets[0], calls[0]);
    }

    function test_tighteningIsInstant() public {
        uint256 root = trust.currentRoot();
        anchor(LIST, 1, 1001);
        vm.startPrank(guardian);
        trust.dropRoot(root);
        trust.dropHistory();
        trust.suspendOperator(issuerId);
        trust.removeLeaf(issuerId, LIST);
        policies.pauseCircuitVersion(1);
        policies.raiseNotBefore(policyId, uint64(block.timestamp));
        policies.closePolicy(policyId);
        policies.disableCircuitVersion(1);
        (bool known,) = trust.rootInfo(root);
        vm.assertFalse(known || trust.leaf(issuerId, LIST).active);
        IPolicyRegistry.CircuitVersion memory circuit = policies.circuitVersion(1);
        vm.assertTrue(circuit.paused && circuit.disabled);
        IPolicyRegistry.Policy memory policy = policies.policy(policyId);
        vm.assertTrue(policy.closed && policy.notBefore == block.timestamp);
    }

    function test_handoverTakesTwoSteps() public {
        address next = address(0x71);
        // Step 1: the present admin grants, after the delay; both are admins.
        bytes memory grant = abi.encodeCall(manager.grantRole, (0, next, DELAY));
        vm.startPrank(_admin);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
        manager.grantRole(0, next, DELAY);
        manager.schedule(address(manager), grant, 0);
        vm.warp(block.timestamp + DELAY);
        manager.execute(address(manager), grant);
        vm.stopPrank();
        assertAdmin(_admin, true);
        assertAdmin(next, true);
        // Step 2: the new admin shows that it can act, by taking the old one out.
        bytes memory revoke = abi.encodeCall(manager.revokeRole, (0, _admin));
        vm.startPrank(next);
        manager.schedule(address(manager), revoke, 0);
        vm.warp(block.timestamp + DELAY);
        manager.execute(address(manager), revoke);
        assertAdmin(_admin, false);
        assertAdmin(next, true);
    }

    function assertAdmin(address account, bool expected) private view {
        (bool member,) = manager.hasRole(0, account);
        vm.assertEq(member, expected);
    }

    function test_newGovernorWaitsForTheGrantDelay() public {
        bytes memory grant = abi.encodeCall(manager.grantRole, (GOVERNOR, bob, DELAY));
        vm.startPrank(_admin);
        manager.schedule(address(manager), grant, 0);
        vm.warp(block.timestamp + DELAY);
        manager.execute(address(manager), grant);
        (bool member,) = manager.hasRole(GOVERNOR, bob);
        vm.assertFalse(member);
        vm.warp(block.timestamp + DELAY);
        (member,) = manager.hasRole(GOVERNOR, bob);
        vm.assertTrue(member);
    }

    function test_functionsCannotChangeRolesAtOnce() public {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = ITrustRegistry.createIssuer.selector;
        vm.prank(_admin);
        vm.expectPartialRevert(IAccessManager.AccessManagerNotScheduled.selector);
        manager.setTargetFunctionRole(address(trust), selectors, GUARDIAN);
    }

    /// @dev Each function of each contract that is not a view, by everybody who may not call it.
    function test_everyFunctionRefusesWhoMayNot() public {
        admit(ask(alice, 5));
        bytes[] memory onTrust = new bytes[](9);
        onTrust[0] = abi.encodeCall(trust.createIssuer, (stranger, ""));
        onTrust[1] = abi.encodeCall(trust.registerLeaf, (prepareLeaf(1, 2, 2, 1)));
        onTrust[2] = abi.encodeCall(trust.setOperator, (1, stranger));
        onTrust[3] = abi.encodeCall(trust.setStandbyOperator, (1, stranger));
        onTrust[4] = abi.encodeCall(trust.removeLeaf, (issuerId, LIST));
        onTrust[5] = abi.encodeCall(trust.dropRoot, (1));
        onTrust[6] = abi.encodeCall(trust.dropHistory, ());
        onTrust[7] = abi.encodeCall(trust.suspendOperator, (1));
        onTrust[8] = abi.encodeCall(trust.setAuthority, (stranger));
        bytes[] memory onPolicies = new bytes[](9);
        onPolicies[0] = abi.encodeCall(policies.addCircuitVersion, (9, address(verifier), address(verifier).codehash));
        onPolicies[1] = abi.encodeCall(policies.disableCircuitVersion, (1));
        onPolicies[2] = abi.encodeCall(policies.pauseCircuitVersion, (1));
        onPolicies[3] = abi.encodeCall(policies.resumeCircuitVersion, (1));
        onPolicies[4] = abi.encodeCall(policies.setGasPercent, (1, 200));
        onPolicies[5] = abi.encodeCall(policies.setAuthority, (stranger));
        onPolicies[6] = abi.encodeCall(policies.closePolicy, (policyId));
        onPolicies[7] = abi.encodeCall(policies.raiseNotBefore, (policyId, 1));
        onPolicies[8] = abi.encodeCall(policies.stopPolicy, (policyId));
        bytes32 scopeId = policies.computeScopeId(protocol, 0);
        address[6] memory who = [stranger, operator, protocol, alice, governor, guardian];
        for (uint256 i = 0; i < who.length; ++i) {
            bool isGuardian = who[i] == guardian;
            for (uint256 j = 0; j < onTrust.length; ++j) {
                if (isGuardian && j >= 4 && j <= 7) continue;
                expectNoAccess(who[i], address(trust), onTrust[j], j < 4);
            }
            for (uint256 j = 0; j < 6; ++j) {
                if (isGuardian && (j == 1 || j == 2)) continue;
                expectNoAccess(who[i], address(policies), onPolicies[j], j == 0 || j == 3 || j == 4);
            }
            bytes memory notAllowed =
                abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryNotAllowed.selector, policyId, who[i]);
            for (uint256 j = 6; j < onPolicies.length; ++j) {
                if (who[i] == protocol || isGuardian && j < 8) continue;
                expectRefused(who[i], address(policies), onPolicies[j], notAllowed);
            }
            if (who[i] != operator) {
                bytes memory anchoring = abi.encodeCall(trust.anchorStatus, (issuerId, LIST, 1, 1, 0, 0, ""));
                expectRefused(
                    who[i],
                    address(trust),
                    anchoring,
                    abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, who[i])
                );
            }
            if (who[i] != protocol && !isGuardian) {
                expectRefused(
                    who[i],
                    address(passes),
                    abi.encodeCall(passes.endPass, (policyId, 5)),
                    abi.encodeWithSelector(IPassRegistry.PassRegistryNotAllowed.selector, policyId, who[i])
                );
            }
            if (who[i] != protocol) {
                expectRefused(
                    who[i],
                    address(passes),
                    abi.encodeCall(passes.bar, (scopeId, 5, 0)),
                    abi.encodeWithSelector(IPassRegistry.PassRegistryNotScopeOwner.selector, scopeId, who[i])
                );
            }
            if (who[i] != alice) {
                expectRefused(
                    who[i],
                    address(passes),
                    abi.encodeCall(passes.end, (policyId)),
                    abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, who[i])
                );
            }
        }
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    function test_anybodyTakesOutAStaleLeafAndNobodyAFreshOne() public {
        address[6] memory who = [stranger, operator, protocol, alice, governor, guardian];
        uint256 staleAt = START + HEARTBEAT;
        vm.warp(staleAt);
        uint256 fresh = vm.snapshotState();
        for (uint256 i = 0; i < who.length; ++i) {
            expectRefused(
                who[i],
                address(trust),
                abi.encodeCall(trust.zeroStaleLeaf, (issuerId, LIST)),
                abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotStale.selector, issuerId, LIST, staleAt)
            );
            vm.assertTrue(trust.leaf(issuerId, LIST).active);
            advance(1);
            vm.prank(who[i]);
            trust.zeroStaleLeaf(issuerId, LIST);
            vm.assertFalse(trust.leaf(issuerId, LIST).active);
            vm.revertToState(fresh);
        }
    }

    /// @dev Who has the role but has to wait is told that nothing was scheduled; who has not, that it may not.
    function expectNoAccess(address caller, address target, bytes memory call, bool loosens) private {
        bool waits = loosens && caller == governor;
        bytes memory refusal = waits
            ? notScheduled(target, call)
            : abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, caller);
        expectRefused(caller, target, call, refusal);
    }

    function notScheduled(address target, bytes memory call) private view returns (bytes memory) {
        return abi.encodeWithSelector(
            IAccessManager.AccessManagerNotScheduled.selector, manager.hashOperation(governor, target, call)
        );
    }

    function expectRefused(address caller, address target, bytes memory call, bytes memory refusal) private {
        vm.prank(caller);
        (bool ok, bytes memory reason) = target.call(call);
        vm.assertFalse(ok);
        vm.assertEq(reason, refusal);
    }

    // Pause

    function test_pauseStopsAdmissionsAndNothingElse() public {
        admit(ask(alice, 5));
        advance(60);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.CircuitVersionPaused(1);
        vm.prank(guardian);
        policies.pauseCircuitVersion(1);
        vm.assertTrue(policies.circuitVersion(1).paused);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryPauseUnchanged.selector, 1));
        policies.pauseCircuitVersion(1);
        anchor(LIST, 1, 1001);
        vm.prank(alice);
        passes.end(policyId);
    }

    function test_guardianCannotResume() public {
        vm.startPrank(guardian);
        policies.pauseCircuitVersion(1);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, guardian));
        policies.resumeCircuitVersion(1);
    }

    function test_onlyWhatExistsIsPaused() public {
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownCircuit.selector, 9));
        policies.pauseCircuitVersion(9);
        policies.disableCircuitVersion(1);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryCircuitDisabled.selector, 1));
        policies.pauseCircuitVersion(1);
    }
}

/// @notice Pausing without delays, as on a local chain.
contract PauseTest is PosternFixture {
    function test_pausedVerifierAdmitsAgainAfterResuming() public {
        vm.prank(guardian);
        policies.pauseCircuitVersion(1);
        Ask memory a = ask(alice, 5);
        uint256[8] memory signals = signalsOf(a);
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryCircuitPaused.selector, 1));
        passes.admit(policyId, alice, prove2(signals), signals, "");
        vm.prank(governor);
        vm.expectEmit(address(policies));
        emit IPolicyRegistry.CircuitVersionResumed(1);
        policies.resumeCircuitVersion(1);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryPauseUnchanged.selector, 1));
        policies.resumeCircuitVersion(1);
        admit(a);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    function prove2(uint256[8] memory signals) private pure returns (Proof memory proof) {
        proof.a[0] = uint256(keccak256(abi.encode(signals)));
    }
}
