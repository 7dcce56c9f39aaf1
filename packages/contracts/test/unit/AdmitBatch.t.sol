// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem, IPassRegistry} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {AcceptListVerifier} from "../utils/AcceptListVerifier.sol";
import {
    ConsentBomb, GasBurningAccount, PeekingAccount, WritingAccount
} from "../utils/HostileAccounts.sol";
import {GasBurningVerifier, ReturnBombVerifier, TwoVerifier, WritingVerifier} from "../utils/HostileVerifiers.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, Log, vm} from "../utils/Vm.sol";

/// @notice Many admissions in one transaction; see AdmitBatch.tree.
contract AdmitBatchTest is PosternFixture {
    function one(AdmissionItem memory item) private pure returns (AdmissionItem[] memory items) {
        items = new AdmissionItem[](1);
        items[0] = item;
    }

    function two(AdmissionItem memory first, AdmissionItem memory second)
        private
        pure
        returns (AdmissionItem[] memory items)
    {
        items = new AdmissionItem[](2);
        (items[0], items[1]) = (first, second);
    }

    function crowd(uint256 count) private returns (AdmissionItem[] memory items) {
        items = new AdmissionItem[](count);
        for (uint256 i = 0; i < count; ++i) {
            items[i] = personItem(i + 1);
        }
    }

    function test_nothingAsksNobody() public {
        vm.etch(address(verifier), hex"fe");
        vm.assertEq(passes.admitBatch(new AdmissionItem[](0)), 0);
    }

    function test_everyAccountGetsItsPass() public {
        AdmissionItem[] memory items = crowd(5);
        for (uint256 i = 0; i < 5; ++i) {
            vm.expectEmit(address(passes));
            emit IPassRegistry.PassAdmitted(
                policyId, items[i].account, uint176(i + 1), uint40(items[i].signals[7]), uint40(START)
            );
        }
        vm.prank(stranger);
        vm.assertEq(passes.admitBatch(items), 5);
        for (uint256 i = 0; i < 5; ++i) {
            vm.assertEq(passes.personOf(policyId, items[i].account), i + 1);
        }
    }

    function testFuzz_sameStateAsSingleAdmissions(uint256 mask) public {
        AdmissionItem[] memory items = crowd(4);
        for (uint256 i = 0; i < 4; ++i) {
            if (mask >> i & 1 == 1) items[i].accountSignature = "";
        }
        uint256 before = vm.snapshotState();
        passes.admitBatch(items);
        bytes32 batched = stateOf(items);
        vm.revertToState(before);
        for (uint256 i = 0; i < 4; ++i) {
            AdmissionItem memory item = items[i];
            try passes.admit(item.policyId, item.account, item.proof, item.signals, item.accountSignature) {} catch {}
        }
        vm.assertEq(stateOf(items), batched);
    }

    function stateOf(AdmissionItem[] memory items) private view returns (bytes32 state) {
        for (uint256 i = 0; i < items.length; ++i) {
            uint256 scope = items[i].signals[3];
            state = keccak256(
                abi.encode(
                    state,
                    passes.passOf(policyId, items[i].account),
                    passes.nullifierRecord(scope, uint176(items[i].signals[0]))
                )
            );
        }
    }

    /// @dev Every check of `admit`, by the error that it would revert with.
    function test_failingItemsAreSkippedWithTheirReason() public {
        admit(ask(alice, 50));
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 9;
        bytes32 closed = createPolicy(p);
        vm.prank(protocol);
        policies.closePolicy(closed);

        AdmissionItem[] memory items = new AdmissionItem[](14);
        bytes4[] memory reasons = new bytes4[](14);
        for (uint256 i = 0; i < 14; ++i) {
            items[i] = personItem(i + 1);
        }
        items[0].signals[0] = type(uint256).max;
        reasons[0] = IPassRegistry.PassRegistrySignalOutOfField.selector;
        items[1].policyId = bytes32(uint256(1));
        reasons[1] = IPolicyRegistry.PolicyRegistryUnknownPolicy.selector;
        items[2].policyId = closed;
        reasons[2] = IPassRegistry.PassRegistryPolicyClosed.selector;
        items[3].signals[2] = 1;
        reasons[3] = IPassRegistry.PassRegistryPolicyMismatch.selector;
        items[4].signals[3] = 1;
        reasons[4] = IPassRegistry.PassRegistryScopeMismatch.selector;
        items[5].account = bob;
        reasons[5] = IPassRegistry.PassRegistryAccountMismatch.selector;
        items[6].signals[5] = START + 1;
        reasons[6] = IPassRegistry.PassRegistryProofFromFuture.selector;
        items[7].signals[5] = START - MAX_PROOF_AGE - 1;
        reasons[7] = IPassRegistry.PassRegistryProofTooOld.selector;
        items[8].signals[6] = 1;
        reasons[8] = IPassRegistry.PassRegistryDateMismatch.selector;
        items[9].signals[1] = 1;
        reasons[9] = IPassRegistry.PassRegistryUnknownRoot.selector;
        items[10].signals[7] = START;
        reasons[10] = IPassRegistry.PassRegistryInvalidExpiry.selector;
        items[11].accountSignature = "";
        reasons[11] = IPassRegistry.PassRegistryConsentMissing.selector;
        Ask memory spent = personAsk(13);
        spent.nullifier = 50;
        items[12] = signedItem(spent, 113);
        reasons[12] = IPassRegistry.PassRegistryProofSpent.selector;
        for (uint256 i = 0; i < 13; ++i) {
            expectSkip(i, items[i], reasons[i]);
        }
        vm.prank(stranger);
        vm.assertEq(passes.admitBatch(items), 1);
        vm.assertTrue(passes.isAdmitted(policyId, items[13].account));
        for (uint256 i = 0; i < 13; ++i) {
            vm.assertFalse(passes.isAdmitted(policyId, items[i].account));
        }
    }

    function test_nothingLeftAsksNobody() public {
        AdmissionItem memory item = personItem(1);
        item.accountSignature = "";
        expectSkip(0, item, IPassRegistry.PassRegistryConsentMissing.selector);
        vm.assertEq(passes.admitBatch(one(item)), 0);
        vm.prank(guardian);
        policies.pauseCircuitVersion(1);
        item = personItem(1);
        expectSkip(0, item, IPassRegistry.PassRegistryCircuitPaused.selector);
        vm.assertEq(passes.admitBatch(one(item)), 0);
        vm.prank(guardian);
        policies.disableCircuitVersion(1);
        expectSkip(0, item, IPassRegistry.PassRegistryCircuitDisabled.selector);
        vm.assertEq(passes.admitBatch(one(item)), 0);
    }

    function test_changedVerifierCodeSkipsAll() public {
        AdmissionItem memory item = personItem(1);
        vm.etch(address(verifier), address(new TwoVerifier()).code);
        expectSkip(0, item, IPassRegistry.PassRegistryVerifierChanged.selector);
        vm.assertEq(passes.admitBatch(one(item)), 0);
    }

    function testFuzz_oneProofThatDoesNotStandRevertsTheWhole(uint256 which, uint256 word) public {
        AdmissionItem[] memory items = crowd(3);
        which = bound(which, 0, 2);
        word = bound(word, 0, 7);
        if (word < 2) items[which].proof.a[word] ^= 1;
        else if (word < 6) items[which].proof.b[(word - 2) / 2][word % 2] ^= 1;
        else items[which].proof.c[word - 6] ^= 1;
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admitBatch(items);
        for (uint256 i = 0; i < 3; ++i) {
            vm.assertEq(passes.passOf(policyId, items[i].account).expiresAt, 0);
        }
    }

    function test_theSendersOwnItemNeedsNoSignature() public {
        AdmissionItem[] memory items = crowd(2);
        items[0].accountSignature = "";
        items[1].accountSignature = "";
        expectSkip(1, items[1], IPassRegistry.PassRegistryConsentMissing.selector);
        vm.prank(items[0].account);
        vm.assertEq(passes.admitBatch(items), 1);
        vm.assertTrue(passes.isAdmitted(policyId, items[0].account));
    }

    // The same account or person twice

    function test_identicalItemTwiceCountsOnce() public {
        AdmissionItem memory item = personItem(1);
        vm.recordLogs();
        vm.assertEq(passes.admitBatch(two(item, item)), 1);
        vm.assertEq(vm.getRecordedLogs().length, 1);
    }

    function test_secondPersonOnAnAccountIsSkipped() public {
        Ask memory second = personAsk(1);
        second.nullifier = 2;
        AdmissionItem memory item = signedItem(second, 101);
        AdmissionItem[] memory items = two(personItem(1), item);
        expectSkip(1, item, IPassRegistry.PassRegistryAccountTaken.selector);
        vm.assertEq(passes.admitBatch(items), 1);
        vm.assertEq(passes.personOf(policyId, item.account), 1);
    }

    function test_laterProofOfTheSamePersonRenews() public {
        AdmissionItem memory first = personItem(1);
        advance(60);
        Ask memory later = personAsk(1);
        later.expiresAt += 1 days;
        vm.assertEq(passes.admitBatch(two(first, signedItem(later, 101))), 2);
        vm.assertEq(passes.passOf(policyId, first.account).expiresAt, later.expiresAt);
        vm.assertEq(passes.nullifierRecord(first.signals[3], 1).lastNow, START + 60);
    }

    function test_personOnASecondAccountIsSkippedWithinTheCooldown() public {
        Ask memory elsewhere = personAsk(2);
        elsewhere.nullifier = 1;
        AdmissionItem memory first = personItem(1);
        advance(60);
        elsewhere.provenAt += 60;
        AdmissionItem memory item = signedItem(elsewhere, 102);
        expectSkip(1, item, IPassRegistry.PassRegistryMoveTooSoon.selector);
        vm.assertEq(passes.admitBatch(two(first, item)), 1);
    }

    function test_movesHappenInOrder() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.moveCooldown = 0;
        bytes32 quick = createPolicy(p);
        Ask memory here = personAsk(1);
        here.policyId = quick;
        AdmissionItem memory first = signedItem(here, 101);
        advance(60);
        Ask memory there = personAsk(2);
        (there.policyId, there.nullifier) = (quick, 1);
        AdmissionItem memory second = signedItem(there, 102);
        vm.expectEmit(address(passes));
        emit IPassRegistry.PassEnded(quick, first.account, 1);
        vm.assertEq(passes.admitBatch(two(first, second)), 2);
        vm.assertFalse(passes.isAdmitted(quick, first.account));
        vm.assertTrue(passes.isAdmitted(quick, second.account));
    }

    // Verifiers

    function test_aBatchHasOneVerifier() public {
        AcceptListVerifier other = new AcceptListVerifier();
        bytes32 codeHash = address(other).codehash;
        vm.prank(governor);
        policies.addCircuitVersion(2, address(other), codeHash);
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.circuitVersion = 2;
        Ask memory a = personAsk(2);
        a.policyId = createPolicy(p);
        AdmissionItem memory item = signedItem(a, 102);
        AdmissionItem[] memory items = new AdmissionItem[](3);
        (items[0], items[1], items[2]) = (personItem(1), item, personItem(3));
        expectSkip(1, item, IPassRegistry.PassRegistryOtherVerifier.selector);
        vm.assertEq(passes.admitBatch(items), 2);
        // Alone it is a matter of its own verifier.
        other.accept(item.proof.a, item.proof.b, item.proof.c, item.signals);
        vm.assertEq(passes.admitBatch(one(item)), 1);
    }

    /// @dev A repeat is checked, so it needs the batch's verifier like the others.
    function test_repeatUnderAnotherVerifierIsSkipped() public {
        AcceptListVerifier other = new AcceptListVerifier();
        bytes32 codeHash = address(other).codehash;
        vm.prank(governor);
        policies.addCircuitVersion(2, address(other), codeHash);
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.circuitVersion = 2;
        p.salt = bytes32(uint256(1));
        Ask memory a = personAsk(2);
        a.policyId = createPolicy(p);
        AdmissionItem memory item = signedItem(a, 102);
        other.accept(item.proof.a, item.proof.b, item.proof.c, item.signals);
        passes.admitBatch(one(item));
        AdmissionItem[] memory items = two(personItem(1), item);
        expectSkip(1, item, IPassRegistry.PassRegistryOtherVerifier.selector);
        vm.assertEq(passes.admitBatch(items), 1);
        // Alone it is checked, and nothing.
        vm.recordLogs();
        vm.assertEq(passes.admitBatch(one(item)), 0);
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_repeatWithAProofThatDoesNotStandRevertsTheWhole() public {
        AdmissionItem memory item = personItem(1);
        passes.admitBatch(one(item));
        AdmissionItem memory other = personItem(2);
        item.proof.a[0] ^= 1;
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admitBatch(two(item, other));
        item.proof.a[0] ^= 1;
        vm.assertEq(passes.admitBatch(two(item, other)), 1);
    }

    function test_relayedRenewalNeedsNoSignature() public {
        passes.admitBatch(one(personItem(1)));
        advance(1 days);
        AdmissionItem memory item = personItem(1);
        item.accountSignature = "";
        AdmissionItem memory first = personItem(2);
        first.accountSignature = "";
        expectSkip(1, first, IPassRegistry.PassRegistryConsentMissing.selector);
        vm.prank(stranger);
        vm.assertEq(passes.admitBatch(two(item, first)), 1);
        vm.assertEq(passes.passOf(policyId, item.account).admittedAt, block.timestamp);
    }

    function test_hostileVerifiersCannotAdmitNorBurnMoreThanTheirShare() public {
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
            bytes32 id = createPolicy(p);
            AdmissionItem[] memory items = new AdmissionItem[](2);
            for (uint256 person = 1; person <= 2; ++person) {
                Ask memory a = personAsk(person);
                a.policyId = id;
                items[person - 1] = signedItem(a, 100 + person);
            }
            vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
            uint256 before = gasleft();
            passes.admitBatch(items);
            vm.assertLt(before - gasleft(), 800_000);
        }
    }

    // Contract accounts

    function test_hostileAccountsSpoilNothingForOthers() public {
        address[3] memory hostile = [
            address(new GasBurningAccount()), address(new ConsentBomb()), address(new WritingAccount())
        ];
        for (uint256 i = 0; i < hostile.length; ++i) {
            AdmissionItem memory bad = signedItem(ask(hostile[i], 60 + i), 1);
            AdmissionItem[] memory items = two(bad, personItem(i + 1));
            expectSkip(0, bad, IPassRegistry.PassRegistryConsentMissing.selector);
            uint256 before = gasleft();
            vm.assertEq(passes.admitBatch(items), 1);
            vm.assertLt(before - gasleft(), 1_000_000);
        }
    }

    /// @dev Asked for its consent in the middle of a batch, an account sees the pass of the item before it. It cannot
    /// write then, and if the proofs do not stand nobody ever saw anything.
    function test_readOnlyReentrancyGainsNothing() public {
        AdmissionItem memory first = personItem(1);
        PeekingAccount peeking = new PeekingAccount(passes, policyId, first.account);
        AdmissionItem memory second = signedItem(ask(address(peeking), 70), 1);
        vm.assertEq(passes.admitBatch(two(first, second)), 2);
        // It consents only when it sees the other's pass, and it did.
        vm.assertTrue(passes.isAdmitted(policyId, address(peeking)));

        AdmissionItem memory false_ = personItem(2);
        false_.proof.a[0] ^= 1;
        peeking = new PeekingAccount(passes, policyId, false_.account);
        second = signedItem(ask(address(peeking), 71), 1);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admitBatch(two(false_, second));
        vm.assertFalse(passes.isAdmitted(policyId, false_.account));
        vm.assertFalse(passes.isAdmitted(policyId, address(peeking)));
    }
}
