// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {bound, vm} from "../utils/Vm.sol";
import {Ghost, World} from "./Ghost.sol";
import {HolderActions} from "./HolderActions.sol";

/// @notice Everything anybody can do: holders (above), and here operators, governor, guardian, owner, strangers, time.
contract PosternHandler is HolderActions {
    /// @dev Leaves that governance may register: new ones, a list that is taken, a key that is another's.
    ITrustRegistry.LeafRegistration[] private _registrations;

    constructor(World memory world, ITrustRegistry.LeafRegistration[] memory registrations) Ghost(world) {
        for (uint256 i = 0; i < registrations.length; ++i) {
            _registrations.push(registrations[i]);
        }
    }

    function registerLeaf(uint256 which, uint256 chance) external {
        if (chance % 8 != 0) return;
        uint256 before = _world.trust.leafCount();
        try _world.trust.registerLeaf(_registrations[bound(which, 0, _registrations.length - 1)]) {
            check(_world.trust.leafCount() == before + 1, "P28: leaf count");
            _roots.push(_world.trust.currentRoot());
        } catch {
            check(_world.trust.leafCount() == before, "P28: a refused leaf stayed");
        }
    }

    function anchor(uint256 leafSeed, uint256 epochStep, uint256 statusRoot) external {
        uint256 leaf = bound(leafSeed, 0, _world.trust.leafCount() - 1);
        uint64 before = _world.trust.leaf(leaf).epoch;
        bool removed = _world.trust.leaf(leaf).removed;
        uint64 epoch = before + uint64(bound(epochStep, 0, 2));
        try _world.trust.anchorStatus(leaf, epoch, bound(statusRoot, 1, 6), 0, "") {
            check(epoch > before, "P9: epoch did not rise");
            check(!removed, "P13: removed leaf anchored");
            _roots.push(_world.trust.currentRoot());
        } catch {
            check(_world.trust.leaf(leaf).epoch == before, "P9: refused anchor moved the epoch");
        }
    }

    function zeroStale(uint256 leafSeed) external {
        uint256 leaf = bound(leafSeed, 0, _world.trust.leafCount() - 1);
        uint64 epoch = _world.trust.leaf(leaf).epoch;
        vm.prank(STRANGER);
        try _world.trust.zeroStaleLeaf(leaf) {
            _roots.push(_world.trust.currentRoot());
        } catch {}
        check(_world.trust.leaf(leaf).epoch == epoch, "P9: zeroing moved the epoch");
    }

    function removeLeaf(uint256 leafSeed, uint256 chance) external {
        // Seldom, else nothing is left to test.
        if (chance % 16 != 0) return;
        uint256 leaf = bound(leafSeed, 0, _world.trust.leafCount() - 1);
        try _world.trust.removeLeaf(leaf) {
            _roots.push(_world.trust.currentRoot());
        } catch {}
        check(_world.trust.leaf(leaf).removed && !_world.trust.leaf(leaf).active, "P13: leaf is still there");
    }

    function dropRoot(uint256 index, uint256 chance) external {
        if (chance % 8 != 0) return;
        uint256 root = _roots[bound(index, 0, _roots.length - 1)];
        _world.trust.dropRoot(root);
        dropped[root] = true;
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
        bytes[10] memory onTrust = [
            abi.encodeCall(_world.trust.createIssuer, (STRANGER, "")),
            abi.encodeCall(_world.trust.setOperator, (1, STRANGER)),
            abi.encodeCall(_world.trust.removeLeaf, (0)),
            abi.encodeCall(_world.trust.dropRoot, (1)),
            abi.encodeCall(_world.trust.dropHistory, ()),
            abi.encodeCall(_world.trust.anchorStatus, (0, type(uint64).max, 1, 0, "")),
            abi.encodeCall(_world.trust.setAuthority, (STRANGER)),
            abi.encodeCall(_world.trust.registerLeaf, (_registrations[0])),
            abi.encodeCall(_world.trust.leaf, (type(uint256).max)),
            abi.encodeCall(_world.trust.issuer, (0))
        ];
        bytes[10] memory onPolicies = [
            abi.encodeCall(_world.policies.closePolicy, (_world.policyId)),
            abi.encodeCall(_world.policies.stopPolicy, (_world.policyId)),
            abi.encodeCall(_world.policies.raiseNotBefore, (_world.policyId, 1)),
            abi.encodeCall(_world.policies.disableCircuitVersion, (1)),
            abi.encodeCall(_world.policies.pauseCircuitVersion, (1)),
            abi.encodeCall(_world.policies.resumeCircuitVersion, (1)),
            abi.encodeCall(_world.policies.setAuthority, (STRANGER)),
            abi.encodeCall(
                _world.policies.addCircuitVersion, (9, address(_world.verifier), address(_world.verifier).codehash)
            ),
            abi.encodeCall(_world.policies.policy, (bytes32(0))),
            abi.encodeCall(_world.policies.circuitVersion, (9))
        ];
        which = bound(which, 0, 9);
        vm.prank(STRANGER);
        (bool ok,) = address(_world.trust).call(onTrust[which]);
        if (ok) ++strangerSuccesses;
        vm.prank(STRANGER);
        (ok,) = address(_world.policies).call(onPolicies[which]);
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
