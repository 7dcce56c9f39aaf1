// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {bound, vm} from "../utils/Vm.sol";
import {Ghost, World} from "./Ghost.sol";
import {EndActions} from "./EndActions.sol";

/// @notice Everything anybody can do: holders (above), and here operators, governor, guardian, owner, strangers, time.
contract PosternHandler is EndActions {
    /// @dev Leaves that governance may register: new ones, a list that is taken, a key that is another's.
    ITrustRegistry.LeafRegistration[] private _registrations;

    /// @dev What was ever registered.
    Identity[] private _leaves;
    address private constant STANDBY = address(0x65);

    struct Identity {
        uint256 issuerId;
        uint256 listId;
    }

    constructor(World memory world, ITrustRegistry.LeafRegistration[] memory registrations) Ghost(world) {
        for (uint256 i = 0; i < registrations.length; ++i) {
            _registrations.push(registrations[i]);
        }
        _leaves.push(Identity(1, 1));
        _leaves.push(Identity(1, 2));
    }

    function registerLeaf(uint256 which, uint256 chance) external {
        if (chance % 8 != 0) return;
        ITrustRegistry.LeafRegistration memory registration = _registrations[bound(which, 0, _registrations.length - 1)];
        uint256 before = _world.trust.leafCount();
        try _world.trust.registerLeaf(registration) returns (uint256 leafIndex) {
            check(leafIndex <= before && _world.trust.leafCount() <= before + 1, "P28: leaf count");
            _leaves.push(Identity(registration.issuerId, registration.listId));
            noteRoot();
        } catch {
            check(_world.trust.leafCount() == before, "P28: a refused leaf stayed");
        }
    }

    function drawLeaf(uint256 seed) private view returns (Identity memory id, ITrustRegistry.Leaf memory leaf) {
        id = _leaves[bound(seed, 0, _leaves.length - 1)];
        leaf = _world.trust.leaf(id.issuerId, id.listId);
    }

    function anchor(uint256 leafSeed, uint256 epochStep, uint256 statusRoot) external {
        (Identity memory id, ITrustRegistry.Leaf memory leaf) = drawLeaf(leafSeed);
        uint64 epoch = leaf.epoch + uint64(bound(epochStep, 0, 2) * 600_000);
        (address operator,,) = _world.trust.issuer(id.issuerId);
        vm.prank(operator == address(0) ? address(this) : operator);
        try _world.trust.anchorStatus(id.issuerId, id.listId, epoch, bound(statusRoot, 0, 6), 0, 0, "") {
            check(epoch > leaf.epoch && epoch - leaf.epoch <= 1 << 20, "P9: epoch did not rise, or too far");
            check(!leaf.removed, "P13: removed leaf anchored");
            check(operator != address(0), "P34: anchored for a suspended operator");
            noteRoot();
        } catch {
            check(_world.trust.leaf(id.issuerId, id.listId).epoch == leaf.epoch, "P9: refused anchor moved the epoch");
        }
    }

    function zeroStale(uint256 leafSeed) external {
        (Identity memory id, ITrustRegistry.Leaf memory leaf) = drawLeaf(leafSeed);
        vm.prank(STRANGER);
        try _world.trust.zeroStaleLeaf(id.issuerId, id.listId) {
            noteRoot();
        } catch {}
        check(_world.trust.leaf(id.issuerId, id.listId).epoch == leaf.epoch, "P9: zeroing moved the epoch");
    }

    function removeLeaf(uint256 leafSeed, uint256 chance) external {
        // Seldom, else nothing is left to test.
        if (chance % 16 != 0) return;
        (Identity memory id,) = drawLeaf(leafSeed);
        uint256 before = _world.trust.currentRoot();
        try _world.trust.removeLeaf(id.issuerId, id.listId) {
            noteRoot();
            checkForgotten(before);
        } catch {}
        ITrustRegistry.Leaf memory leaf = _world.trust.leaf(id.issuerId, id.listId);
        check(leaf.removed && !leaf.active, "P13: leaf is still there");
    }

    function suspendOperator(uint256 issuerSeed, uint256 chance) external {
        if (chance % 16 != 0) return;
        uint256 issuerId = bound(issuerSeed, 1, 2);
        (address former, address standby,) = _world.trust.issuer(issuerId);
        uint256 before = _world.trust.currentRoot();
        _world.trust.suspendOperator(issuerId);
        noteRoot();
        checkForgotten(before);
        for (uint256 i = 0; i < _leaves.length; ++i) {
            bool active = _world.trust.leaf(_leaves[i].issuerId, _leaves[i].listId).active;
            check(!active || _leaves[i].issuerId != issuerId, "P34: a leaf of a suspended operator");
        }
        (address operator,,) = _world.trust.issuer(issuerId);
        check(operator == standby && (former == address(0) || operator != former), "P34: the operator is still there");
    }

    function nameOperators(uint256 issuerSeed, uint256 chance) external {
        uint256 issuerId = bound(issuerSeed, 1, 2);
        (address operator, address standby,) = _world.trust.issuer(issuerId);
        if (operator == address(0)) _world.trust.setOperator(issuerId, address(this));
        else if (standby == address(0) && chance % 2 == 0) {
            _world.trust.setStandbyOperator(issuerId, operator == STANDBY ? address(this) : STANDBY);
        }
    }

    function checkForgotten(uint256 root) private {
        if (root == _world.trust.currentRoot()) return;
        (bool known,) = _world.trust.rootInfo(root);
        check(!known, "P35: a root with the leaf is still known");
    }

    function dropRoot(uint256 index, uint256 chance) external {
        if (chance % 8 != 0) return;
        uint256 root = _roots[bound(index, 0, _roots.length - 1)];
        bool current = root == _world.trust.currentRoot();
        try _world.trust.dropRoot(root) {
            check(!current, "P11: the current root was dropped");
            dropped[root] = true;
        } catch {}
    }

    function dropHistory(uint256 chance) external {
        if (chance % 8 == 0) _world.trust.dropHistory();
    }

    function raiseNotBefore(uint256 to, uint256 chance) external {
        if (chance % 8 != 0) return;
        uint64 before = _world.policies.policy(_world.policyId).notBefore;
        uint64 given = uint64(bound(to, block.timestamp - 2 days, block.timestamp + 10));
        try _world.policies.raiseNotBefore(_world.policyId, given) {
            check(_world.policies.policy(_world.policyId).notBefore > before, "P12: notBefore fell");
            check(_world.policies.policy(_world.policyId).notBefore <= block.timestamp, "P12: notBefore in the future");
        } catch {}
    }

    function closeOrStop(uint256 chance) external {
        if (chance % 64 > 1) return;
        IPolicyRegistry.Policy memory before = _world.policies.policy(_world.policyId);
        vm.prank(PROTOCOL);
        if (chance % 64 == 0) try _world.policies.closePolicy(_world.policyId) {} catch {}
        else try _world.policies.stopPolicy(_world.policyId) {} catch {}
        IPolicyRegistry.Policy memory policy = _world.policies.policy(_world.policyId);
        check(policy.closed || !before.closed, "P12: reopened");
        check(policy.stopped || !before.stopped, "P12: restarted");
    }

    function pauseOrResume(uint256 chance) external {
        bool paused = _world.policies.circuitVersion(1).paused;
        if (!paused && chance % 8 == 0) {
            _world.policies.pauseCircuitVersion(1);
        } else if (paused && chance % 2 == 0) {
            _world.policies.resumeCircuitVersion(1);
        }
    }

    function outsider(uint256 which) external {
        bytes[12] memory onTrust = [
            abi.encodeCall(_world.trust.createIssuer, (STRANGER, "")),
            abi.encodeCall(_world.trust.setOperator, (1, STRANGER)),
            abi.encodeCall(_world.trust.removeLeaf, (1, 1)),
            abi.encodeCall(_world.trust.dropRoot, (1)),
            abi.encodeCall(_world.trust.dropHistory, ()),
            abi.encodeCall(_world.trust.anchorStatus, (1, 1, 900_000, 1, 0, 0, "")),
            abi.encodeCall(_world.trust.setAuthority, (STRANGER)),
            abi.encodeCall(_world.trust.registerLeaf, (_registrations[0])),
            abi.encodeCall(_world.trust.leafAt, (type(uint256).max)),
            abi.encodeCall(_world.trust.suspendOperator, (1)),
            abi.encodeCall(_world.trust.setStandbyOperator, (1, STRANGER)),
            abi.encodeCall(_world.trust.issuer, (0))
        ];
        bytes[11] memory onPolicies = [
            abi.encodeCall(_world.policies.closePolicy, (_world.policyId)),
            abi.encodeCall(_world.policies.stopPolicy, (_world.policyId)),
            abi.encodeCall(_world.policies.raiseNotBefore, (_world.policyId, 1)),
            abi.encodeCall(_world.policies.disableCircuitVersion, (1)),
            abi.encodeCall(_world.policies.pauseCircuitVersion, (1)),
            abi.encodeCall(_world.policies.resumeCircuitVersion, (1)),
            abi.encodeCall(_world.policies.setAuthority, (STRANGER)),
            abi.encodeCall(_world.policies.setGasPercent, (1, 1000)),
            abi.encodeCall(
                _world.policies.addCircuitVersion, (9, address(_world.verifier), address(_world.verifier).codehash)
            ),
            abi.encodeCall(_world.policies.policy, (bytes32(0))),
            abi.encodeCall(_world.policies.circuitVersion, (9))
        ];
        vm.prank(STRANGER);
        (bool ok,) = address(_world.trust).call(onTrust[which % onTrust.length]);
        if (ok) ++strangerSuccesses;
        vm.prank(STRANGER);
        (ok,) = address(_world.policies).call(onPolicies[which % onPolicies.length]);
        if (ok) ++strangerSuccesses;
        vm.prank(STRANGER);
        (ok,) = address(_world.passes).call(abi.encodeCall(_world.passes.end, (_world.policyId)));
        if (ok) ++strangerSuccesses;
    }

    function pass(uint256 duration) external {
        vm.warp(block.timestamp + bound(duration, 1, 4 days));
    }

    function passMinutes(uint256 duration) external {
        vm.warp(block.timestamp + bound(duration, 1, 20 minutes));
    }
}
