// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";

import {PassToken} from "../../src/PassToken.sol";
import {DemoDollar} from "../../src/examples/DemoDollar.sol";
import {HarborVault} from "../../src/examples/HarborVault.sol";
import {IPassRegistry} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {BabyJubjub} from "../../src/libraries/BabyJubjub.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {World} from "./Ghost.sol";
import {PosternHandler} from "./PosternHandler.sol";

/// @notice The properties of PROPERTIES.md, under random sequences of everything anybody can do.
contract PosternInvariantTest is PosternFixture {
    PosternHandler private _handler;
    HarborVault private _vault;
    DemoDollar private _dollar;
    PassToken private _token;
    bytes32[2] private _policies;
    bytes32 private _codeHash;

    function setUp() public override {
        super.setUp();
        registerLeaf(issuerId, 2, 2, 2000);
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        _policies = [policyId, createPolicy(p)];
        _dollar = new DemoDollar();
        _vault = new HarborVault(_dollar, passes, policyId);
        _token = new PassToken(passes, policyId);
        _codeHash = address(verifier).codehash;

        vm.prank(governor);
        uint256 second = trust.createIssuer(operator, "Second");
        ITrustRegistry.LeafRegistration[] memory registrations = new ITrustRegistry.LeafRegistration[](4);
        registrations[0] = prepareLeaf(issuerId, 3, 1, 3000);
        registrations[1] = prepareLeaf(second, 1, 3, 3000);
        registrations[2] = prepareLeaf(issuerId, 1, 1, 3000);
        registrations[3] = prepareLeaf(second, 2, 1, 3000);
        _handler = new PosternHandler(
            World(trust, policies, passes, verifier, _vault, _dollar, policyId, _policies[1]), registrations
        );
        manager.grantRole(GUARDIAN, address(_handler), 0);
        manager.grantRole(GOVERNOR, address(_handler), 0);
        vm.startPrank(governor);
        trust.setOperator(issuerId, address(_handler));
        trust.setOperator(second, address(_handler));
        trust.setStandbyOperator(issuerId, address(0x65));
        vm.stopPrank();
    }

    /// @dev forge calls only these contracts.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Properties of a handler that reaches nothing hold for nothing.
    function test_handlerReachesWhatItIsFor() public {
        _handler.admit(0, 0, 0, 0, 9);
        vm.assertEq(_handler.admissions(), 1);
        _handler.deposit(0, 5e6 - 1);
        vm.assertEq(_handler.deposited(_handler.accountAt(0)), 5e6);
        _handler.pass(4 days - 1);
        _handler.pass(4 days - 1);
        _handler.admit(0, 1, 0, 0, 9);
        vm.assertEq(_handler.admissions(), 2);
        vm.assertEq(_handler.mirrored(policyId, _handler.accountAt(0)).expiresAt, 0);
        _handler.end(1, false);
        vm.assertEq(passes.passOf(policyId, _handler.accountAt(1)).expiresAt, 0);
        assertEveryEndIsReached();
        _handler.withdraw(0);
        vm.assertEq(_handler.deposited(_handler.accountAt(0)), 0);
        _handler.pass(4 days - 1);
        uint256 before = _handler.admissions();
        _handler.admitUnderNewVersion(1, 2, 9);
        vm.assertEq(_handler.admissions(), before + 1);
        for (uint256 seed = 0; seed < 60; ++seed) {
            _handler.admitBatch(seed, seed, seed % 2 == 0);
        }
        vm.assertTrue(_handler.batches() == 60, "batches");
        vm.assertTrue(_handler.repeats() > 0, "repeats");
        _handler.registerLeaf(0, 0);
        _handler.registerLeaf(1, 0);
        _handler.registerLeaf(2, 0);
        _handler.registerLeaf(3, 0);
        vm.assertEq(trust.leafCount(), 4);
        _handler.removeLeaf(2, 0);
        _handler.suspendOperator(0, 0);
        (address operator_,,) = trust.issuer(1);
        vm.assertEq(operator_, address(0x65));
        _handler.anchor(0, 1, 5);
        vm.assertTrue(trust.leaf(1, 1).active);
        _handler.suspendOperator(0, 0);
        _handler.anchor(0, 1, 5);
        vm.assertFalse(trust.leaf(1, 1).active);
        _handler.nameOperators(0, 0);
        _handler.anchor(0, 1, 5);
        vm.assertTrue(trust.leaf(1, 1).active);
        _handler.pauseOrResume(0);
        vm.assertTrue(policies.circuitVersion(1).paused);
        vm.assertEq(_handler.violations(), 0, _handler.firstViolation());
    }

    /// @dev Person 1 on account 1, again and again.
    function assertEveryEndIsReached() private {
        for (uint256 way = 0; way < 4; ++way) {
            _handler.passMinutes(60);
            _handler.admit(0, 1, 0, 0, 9);
            vm.assertTrue(passes.isAdmitted(policyId, _handler.accountAt(1)), "admitted");
            // Somebody else sends what renews it.
            if (way == 0) {
                _handler.passMinutes(60);
                _handler.sendRenewal(1, 9);
                vm.assertEq(_handler.renewalsByOthers(), 1);
            }
            _handler.passMinutes(60);
            if (way == 0) _handler.endFor(1, false, 1);
            if (way == 1) _handler.endPass(0, false, 0);
            if (way == 2) _handler.endPass(0, false, 1);
            if (way == 3) _handler.endByProof(0, false, 0, 0);
            vm.assertEq(passes.passOf(policyId, _handler.accountAt(1)).expiresAt, 0);
        }
        vm.assertEq(_handler.ends(), 5);
        _handler.passMinutes(60);
        _handler.bar(0, 0, 1);
        uint256 before = _handler.admissions();
        _handler.passMinutes(60);
        _handler.admit(0, 1, 0, 0, 9);
        vm.assertEq(_handler.admissions(), before);
        _handler.bar(0, 0, 0);
        _handler.passMinutes(60);
        _handler.admit(0, 1, 0, 0, 9);
        vm.assertEq(_handler.admissions(), before + 1);
    }

    function invariant_P1_passesComeFromAcceptedProofs() public view {
        for (uint256 j = 0; j < 2; ++j) {
            for (uint256 i = 0; i < _handler.accountCount(); ++i) {
                address account = _handler.accountAt(i);
                IPassRegistry.Pass memory pass = passes.passOf(_policies[j], account);
                if (pass.expiresAt == 0) continue;
                vm.assertTrue(_handler.wasProven(_policies[j], account, pass.nullifierTag, pass.expiresAt), "P1");
            }
        }
    }

    function invariant_P2_onePassPerPerson() public view {
        for (uint256 j = 0; j < 2; ++j) {
            for (uint256 person = 1; person <= _handler.PEOPLE(); ++person) {
                uint256 live;
                for (uint256 i = 0; i < _handler.accountCount(); ++i) {
                    if (passes.personOf(_policies[j], _handler.accountAt(i)) == person) ++live;
                }
                vm.assertLe(live, 1, "P2");
            }
        }
    }

    function invariant_P4_P5_passesEndOnTheGridWithinTheirLife() public view {
        for (uint256 j = 0; j < 2; ++j) {
            for (uint256 i = 0; i < _handler.accountCount(); ++i) {
                IPassRegistry.Pass memory pass = passes.passOf(_policies[j], _handler.accountAt(i));
                vm.assertEq(pass.expiresAt % 1 days, 0, "P4");
                vm.assertLe(pass.expiresAt, uint256(pass.admittedAt) + MAX_PASS_LIFE, "P5");
                vm.assertLe(pass.admittedAt, block.timestamp, "P5");
            }
        }
    }

    function invariant_P6_P15_P24_admissionIsExactlyItsDefinition() public view {
        for (uint256 i = 0; i < 2 * _handler.accountCount(); ++i) {
            address account = _handler.accountAt(i / 2);
            IPolicyRegistry.Policy memory policy = policies.policy(_policies[i % 2]);
            IPassRegistry.Pass memory pass = passes.passOf(_policies[i % 2], account);
            bool expected =
                block.timestamp < pass.expiresAt && !policy.stopped && pass.admittedAt >= policy.notBefore;
            vm.assertEq(passes.isAdmitted(_policies[i % 2], account), expected);
            vm.assertEq(passes.personOf(_policies[i % 2], account), expected ? pass.nullifierTag : 0, "P15");
            // The token is one of the first policy.
            if (i % 2 == 0) assertToken(account, expected);
        }
    }

    function assertToken(address account, bool expected) private view {
        vm.assertEq(_token.balanceOf(account), expected ? 1 : 0, "P24");
        try _token.ownerOf(uint160(account)) returns (address owner) {
            vm.assertTrue(expected && owner == account && _token.locked(uint160(account)), "P24");
        } catch {
            vm.assertFalse(expected);
        }
    }

    function invariant_P3_P7_P8_P9_P12_P13_P21_P22_P23_P25_P29_P30_P31_P32_P33_P34_P35_transitionsHold() public view {
        vm.assertEq(_handler.violations(), 0, _handler.firstViolation());
    }

    function invariant_P10_P19_rootIsTheRootOfTheLeaves() public view {
        uint256[8] memory level;
        for (uint256 i = 0; i < trust.leafCount(); ++i) {
            ITrustRegistry.Leaf memory leaf = trust.leafAt(i);
            if (leaf.active) level[i] = PoseidonT3.hash([leaf.issuerCommitment, leaf.statusRoot]);
            vm.assertLt(leaf.issuerCommitment, BabyJubjub.P);
            vm.assertLt(leaf.statusRoot, BabyJubjub.P);
        }
        // Leaves beyond the eighth are empty here: only the left edge differs from the empty tree.
        for (uint256 width = 4; width > 0; width /= 2) {
            for (uint256 i = 0; i < width; ++i) {
                level[i] = PoseidonT3.hash([level[2 * i], level[2 * i + 1]]);
            }
        }
        uint256 empty = 0;
        uint256 node = level[0];
        for (uint256 depth = 0; depth < 7; ++depth) {
            if (depth >= 3) node = PoseidonT3.hash([node, empty]);
            empty = PoseidonT3.hash([empty, empty]);
        }
        vm.assertEq(trust.currentRoot(), node, "P10");
        vm.assertLt(node, BabyJubjub.P);
    }

    function invariant_P11_currentRootReadsAsCurrent() public view {
        uint256 root = trust.currentRoot();
        (bool known, uint64 supersededAt) = trust.rootInfo(root);
        vm.assertTrue(known, "P11");
        vm.assertEq(supersededAt, 0, "P11");
        for (uint256 i = 0; i < _handler.rootCount(); ++i) {
            uint256 old = _handler.rootAt(i);
            if (old == root) continue;
            (known, supersededAt) = trust.rootInfo(old);
            vm.assertTrue(!known || supersededAt != 0 && !_handler.dropped(old), "P11");
        }
    }

    function invariant_P14_P26_vaultHoldsWhatWasDeposited() public view {
        uint256 sum;
        for (uint256 i = 0; i < _handler.accountCount(); ++i) {
            address account = _handler.accountAt(i);
            uint256 assets = _handler.deposited(account);
            sum += assets;
            vm.assertEq(_vault.previewRedeem(_vault.balanceOf(account)), assets, "P14");
        }
        vm.assertEq(_dollar.balanceOf(address(_vault)), sum, "P26");
    }

    function invariant_P16_strangersChangedNothing() public view {
        vm.assertEq(_handler.strangerSuccesses(), 0, "P16");
        vm.assertEq(trust.authority(), address(manager));
        vm.assertEq(policies.authority(), address(manager));
    }

    function invariant_P17_eventsRebuildEveryPass() public view {
        for (uint256 j = 0; j < 2; ++j) {
            for (uint256 i = 0; i < _handler.accountCount(); ++i) {
                address account = _handler.accountAt(i);
                IPassRegistry.Pass memory pass = passes.passOf(_policies[j], account);
                IPassRegistry.Pass memory mirrored = _handler.mirrored(_policies[j], account);
                vm.assertEq(pass.expiresAt, mirrored.expiresAt, "P17");
                vm.assertEq(pass.admittedAt, mirrored.admittedAt, "P17");
                vm.assertEq(pass.nullifierTag, mirrored.nullifierTag, "P17");
            }
        }
    }

    function invariant_P18_P20_recordsAgreeWithPassesAndTime() public view {
        uint256 scope = _handler.scope();
        for (uint256 person = 1; person <= _handler.PEOPLE(); ++person) {
            IPassRegistry.NullifierRecord memory record = passes.nullifierRecord(scope, uint176(person));
            vm.assertLe(record.lastNow, block.timestamp, "P18");
            vm.assertLe(record.movedAt, block.timestamp, "P18");
            vm.assertEq(record.account == address(0), record.movedAt == 0);
            for (uint256 i = 0; i < 2 * _handler.accountCount(); ++i) {
                address account = _handler.accountAt(i / 2);
                IPassRegistry.Pass memory pass = passes.passOf(_policies[i % 2], account);
                if (pass.nullifierTag != person) continue;
                vm.assertTrue(passes.accountOf(_policies[i % 2], uint176(person)) == account, "P20");
                // Left under the other version of the policy when the person moved, and so from before the move.
                if (record.account != account) vm.assertLe(pass.admittedAt, record.movedAt, "P20");
            }
        }
    }

    function invariant_P27_verifierIsThePinnedOne() public view {
        IPolicyRegistry.CircuitVersion memory circuit = policies.circuitVersion(1);
        vm.assertEq(circuit.verifier, address(verifier));
        vm.assertEq(circuit.codeHash, _codeHash);
        vm.assertEq(address(verifier).codehash, _codeHash);
    }

    function invariant_P28_listsAndKeysAreUnique() public view {
        uint256 count = trust.leafCount();
        for (uint256 i = 0; i < count; ++i) {
            ITrustRegistry.Leaf memory left = trust.leafAt(i);
            if (left.issuerId == 0) continue;
            vm.assertEq(left.leafIndex, i, "P28: position");
            for (uint256 j = 0; j < i; ++j) {
                ITrustRegistry.Leaf memory right = trust.leafAt(j);
                vm.assertTrue(left.issuerId != right.issuerId || left.listId != right.listId, "P28: list");
                bool sameKey = left.key[0] == right.key[0] && left.key[1] == right.key[1];
                vm.assertTrue(!sameKey || left.issuerId == right.issuerId, "P28: key");
            }
        }
    }
}
