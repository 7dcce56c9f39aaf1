// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {RegistryTree} from "../../src/libraries/RegistryTree.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Suspended operators, and positions that serve again. See TrustRegistry.tree.
contract TrustRegistrySuspensionTest is PosternFixture {
    address private standby = address(0x65);

    function setStandby() private {
        vm.prank(governor);
        trust.setStandbyOperator(issuerId, standby);
    }

    function suspend(uint256 issuer) private {
        vm.prank(guardian);
        trust.suspendOperator(issuer);
    }

    function test_suspensionTakesOutAllLeavesOfTheIssuerAndDropsHistory() public {
        setStandby();
        vm.prank(governor);
        uint256 second = trust.createIssuer(bob, "Second");
        registerLeaf(second, 1, 3, 3000);
        uint256 othersAlone = trust.currentRoot();
        registerLeaf(issuerId, 2, 1, 2000);
        uint256 before = trust.currentRoot();
        advance(60);
        vm.recordLogs();
        suspend(issuerId);
        vm.assertEq(vm.getRecordedLogs().length, 2);
        vm.assertFalse(trust.leaf(issuerId, LIST).active || trust.leaf(issuerId, 2).active);
        vm.assertFalse(trust.leaf(issuerId, LIST).removed || trust.leaf(issuerId, 2).removed);
        vm.assertTrue(trust.leaf(second, 1).active);
        (bool known,) = trust.rootInfo(before);
        vm.assertFalse(known);
        (known,) = trust.rootInfo(othersAlone);
        vm.assertFalse(known);
        // The other issuer goes on.
        vm.prank(bob);
        trust.anchorStatus(second, 1, 1, 3001, 0, 0, "");
        vm.assertEq(trust.leaf(second, 1).statusRoot, 3001);
    }

    function test_suspensionIsTold() public {
        setStandby();
        vm.expectEmit(address(trust));
        emit ITrustRegistry.OperatorSuspended(
            issuerId, operator, standby, RegistryTree.emptyNode(RegistryTree.DEPTH)
        );
        vm.expectEmit(address(trust));
        emit ITrustRegistry.HistoryDropped(uint64(START));
        suspend(issuerId);
        vm.assertEq(trust.currentRoot(), RegistryTree.emptyNode(RegistryTree.DEPTH));
    }

    function test_standbyRestoresByAnchoring() public {
        uint256 root = trust.currentRoot();
        setStandby();
        suspend(issuerId);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, operator));
        trust.anchorStatus(issuerId, LIST, 1, 1000, 0, 0, "");
        vm.prank(standby);
        trust.anchorStatus(issuerId, LIST, 1, 1000, 0, 0, "");
        vm.assertTrue(trust.leaf(issuerId, LIST).active);
        vm.assertEq(trust.currentRoot(), root);
        (address found, address next,) = trust.issuer(issuerId);
        vm.assertEq(found, standby);
        vm.assertEq(next, address(0));
    }

    /// @dev Known beforehand, so that nobody who steals the operator's key prepares his own.
    function test_standbyAnchorsNothingBefore() public {
        setStandby();
        vm.prank(standby);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, standby));
        trust.anchorStatus(issuerId, LIST, 1, 1000, 0, 0, "");
    }

    function test_withoutAStandbyGovernanceNamesTheNext() public {
        suspend(issuerId);
        (address found,,) = trust.issuer(issuerId);
        vm.assertEq(found, address(0));
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, operator));
        trust.anchorStatus(issuerId, LIST, 1, 1000, 0, 0, "");
        vm.prank(governor);
        trust.setOperator(issuerId, bob);
        vm.prank(bob);
        trust.anchorStatus(issuerId, LIST, 1, 1000, 0, 0, "");
        vm.assertTrue(trust.leaf(issuerId, LIST).active);
    }

    function test_operatorAndStandbyAreTwo() public {
        vm.expectEmit(address(trust));
        emit ITrustRegistry.StandbyOperatorChanged(issuerId, standby);
        setStandby();
        vm.startPrank(governor);
        vm.expectRevert(ITrustRegistry.TrustRegistryInvalidOperator.selector);
        trust.setOperator(issuerId, standby);
        vm.expectRevert(ITrustRegistry.TrustRegistryInvalidOperator.selector);
        trust.setStandbyOperator(issuerId, operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownIssuer.selector, 2));
        trust.setStandbyOperator(2, standby);
        trust.setStandbyOperator(issuerId, address(0));
        vm.stopPrank();
        (, address next,) = trust.issuer(issuerId);
        vm.assertEq(next, address(0));
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownIssuer.selector, 2));
        trust.suspendOperator(2);
    }

    function test_removedLeafIsNotRestored() public {
        registerLeaf(issuerId, 2, 1, 2000);
        setStandby();
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        suspend(issuerId);
        vm.prank(standby);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafRemoved.selector, issuerId, LIST));
        trust.anchorStatus(issuerId, LIST, 1, 1000, 0, 0, "");
    }

    /// forge-config: default.fuzz.runs = 32
    /// forge-config: slow.fuzz.runs = 256
    /// @dev The same tree as if each leaf had been taken out by itself.
    function testFuzz_clearedTreeIsTheTreeOfWhatIsLeft(uint256 mask) public {
        vm.prank(governor);
        uint256 second = trust.createIssuer(operator, "Second");
        for (uint256 i = 0; i < 9; ++i) {
            bool first = mask >> i & 1 == 0;
            registerLeaf(first ? issuerId : second, 10 + i, first ? 1 : 3, 100 + i);
        }
        uint256 before = vm.snapshotState();
        suspend(second);
        uint256 root = trust.currentRoot();
        vm.revertToState(before);
        for (uint256 i = 0; i < 9; ++i) {
            if (mask >> i & 1 == 0) continue;
            vm.prank(guardian);
            trust.removeLeaf(second, 10 + i);
        }
        vm.assertEq(trust.currentRoot(), root);
    }

    /// @dev A call that no number of leaves makes too dear for a block, nor for EIP-7825's 16,777,216 gas a transaction.
    /// forge-config: default.isolate = true
    function test_suspensionOfAFullTreeFitsATransaction() public {
        for (uint256 listId = 2; listId <= RegistryTree.LEAVES; ++listId) {
            registerLeaf(issuerId, listId, 1, listId);
        }
        suspend(issuerId);
        uint256 used = vm.lastCallGas().gasTotalUsed;
        vm.assertLt(used, 1 << 23);
        // All 127 inner nodes were hashed: it is this call that was measured.
        vm.assertGe(used, 127 * 21_000);
        vm.assertEq(trust.currentRoot(), RegistryTree.emptyNode(RegistryTree.DEPTH));
    }

    // Positions

    function test_positionOfARemovedLeafServesAgain() public {
        registerLeaf(issuerId, 2, 1, 2000);
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        vm.assertEq(trust.leafAt(0).issuerId, 0);
        vm.assertEq(registerLeaf(issuerId, 3, 1, 3000), 0);
        vm.assertEq(trust.leafCount(), 2);
        vm.assertEq(trust.leafAt(0).listId, 3);
        // Who names the list that was there before gets at nothing.
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafRemoved.selector, issuerId, LIST));
        trust.anchorStatus(issuerId, LIST, 1, 1, 0, 0, "");
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryLeafRemoved.selector, issuerId, LIST));
        trust.removeLeaf(issuerId, LIST);
        vm.assertTrue(trust.leaf(issuerId, 3).active);
        vm.assertTrue(trust.leaf(issuerId, LIST).removed);
    }

    function test_positionOfAStaleOrSuspendedLeafIsKept() public {
        advance(HEARTBEAT + 1);
        trust.zeroStaleLeaf(issuerId, LIST);
        vm.assertEq(registerLeaf(issuerId, 2, 1, 2000), 1);
        suspend(issuerId);
        vm.assertEq(registerLeaf(issuerId, 3, 1, 3000), 2);
    }
}
