// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";
import {PoseidonT4} from "poseidon-solidity/PoseidonT4.sol";

import {TrustRegistry} from "../../src/TrustRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {BabyJubjub} from "../../src/libraries/BabyJubjub.sol";
import {DomainSeparators} from "../../src/libraries/DomainSeparators.sol";
import {RegistryTree} from "../../src/libraries/RegistryTree.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Roots: what moves them, what is known of them, and what takes a leaf out. See TrustRegistry.tree.
contract TrustRegistryRootsTest is PosternFixture {
    // The tree

    /// @dev Root of a tree that has nothing beyond its first two leaves.
    function rootOf(uint256 first, uint256 second) private pure returns (uint256 node) {
        node = PoseidonT3.hash([first, second]);
        for (uint256 level = 1; level < RegistryTree.DEPTH; ++level) {
            node = PoseidonT3.hash([node, RegistryTree.emptyNode(level)]);
        }
    }

    function test_rootIsTheRootOfTheLeaves() public view {
        vm.assertEq(trust.currentRoot(), rootOf(PoseidonT3.hash([trust.leaf(1, 1).issuerCommitment, 1000]), 0));
    }

    function test_emptyNodesAreHashesOfEmptyNodes() public pure {
        for (uint256 level = 0; level < RegistryTree.DEPTH; ++level) {
            uint256 below = RegistryTree.emptyNode(level);
            vm.assertEq(RegistryTree.emptyNode(level + 1), PoseidonT3.hash([below, below]));
        }
    }

    function test_registrationEmitsTheLeafAndItsFirstAnchor() public {
        ITrustRegistry.LeafRegistration memory r = prepareLeaf(1, 2, 2, 2000);
        uint256 keyHash = PoseidonT4.hash([DomainSeparators.DS_ISSUER, r.key[0], r.key[1]]);
        uint256 commitment = PoseidonT4.hash([keyHash, 65_538, SCHEMA_ID]);
        uint256 first = PoseidonT3.hash([trust.leaf(1, 1).issuerCommitment, 1000]);
        uint256 root = rootOf(first, PoseidonT3.hash([commitment, 2000]));
        vm.expectEmit(address(trust));
        emit ITrustRegistry.LeafRegistered(1, 2, 1, SCHEMA_ID, r.key, commitment);
        vm.expectEmit(address(trust));
        emit ITrustRegistry.StatusAnchored(1, 2, 0, 2000, root, r.contentHash, 0, r.uri);
        vm.prank(governor);
        vm.assertEq(trust.registerLeaf(r), 1);
        vm.assertEq(trust.currentRoot(), root);
    }

    // Anchoring

    function test_anchorEmitsAllThatLeadsToTheBits() public {
        uint256 root = rootOf(PoseidonT3.hash([trust.leaf(issuerId, LIST).issuerCommitment, 1001]), 0);
        vm.expectEmit(address(trust));
        emit ITrustRegistry.StatusAnchored(1, 1, 4, 1001, root, bytes32(uint256(9)), bytes32(uint256(8)), "http://b/9");
        vm.prank(operator);
        trust.anchorStatus(1, 1, 4, 1001, bytes32(uint256(9)), bytes32(uint256(8)), "http://b/9");
        ITrustRegistry.Leaf memory found = trust.leaf(issuerId, LIST);
        vm.assertEq(found.contentHash, bytes32(uint256(9)));
        vm.assertEq(found.uri, "http://b/9");
        vm.assertEq(found.epoch, 4);
    }

    function test_anchorMovesTheRoot() public {
        uint256 before = trust.currentRoot();
        anchor(LIST, 1, 1001);
        uint256 root = trust.currentRoot();
        vm.assertTrue(root != before, "moved");
        (bool known, uint64 supersededAt) = trust.rootInfo(root);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, 0);
        (known, supersededAt) = trust.rootInfo(before);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, START);
    }

    function test_epochsStrictlyIncrease() public {
        anchor(LIST, 3, 1001);
        vm.startPrank(operator);
        for (uint64 epoch = 0; epoch <= 3; ++epoch) {
            vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryStaleEpoch.selector, epoch, 3));
            trust.anchorStatus(issuerId, LIST, epoch, 1002, 0, 0, "");
        }
    }

    /// @dev Whoever steals an operator's key cannot use up the epochs of the leaf.
    function test_epochsRiseByABoundedStep() public {
        uint64 furthest = 1 << 20;
        vm.prank(operator);
        vm.expectRevert(
            abi.encodeWithSelector(ITrustRegistry.TrustRegistryEpochTooFar.selector, furthest + 1, 0)
        );
        trust.anchorStatus(issuerId, LIST, furthest + 1, 1001, 0, 0, "");
        vm.prank(operator);
        vm.expectPartialRevert(ITrustRegistry.TrustRegistryEpochTooFar.selector);
        trust.anchorStatus(issuerId, LIST, type(uint64).max, 1001, 0, 0, "");
        anchor(LIST, furthest, 1001);
        anchor(LIST, 2 * furthest, 1002);
        vm.assertEq(trust.leaf(issuerId, LIST).epoch, 2 * furthest);
    }

    function test_statusRootIsNotZero() public {
        vm.prank(operator);
        vm.expectRevert(ITrustRegistry.TrustRegistryZeroStatusRoot.selector);
        trust.anchorStatus(issuerId, LIST, 1, 0, 0, 0, "");
        anchor(LIST, 1, 1);
    }

    function test_statusRootMustBeCanonical() public {
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotAFieldElement.selector, BabyJubjub.P));
        trust.anchorStatus(issuerId, LIST, 1, BabyJubjub.P, 0, 0, "");
    }

    function test_unknownLeaf() public {
        uint256[2] memory lists = [uint256(2), 65_536 + LIST];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory refusal =
                abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownLeaf.selector, issuerId, lists[i]);
            vm.prank(operator);
            vm.expectRevert(refusal);
            trust.anchorStatus(issuerId, lists[i], 1, 1, 0, 0, "");
            vm.prank(guardian);
            vm.expectRevert(refusal);
            trust.removeLeaf(issuerId, lists[i]);
            vm.expectRevert(refusal);
            trust.zeroStaleLeaf(issuerId, lists[i]);
            vm.expectRevert(refusal);
            trust.leaf(issuerId, lists[i]);
        }
        // Neither reads as the other's list by overflow.
        vm.expectPartialRevert(ITrustRegistry.TrustRegistryUnknownLeaf.selector);
        trust.leaf(issuerId + (1 << 240), LIST);
        vm.expectPartialRevert(ITrustRegistry.TrustRegistryUnknownLeaf.selector);
        trust.leaf(issuerId - 1, 65_536 + LIST);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownPosition.selector, 1));
        trust.leafAt(1);
    }

    /// @dev The operator of one issuer moves no leaf of another.
    function test_operatorOfAnotherIssuer() public {
        vm.prank(governor);
        trust.createIssuer(bob, "Second");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, bob));
        trust.anchorStatus(issuerId, LIST, 1, 1, 0, 0, "");
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownLeaf.selector, 2, LIST));
        trust.anchorStatus(2, LIST, 1, 1, 0, 0, "");
    }

    function test_anchoringTheSameRootSupersedesNothing() public {
        uint256 root = trust.currentRoot();
        anchor(LIST, 1, 1000);
        vm.assertEq(trust.currentRoot(), root);
        (bool known, uint64 supersededAt) = trust.rootInfo(root);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, 0);
    }

    function test_rootThatReturnsIsCurrentAgain() public {
        uint256 first = trust.currentRoot();
        anchor(LIST, 1, 1001);
        advance(60);
        anchor(LIST, 2, 1000);
        vm.assertEq(trust.currentRoot(), first);
        (bool known, uint64 supersededAt) = trust.rootInfo(first);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, 0);
        advance(60);
        anchor(LIST, 3, 1002);
        (known, supersededAt) = trust.rootInfo(first);
        vm.assertEq(supersededAt, START + 120);
    }

    function test_floodOfAnchorsPushesNoRootOut() public {
        uint256 first = trust.currentRoot();
        for (uint64 epoch = 1; epoch <= 200; ++epoch) {
            anchor(LIST, epoch, 1000 + epoch);
        }
        (bool known, uint64 supersededAt) = trust.rootInfo(first);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, START);
    }

    function testFuzz_unknownRoot(uint256 root) public view {
        vm.assume(root != trust.currentRoot() && root != RegistryTree.emptyNode(RegistryTree.DEPTH));
        assertUnknown(root);
    }

    function assertUnknown(uint256 root) private view {
        (bool known, uint64 supersededAt) = trust.rootInfo(root);
        vm.assertFalse(known);
        vm.assertEq(supersededAt, 0);
    }

    // Guardian

    function test_droppedRootIsUnknownUntilItIsCurrentAgain() public {
        uint256 first = trust.currentRoot();
        anchor(LIST, 1, 1001);
        vm.expectEmit(address(trust));
        emit ITrustRegistry.RootDropped(first);
        vm.prank(guardian);
        trust.dropRoot(first);
        assertUnknown(first);
        // The tree says so anew: what is wrong with it is a leaf, not a root.
        anchor(LIST, 2, 1000);
        vm.assertEq(trust.currentRoot(), first);
        (bool known, uint64 supersededAt) = trust.rootInfo(first);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, 0);
        advance(60);
        anchor(LIST, 3, 1002);
        (known, supersededAt) = trust.rootInfo(first);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, START + 60);
    }

    function test_currentRootCannotBeDropped() public {
        uint256 root = trust.currentRoot();
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryRootIsCurrent.selector, root));
        trust.dropRoot(root);
        trust.dropHistory();
        (bool known,) = trust.rootInfo(root);
        vm.assertTrue(known);
    }

    function test_rootThatIsNotKnownCannotBeDropped() public {
        uint256 first = trust.currentRoot();
        anchor(LIST, 1, 1001);
        vm.startPrank(guardian);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownRoot.selector, 123));
        trust.dropRoot(123);
        trust.dropRoot(first);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownRoot.selector, first));
        trust.dropRoot(first);
    }

    function test_droppedHistoryLeavesTheCurrentRoot() public {
        uint256 first = trust.currentRoot();
        advance(60);
        anchor(LIST, 1, 1001);
        vm.expectEmit(address(trust));
        emit ITrustRegistry.HistoryDropped(uint64(START + 60));
        vm.prank(guardian);
        trust.dropHistory();
        assertUnknown(first);
        uint256 second = trust.currentRoot();
        (bool known, uint64 supersededAt) = trust.rootInfo(second);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, 0);
        advance(1);
        anchor(LIST, 2, 1002);
        (known, supersededAt) = trust.rootInfo(second);
        vm.assertTrue(known);
        vm.assertEq(supersededAt, START + 61);
    }

    function test_removedLeafNeverComesBack() public {
        vm.assertTrue(trust.leaf(issuerId, LIST).active);
        uint256 empty = RegistryTree.emptyNode(RegistryTree.DEPTH);
        uint256 before = trust.currentRoot();
        vm.expectEmit(address(trust));
        emit ITrustRegistry.LeafRemoved(1, 1, empty);
        vm.expectEmit(address(trust));
        emit ITrustRegistry.HistoryDropped(uint64(START));
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        vm.assertEq(trust.currentRoot(), empty);
        // One call: no proof against a root that still had the leaf serves for its grace.
        assertUnknown(before);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafRemoved.selector, issuerId, LIST));
        trust.anchorStatus(issuerId, LIST, 1, 1, 0, 0, "");
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafRemoved.selector, issuerId, LIST));
        trust.removeLeaf(issuerId, LIST);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafInactive.selector, issuerId, LIST));
        trust.zeroStaleLeaf(issuerId, LIST);
        vm.assertTrue(trust.leaf(issuerId, LIST).removed);
        vm.assertFalse(trust.leaf(issuerId, LIST).active);
    }

    // Heartbeat

    function test_staleLeafIsZeroedByAnybodyAndRestoredByAnchoring() public {
        uint256 root = trust.currentRoot();
        advance(HEARTBEAT);
        vm.prank(stranger);
        vm.expectRevert(
            abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotStale.selector, issuerId, LIST, START + HEARTBEAT)
        );
        trust.zeroStaleLeaf(issuerId, LIST);
        advance(1);
        vm.expectEmit(address(trust));
        emit ITrustRegistry.StaleLeafZeroed(1, 1, RegistryTree.emptyNode(RegistryTree.DEPTH));
        vm.prank(stranger);
        trust.zeroStaleLeaf(issuerId, LIST);
        vm.assertFalse(trust.leaf(issuerId, LIST).active);
        vm.assertEq(trust.currentRoot(), RegistryTree.emptyNode(RegistryTree.DEPTH));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafInactive.selector, issuerId, LIST));
        trust.zeroStaleLeaf(issuerId, LIST);
        anchor(LIST, 1, 1000);
        vm.assertTrue(trust.leaf(issuerId, LIST).active);
        vm.assertEq(trust.currentRoot(), root);
    }

    function test_heartbeatHasBounds() public {
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidHeartbeat.selector, 1 hours - 1));
        new TrustRegistry(address(manager), 1 hours - 1);
        vm.assertEq(new TrustRegistry(address(manager), 1 hours).heartbeat(), 1 hours);
        vm.assertEq(new TrustRegistry(address(manager), 365 days).heartbeat(), 365 days);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidHeartbeat.selector, 365 days + 1));
        new TrustRegistry(address(manager), 365 days + 1);
    }
}
