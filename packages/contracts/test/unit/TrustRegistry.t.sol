// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {PoseidonT4} from "poseidon-solidity/PoseidonT4.sol";

import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {BabyJubjub} from "../../src/libraries/BabyJubjub.sol";
import {DomainSeparators} from "../../src/libraries/DomainSeparators.sol";
import {RegistryTree} from "../../src/libraries/RegistryTree.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {SealKeys} from "../utils/SealKeys.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Issuers, leaves and who may; roots are in TrustRegistryRoots.t.sol. See TrustRegistry.tree.
contract TrustRegistryTest is PosternFixture {
    uint256 private constant R = BabyJubjub.P;

    // Issuers

    function test_issuerIdsCountFromOne() public {
        vm.assertEq(issuerId, 1);
        vm.expectEmit();
        emit ITrustRegistry.IssuerCreated(2, bob, "Second");
        vm.prank(governor);
        vm.assertEq(trust.createIssuer(bob, "Second"), 2);
        vm.assertEq(trust.issuerCount(), 2);
        (address found, address standby, string memory name) = trust.issuer(2);
        vm.assertEq(found, bob);
        vm.assertEq(standby, address(0));
        vm.assertEq(name, "Second");
    }

    function test_the128thIssuerIsRefused() public {
        vm.startPrank(governor);
        for (uint256 i = 2; i <= 127; ++i) {
            trust.createIssuer(bob, "");
        }
        vm.expectRevert(ITrustRegistry.TrustRegistryIssuersFull.selector);
        trust.createIssuer(bob, "");
    }

    function test_issuerNeedsAnOperator() public {
        vm.startPrank(governor);
        vm.expectRevert(ITrustRegistry.TrustRegistryInvalidOperator.selector);
        trust.createIssuer(address(0), "");
        vm.expectRevert(ITrustRegistry.TrustRegistryInvalidOperator.selector);
        trust.setOperator(1, address(0));
    }

    function testFuzz_unknownIssuer(uint256 id) public {
        vm.assume(id != 1);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownIssuer.selector, id));
        trust.issuer(id);
    }

    function test_operatorIsAnIssuers() public {
        uint256[2] memory unknown = [uint256(0), 2];
        vm.startPrank(governor);
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownIssuer.selector, unknown[i]));
            trust.setOperator(unknown[i], bob);
        }
        trust.createIssuer(stranger, "Second");
        (address found,,) = trust.issuer(2);
        vm.assertEq(found, stranger);
    }

    function test_newOperatorTakesOver() public {
        vm.expectEmit();
        emit ITrustRegistry.OperatorChanged(1, bob);
        vm.prank(governor);
        trust.setOperator(1, bob);
        vm.prank(operator);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, operator));
        trust.anchorStatus(issuerId, LIST, 1, 5, 0, 0, "");
        vm.prank(bob);
        trust.anchorStatus(issuerId, LIST, 1, 5, 0, 0, "");
    }

    // Leaves

    function test_leafHoldsWhatWasRegistered() public view {
        ITrustRegistry.Leaf memory found = trust.leaf(issuerId, LIST);
        uint256[2] memory key = SealKeys.keyOf(1);
        uint256 keyHash = PoseidonT4.hash([DomainSeparators.DS_ISSUER, key[0], key[1]]);
        vm.assertEq(found.issuerCommitment, PoseidonT4.hash([keyHash, 65_537, SCHEMA_ID]));
        vm.assertEq(found.statusRoot, 1000);
        vm.assertEq(found.epoch, 0);
        vm.assertEq(found.lastAnchoredAt, START);
        vm.assertTrue(found.active);
        vm.assertFalse(found.removed);
        vm.assertEq(found.uri, "http://localhost:4101/t/demo-bank/status/1");
        vm.assertEq(trust.leafCount(), 1);
    }

    function test_the129thLeafIsRefused() public {
        for (uint256 listId = 2; listId <= RegistryTree.LEAVES; ++listId) {
            registerLeaf(1, listId, 1, listId);
        }
        vm.assertEq(trust.leafCount(), RegistryTree.LEAVES);
        ITrustRegistry.LeafRegistration memory registration = prepareLeaf(1, 1000, 1, 1);
        vm.prank(governor);
        vm.expectRevert(ITrustRegistry.TrustRegistryLeavesFull.selector);
        trust.registerLeaf(registration);
        // The last leaf is as good as the first.
        anchor(RegistryTree.LEAVES, 1, 5);
        vm.assertEq(trust.leafAt(RegistryTree.LEAVES - 1).statusRoot, 5);
        // And the position of a removed one serves again.
        vm.prank(guardian);
        trust.removeLeaf(1, 64);
        vm.prank(governor);
        vm.assertEq(trust.registerLeaf(registration), 63);
        vm.assertEq(trust.leafAt(63).listId, 1000);
        vm.assertEq(trust.leafCount(), RegistryTree.LEAVES);
    }

    function test_listIdIsUniqueForEver() public {
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        ITrustRegistry.LeafRegistration memory again = prepareLeaf(1, 1, 1, 1);
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryListTaken.selector, 1, 1));
        trust.registerLeaf(again);
    }

    function test_keyBelongsToOneIssuerForEver() public {
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        vm.prank(governor);
        trust.createIssuer(bob, "Second");
        ITrustRegistry.LeafRegistration memory stolen = prepareLeaf(2, 1, 1, 1);
        vm.prank(governor);
        vm.expectPartialRevert(ITrustRegistry.TrustRegistryKeyTaken.selector);
        trust.registerLeaf(stolen);
        // Its own issuer may use it for another list.
        vm.assertEq(registerLeaf(1, 2, 1, 1), 0);
    }

    function test_registrationChecksItsFields() public {
        ITrustRegistry.LeafRegistration memory good = prepareLeaf(1, 2, 2, 1);
        ITrustRegistry.LeafRegistration memory bad = prepareLeaf(1, 2, 2, 1);
        bad.issuerId = 9;
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryUnknownIssuer.selector, 9));
        bad = prepareLeaf(1, 2, 2, 1);
        bad.listId = 65_536;
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidListId.selector, 65_536));
        bad = prepareLeaf(1, 2, 2, R);
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotAFieldElement.selector, R));
        bad = prepareLeaf(1, 2, 2, 0);
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryZeroStatusRoot.selector));
        bad = prepareLeaf(1, 2, 2, 1);
        bad.schemaId = R;
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotAFieldElement.selector, R));
        vm.prank(governor);
        trust.registerLeaf(good);
    }

    function testFuzz_keyOffTheCurveIsRefused(uint256 x, uint256 y) public {
        ITrustRegistry.LeafRegistration memory bad = prepareLeaf(1, 2, 2, 1);
        vm.assume(x != bad.key[0] || y != bad.key[1]);
        bad.key = [x, y];
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidKey.selector));
    }

    function test_keyOfSmallOrderIsRefused() public {
        ITrustRegistry.LeafRegistration memory bad = prepareLeaf(1, 2, 2, 1);
        bad.key = [uint256(0), 1];
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidKey.selector));
        bad.key = [uint256(0), R - 1];
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidKey.selector));
        // Of order 4 and 8.
        bad.key =
            [uint256(2957874849018779266517920829765869116077630550401372566248359756137677864698), 0];
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidKey.selector));
        bad.key = [
            uint256(17545522957889784193459637215142187266023652151580582754000402781682644312291),
            4826523245007015323400664741523384119579596407052839571721035538011798951543
        ];
        vm.assertTrue(BabyJubjub.isOnCurve(bad.key));
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidKey.selector));
    }

    function test_possessionMustBeProven() public {
        bytes memory refusal = abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidPossession.selector);
        ITrustRegistry.LeafRegistration memory bad = prepareLeaf(1, 2, 2, 1);
        bad.popS ^= 1;
        expectRefusal(bad, refusal);
        bad = prepareLeaf(1, 2, 2, 1);
        bad.popS += BabyJubjub.SUBGROUP_ORDER;
        expectRefusal(bad, refusal);
        bad = prepareLeaf(1, 2, 2, 1);
        bad.popR8[0] ^= 1;
        expectRefusal(bad, refusal);
        bad = prepareLeaf(1, 2, 2, 1);
        bad.listId = 3;
        expectRefusal(bad, refusal);
        bad = prepareLeaf(1, 2, 2, 1);
        bad.schemaId += 1;
        expectRefusal(bad, refusal);
        // A signature by another key.
        ITrustRegistry.LeafRegistration memory other = prepareLeaf(1, 2, 3, 1);
        bad = prepareLeaf(1, 2, 2, 1);
        (bad.popR8, bad.popS) = (other.popR8, other.popS);
        expectRefusal(bad, refusal);
    }

    function test_possessionForAnotherChainIsRefused() public {
        ITrustRegistry.LeafRegistration memory bad = prepareLeaf(1, 2, 2, 1);
        vm.chainId(1);
        expectRefusal(bad, abi.encodeWithSelector(ITrustRegistry.TrustRegistryInvalidPossession.selector));
    }

    function expectRefusal(ITrustRegistry.LeafRegistration memory registration, bytes memory revertData) private {
        vm.prank(governor);
        vm.expectRevert(revertData);
        trust.registerLeaf(registration);
    }

    // Strangers

    function test_strangersChangeNothing() public {
        address[3] memory outsiders = [stranger, operator, protocol];
        ITrustRegistry.LeafRegistration memory registration = prepareLeaf(1, 2, 2, 1);
        for (uint256 i = 0; i < outsiders.length; ++i) {
            bytes memory refusal =
                abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, outsiders[i]);
            vm.startPrank(outsiders[i]);
            vm.expectRevert(refusal);
            trust.createIssuer(outsiders[i], "");
            vm.expectRevert(refusal);
            trust.registerLeaf(registration);
            vm.expectRevert(refusal);
            trust.setOperator(1, outsiders[i]);
            vm.expectRevert(refusal);
            trust.setStandbyOperator(1, outsiders[i]);
            vm.expectRevert(refusal);
            trust.suspendOperator(1);
            vm.expectRevert(refusal);
            trust.removeLeaf(issuerId, LIST);
            vm.expectRevert(refusal);
            trust.dropRoot(1);
            vm.expectRevert(refusal);
            trust.dropHistory();
            vm.stopPrank();
        }
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(ITrustRegistry.TrustRegistryNotOperator.selector, 1, stranger));
        trust.anchorStatus(issuerId, LIST, 1, 1, 0, 0, "");
    }

    function test_governorTightensNothingAndGuardianLoosensNothing() public {
        vm.prank(governor);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, governor));
        trust.removeLeaf(issuerId, LIST);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, guardian));
        trust.createIssuer(guardian, "");
    }
}
