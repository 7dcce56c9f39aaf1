// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";

import {IPassRegistry} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {PosternHandler} from "./PosternHandler.sol";

/// @notice The properties of PROPERTIES.md, under random sequences of everything anybody can do.
contract PosternInvariantTest is PosternFixture {
    PosternHandler private _handler;

    function setUp() public override {
        super.setUp();
        registerLeaf(issuerId, 2, 2, 2000);
        _handler = new PosternHandler(trust, policies, passes, verifier, policyId);
        manager.grantRole(GUARDIAN, address(_handler), 0);
        vm.prank(governor);
        trust.setOperator(issuerId, address(_handler));
    }

    /// @dev forge calls only these contracts.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Properties of a handler that reaches nothing hold for nothing.
    function test_handlerReachesAdmissionMoveAndEnd() public {
        _handler.admit(0, 0, 0, 0, 9);
        vm.assertEq(_handler.admissions(), 1);
        _handler.pass(4 days - 1);
        _handler.pass(4 days - 1);
        _handler.admit(0, 1, 0, 0, 9);
        vm.assertEq(_handler.admissions(), 2);
        vm.assertEq(_handler.mirrored(_handler.accountAt(0)).expiresAt, 0);
        _handler.end(1);
        vm.assertEq(passes.passOf(policyId, _handler.accountAt(1)).expiresAt, 0);
        vm.assertEq(_handler.violations(), 0);
    }

    function invariant_P1_passesComeFromAcceptedProofs() public view {
        for (uint256 i = 0; i < _handler.accountCount(); ++i) {
            address account = _handler.accountAt(i);
            IPassRegistry.Pass memory pass = passes.passOf(policyId, account);
            if (pass.expiresAt == 0) continue;
            vm.assertTrue(_handler.wasProven(account, pass.nullifierTag, pass.expiresAt), "P1");
        }
    }

    function invariant_P2_onePassPerPerson() public view {
        for (uint256 person = 1; person <= _handler.PEOPLE(); ++person) {
            uint256 live;
            for (uint256 i = 0; i < _handler.accountCount(); ++i) {
                if (passes.personOf(policyId, _handler.accountAt(i)) == person) ++live;
            }
            vm.assertLe(live, 1, "P2");
        }
    }

    function invariant_P4_P5_passesEndOnTheGridWithinTheirLife() public view {
        for (uint256 i = 0; i < _handler.accountCount(); ++i) {
            IPassRegistry.Pass memory pass = passes.passOf(policyId, _handler.accountAt(i));
            vm.assertEq(pass.expiresAt % 1 days, 0, "P4");
            vm.assertLe(pass.expiresAt, uint256(pass.admittedAt) + MAX_PASS_LIFE, "P5");
        }
    }

    function invariant_P6_P15_admissionIsExactlyItsDefinition() public view {
        IPolicyRegistry.Policy memory policy = policies.policy(policyId);
        for (uint256 i = 0; i < _handler.accountCount(); ++i) {
            address account = _handler.accountAt(i);
            IPassRegistry.Pass memory pass = passes.passOf(policyId, account);
            bool expected =
                block.timestamp < pass.expiresAt && !policy.stopped && pass.admittedAt >= policy.notBefore;
            vm.assertEq(passes.isAdmitted(policyId, account), expected);
            vm.assertEq(passes.personOf(policyId, account) != 0, expected);
        }
    }

    function invariant_P3_P7_P8_P9_P12_P13_transitionsHold() public view {
        vm.assertEq(_handler.violations(), 0, _handler.firstViolation());
    }

    function invariant_P10_rootIsTheRootOfTheLeaves() public view {
        uint256[128] memory level;
        for (uint256 i = 0; i < trust.leafCount(); ++i) {
            ITrustRegistry.Leaf memory leaf = trust.leaf(i);
            if (leaf.active) level[i] = PoseidonT3.hash([leaf.issuerCommitment, leaf.statusRoot]);
        }
        // Leaves beyond the second are empty here: only the left edge differs from the empty tree.
        uint256 node = PoseidonT3.hash([level[0], level[1]]);
        uint256 empty = PoseidonT3.hash([uint256(0), 0]);
        for (uint256 depth = 1; depth < 7; ++depth) {
            node = PoseidonT3.hash([node, empty]);
            empty = PoseidonT3.hash([empty, empty]);
        }
        vm.assertEq(trust.currentRoot(), node, "P10");
    }

    function invariant_P11_currentRootReadsAsCurrent() public view {
        uint256 root = trust.currentRoot();
        (bool known, uint64 supersededAt) = trust.rootInfo(root);
        vm.assertEq(known, !_handler.dropped(root));
        vm.assertEq(supersededAt, 0, "P11");
        for (uint256 i = 0; i < _handler.rootCount(); ++i) {
            uint256 old = _handler.rootAt(i);
            if (old == root) continue;
            (known, supersededAt) = trust.rootInfo(old);
            vm.assertTrue(!known || supersededAt != 0, "P11");
        }
    }

    function invariant_P16_strangersChangedNothing() public view {
        vm.assertEq(_handler.strangerSuccesses(), 0, "P16");
    }

    function invariant_P17_eventsRebuildEveryPass() public view {
        for (uint256 i = 0; i < _handler.accountCount(); ++i) {
            address account = _handler.accountAt(i);
            IPassRegistry.Pass memory pass = passes.passOf(policyId, account);
            IPassRegistry.Pass memory mirrored = _handler.mirrored(account);
            vm.assertEq(pass.expiresAt, mirrored.expiresAt, "P17");
            vm.assertEq(pass.admittedAt, mirrored.admittedAt, "P17");
            vm.assertEq(pass.nullifierTag, mirrored.nullifierTag, "P17");
        }
    }
}
