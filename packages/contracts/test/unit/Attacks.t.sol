// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PassRegistry} from "../../src/PassRegistry.sol";
import {AdmissionItem, IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ReenteringAccount} from "../utils/HostileAccounts.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Named attacks; see Attacks.tree.
contract AttacksTest is PosternFixture {
    function test_oldProofReplayedAfterAMove() public {
        Ask memory old = ask(alice, 5);
        admit(old);
        advance(COOLDOWN);
        admit(ask(bob, 5));
        advance(COOLDOWN);
        Ask memory kept = ask(alice, 5);
        kept.provenAt = block.timestamp - COOLDOWN;
        expectRefusal(
            kept,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofTooOld.selector, kept.provenAt, block.timestamp, MAX_PROOF_AGE
            )
        );
        vm.warp(START + COOLDOWN + 1);
        kept.provenAt = START + COOLDOWN - 1;
        expectRefusal(
            kept,
            abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, kept.provenAt, START + COOLDOWN)
        );
    }

    function test_oldProofReplayedAfterAnEnd() public {
        admit(ask(alice, 5));
        Ask memory kept = ask(alice, 5);
        kept.provenAt = START + 30;
        advance(60);
        vm.prank(alice);
        passes.end(policyId);
        expectRefusal(
            kept, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START + 30, START + 60)
        );
        // Not even a proof of the very second.
        expectRefusal(
            ask(alice, 5), abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START + 60, START + 60)
        );
    }

    /// @dev A renewal needs no signature, so anybody may send a proof that its holder made and never used. It gains him
    /// nothing: it is spent by the next one, it shortens nothing, and it brings nothing back.
    function test_oldProofRelayedToAPassThatCounts() public {
        admit(ask(alice, 5));
        advance(60);
        Ask memory kept = ask(alice, 5);
        advance(60);
        uint256 before = vm.snapshotState();
        Ask memory shorter = ask(alice, 5);
        shorter.expiresAt -= 1 days;
        relay(
            shorter,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryPassShortened.selector, shorter.expiresAt, shorter.expiresAt + 1 days
            )
        );
        admit(ask(alice, 5));
        relay(
            kept, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START + 60, START + 120)
        );
        vm.revertToState(before);
        vm.prank(alice);
        passes.end(policyId);
        relay(kept, abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, alice));
        vm.prank(protocol);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, alice));
        passes.endPass(policyId, 5);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
    }

    function relay(Ask memory a, bytes memory refusal) private {
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        vm.expectRevert(refusal);
        passes.admit(policyId, a.account, proof, signals, "");
    }

    /// @dev A villain's proof, bound to the victim's account, would tie the victim to the villain's nullifier.
    function test_strangersCredentialPushedOnAnAccount() public {
        uint256[8] memory signals = signalsOf(ask(alice, 666));
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, alice));
        passes.admit(policyId, alice, proof, signals, "");
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, alice));
        passes.admit(policyId, alice, proof, signals, new bytes(65));
    }

    function test_consentToOneProofUsedForAnother() public {
        AdmissionItem memory good = personItem(1);
        Ask memory other = personAsk(1);
        other.nullifier = 666;
        AdmissionItem memory bad = signedItem(other, 101);
        bad.accountSignature = good.accountSignature;
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, bad.account));
        passes.admit(policyId, bad.account, bad.proof, bad.signals, bad.accountSignature);
    }

    function test_consentForAnotherRegistryOrChain() public {
        PassRegistry other = new PassRegistry(trust, policies);
        AdmissionItem memory item = personItem(1);
        bytes32 digest = other.admitDigest(policyId, 1, START, item.signals[7]);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(101, digest);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, item.account));
        passes.admit(policyId, item.account, item.proof, item.signals, abi.encodePacked(r, s, v));
        vm.chainId(31_338);
        digest = passes.admitDigest(policyId, 1, START, item.signals[7]);
        vm.chainId(31_337);
        (v, r, s) = vm.sign(101, digest);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, item.account));
        passes.admit(policyId, item.account, item.proof, item.signals, abi.encodePacked(r, s, v));
    }

    function test_renewalUnderASupersededRoot() public {
        admit(ask(alice, 5));
        uint256 old = trust.currentRoot();
        advance(1 days);
        // The bank revokes: the holder still has a proof against the root before.
        anchor(LIST, 1, 1001);
        Ask memory renewal = ask(alice, 5);
        renewal.root = old;
        uint256 revokedAt = block.timestamp;
        advance(GRACE + 1);
        expectRefusal(
            renewal, abi.encodeWithSelector(IPassRegistry.PassRegistryRootTooOld.selector, old, revokedAt, GRACE)
        );
        vm.warp(revokedAt + GRACE);
        renewal.expiresAt = (revokedAt / 1 days + 31) * 1 days;
        expectRefusal(
            renewal,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryInvalidExpiry.selector, renewal.expiresAt, revokedAt + MAX_PASS_LIFE
            )
        );
        renewal.expiresAt -= 1 days;
        admit(renewal);
        vm.assertLe(passes.passOf(policyId, alice).expiresAt, revokedAt + MAX_PASS_LIFE);
    }

    function test_proofForAnotherRegistry() public {
        PassRegistry other = new PassRegistry(trust, policies);
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        vm.prank(alice);
        vm.expectPartialRevert(IPassRegistry.PassRegistryScopeMismatch.selector);
        other.admit(policyId, alice, proof, signals, "");
    }

    function test_takenFromTheMempool() public {
        AdmissionItem memory item = personItem(1);
        // For himself: the account is in the proof.
        uint256[8] memory bent = signalsOf(personAsk(1));
        bent[4] = uint256(uint160(stranger));
        vm.prank(stranger);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admit(policyId, stranger, item.proof, bent, "");
        // With a later expiry: that is in the proof and in the consent.
        bent = signalsOf(personAsk(1));
        bent[7] += 1 days;
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, item.account));
        passes.admit(policyId, item.account, item.proof, bent, item.accountSignature);
        // Unchanged: he pays for the holder, whose own call then changes nothing and succeeds.
        AdmissionItem[] memory items = new AdmissionItem[](1);
        items[0] = item;
        vm.prank(stranger);
        passes.admitBatch(items);
        vm.prank(item.account);
        passes.admit(policyId, item.account, item.proof, item.signals, "");
        vm.assertEq(passes.personOf(policyId, item.account), 1);
    }

    /// @dev The order of the README: leaf, then in a later block `notBefore`.
    function test_stolenIssuerKey() public {
        registerLeaf(issuerId, 2, 2, 2000);
        Ask memory forged = ask(bob, 666);
        admit(ask(alice, 5));
        admit(forged);
        advance(30);
        Ask memory kept = ask(stranger, 667);
        advance(30);
        vm.prank(guardian);
        trust.removeLeaf(issuerId, 2);
        // Proofs against any root that still held the stolen key's leaf are dead at once.
        expectRefusal(kept, abi.encodeWithSelector(IPassRegistry.PassRegistryUnknownRoot.selector, kept.root));
        advance(12);
        vm.prank(guardian);
        policies.raiseNotBefore(policyId, uint64(block.timestamp));
        vm.assertFalse(passes.isAdmitted(policyId, bob));
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        // The honest come back with a new proof against the root without the leaf.
        admit(ask(alice, 5));
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.assertFalse(passes.isAdmitted(policyId, bob));
    }

    function test_policyEditedToRegainANullifier() public {
        admit(ask(alice, 5));
        vm.prank(protocol);
        policies.stopPolicy(policyId);
        IPolicyRegistry.PolicyParameters memory p = parameters();
        (p.policyHash, p.maxProofAge) = (4343, MAX_PROOF_AGE + 1);
        Ask memory a = ask(bob, 5);
        a.policyId = createPolicy(p);
        // Same owner and salt: the record of the person goes with her.
        expectRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START, START));
        advance(60);
        a.provenAt = block.timestamp;
        expectRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryMoveTooSoon.selector, START + COOLDOWN));
        // And nobody else can make a policy of the same scope.
        vm.assertTrue(policies.computeScopeId(stranger, 0) != policies.computeScopeId(protocol, 0), "scope");
    }

    function test_rootFloodingPushesNobodyOut() public {
        vm.prank(governor);
        uint256 flooder = trust.createIssuer(stranger, "Flooder");
        registerLeaf(flooder, 1, 3, 3000);
        Ask memory honest = ask(alice, 5);
        for (uint64 epoch = 1; epoch <= 300; ++epoch) {
            vm.prank(stranger);
            trust.anchorStatus(flooder, 1, epoch, 3000 + epoch, 0, 0, "");
        }
        advance(FIRST_GRACE);
        admit(honest);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    /// @dev A busy or hostile operator that anchors in every block. Wallets date a proof by the minute of the block at which
    /// their snapshot was read, and send it some blocks later.
    function test_anchorsInEveryBlockStopNoAdmission() public {
        uint64 epoch;
        for (uint256 person = 1; person <= 20; ++person) {
            Ask memory honest = personAsk(person);
            honest.provenAt = block.timestamp / 60 * 60;
            // From the snapshot to the block that takes the proof: twenty blocks, the whole of `firstGrace` but one.
            for (uint256 i = 0; i < FIRST_GRACE / 12 - 1; ++i) {
                anchor(LIST, ++epoch, 5000 + epoch);
                advance(12);
            }
            admit(honest);
            vm.assertTrue(passes.isAdmitted(policyId, honest.account));
        }
    }

    function test_reentrancyFromAContractAccount() public {
        admit(ask(alice, 9));
        ReenteringAccount account = new ReenteringAccount(passes);
        Ask memory a = ask(address(account), 5);
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        bytes[3] memory calls = [
            abi.encodeCall(passes.admit, (policyId, address(account), proof, signals, "")),
            abi.encodeCall(passes.end, (policyId)),
            abi.encodeCall(passes.admitBatch, (oneItem(a, proof, signals)))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            account.prepare(calls[i]);
            vm.prank(stranger);
            vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, a.account));
            passes.admit(policyId, address(account), proof, signals, "");
        }
        vm.assertFalse(passes.isAdmitted(policyId, address(account)));
    }

    function oneItem(Ask memory a, Proof memory proof, uint256[8] memory signals)
        private
        pure
        returns (AdmissionItem[] memory items)
    {
        items = new AdmissionItem[](1);
        items[0] = AdmissionItem(a.policyId, a.account, proof, signals, "");
    }

    function test_clockAtTheEdgeOfTheGrid() public {
        Ask memory a = ask(alice, 5);
        a.expiresAt = (START / 1 days + 1) * 1 days;
        admit(a);
        vm.warp(a.expiresAt - 1);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.warp(a.expiresAt);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
    }
}
