// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ConsentBomb, GasBurningAccount, WritingAccount} from "../utils/HostileAccounts.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice A contract account that accepts one digest (ERC-1271).
contract ContractAccount {
    bytes32 private immutable _digest;

    constructor(bytes32 digest) {
        _digest = digest;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        return digest == _digest ? this.isValidSignature.selector : bytes4(0);
    }
}

contract PassRegistryTest is PosternFixture {
    uint256 private constant R = 21888242871839275222246405745257275088548364400416034343698204186575808495617;

    // admit: what it gives

    function test_admitGivesAPass() public {
        Ask memory a = ask(alice, 5);
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.expectEmit();
        emit IPassRegistry.PassAdmitted(policyId, alice, 5, uint40(a.expiresAt), uint40(START));
        vm.prank(alice);
        passes.admit(policyId, alice, proof, signals, "");

        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.assertEq(passes.personOf(policyId, alice), 5);
        IPassRegistry.Pass memory pass = passes.passOf(policyId, alice);
        vm.assertEq(pass.expiresAt, a.expiresAt);
        vm.assertEq(pass.admittedAt, START);
        IPassRegistry.NullifierRecord memory record = passes.nullifierRecord(signals[3], 5);
        vm.assertEq(record.account, alice);
        vm.assertEq(record.lastNow, START);
        vm.assertEq(record.movedAt, START);
    }

    function test_nobodyIsAdmittedWithoutAProof() public view {
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertEq(passes.personOf(policyId, alice), 0);
    }

    function test_passEndsAtItsExpiry() public {
        Ask memory a = ask(alice, 5);
        admit(a);
        vm.warp(a.expiresAt - 1);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.warp(a.expiresAt);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertEq(passes.personOf(policyId, alice), 0);
    }

    function test_identicalProofAgainChangesNothing() public {
        Ask memory a = ask(alice, 5);
        admit(a);
        advance(60);
        vm.recordLogs();
        admit(a);
        // Even from somebody else, without consent: nothing happens.
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        passes.admit(policyId, alice, proof, signals, "");
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(passes.passOf(policyId, alice).admittedAt, START);
    }

    /// @dev "It succeeded" means that the proof stands, also when nothing is left to write.
    function test_repeatIsCheckedInFull() public {
        Ask memory a = ask(alice, 5);
        admit(a);
        uint256[8] memory signals = signalsOf(a);
        Proof memory garbage;
        vm.prank(alice);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admit(policyId, alice, garbage, signals, "");
        a.root = 123;
        expectRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryUnknownRoot.selector, 123));
        a.root = trust.currentRoot();
        advance(MAX_PROOF_AGE + 1);
        expectRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofTooOld.selector, START, block.timestamp, MAX_PROOF_AGE
            )
        );
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    function test_renewalExtends() public {
        admit(ask(alice, 5));
        advance(2 days);
        Ask memory renewal = ask(alice, 5);
        admit(renewal);
        vm.assertEq(passes.passOf(policyId, alice).expiresAt, renewal.expiresAt);
        vm.assertEq(passes.nullifierRecord(signalsOf(renewal)[3], 5).movedAt, START);
    }

    // admit: public signals

    function test_everySignalMustBeCanonical() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        for (uint256 i = 0; i < 8; ++i) {
            uint256[8] memory tampered = signals;
            uint256 kept = tampered[i];
            tampered[i] += R;
            Proof memory proof = prove(tampered);
            vm.prank(alice);
            vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistrySignalOutOfField.selector, i));
            passes.admit(policyId, alice, proof, tampered, "");
            tampered[i] = kept;
        }
    }

    function testFuzz_everySignalMattersToTheProof(uint256 index, uint256 bit) public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        signals[bound(index, 0, 7)] ^= 1 << bound(bit, 0, 255);
        vm.prank(alice);
        vm.expectRevert();
        passes.admit(policyId, alice, proof, signals, "");
        vm.assertFalse(passes.isAdmitted(policyId, alice));
    }

    function test_refusesAnotherPolicy() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        bytes32 other = createPolicy(p);
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IPassRegistry.PassRegistryPolicyMismatch.selector, POLICY_HASH, 4343)
        );
        passes.admit(other, alice, proof, signals, "");
    }

    function test_refusesAnUnknownPolicy() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        vm.prank(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, bytes32(uint256(9)))
        );
        passes.admit(bytes32(uint256(9)), alice, proof, signals, "");
    }

    function test_refusesAnotherChain() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        vm.chainId(31_338);
        vm.prank(alice);
        vm.expectPartialRevert(IPassRegistry.PassRegistryScopeMismatch.selector);
        passes.admit(policyId, alice, proof, signals, "");
    }

    function test_refusesAnotherAccount() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        vm.prank(bob);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryAccountMismatch.selector, uint256(uint160(alice)), bob
            )
        );
        passes.admit(policyId, bob, proof, signals, "");
    }

    function test_refusesTheZeroAccount() public {
        expectRefusal(
            ask(address(0), 5),
            abi.encodeWithSelector(IPassRegistry.PassRegistryAccountMismatch.selector, 0, address(0))
        );
    }

    // admit: time

    function test_refusesTheFuture() public {
        Ask memory a = ask(alice, 5);
        a.provenAt = block.timestamp + 1;
        expectRefusal(
            a, abi.encodeWithSelector(IPassRegistry.PassRegistryProofFromFuture.selector, START + 1, START)
        );
    }

    function test_proofAgesOut() public {
        Ask memory a = ask(alice, 5);
        advance(MAX_PROOF_AGE + 1);
        expectRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofTooOld.selector, START, block.timestamp, MAX_PROOF_AGE
            )
        );
        vm.warp(START + MAX_PROOF_AGE);
        admit(a);
    }

    function testFuzz_refusesAnotherDate(uint256 date) public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        vm.assume(date != signals[6]);
        signals[6] = bound(date, 0, R - 1);
        Proof memory proof = prove(signals);
        vm.prank(alice);
        vm.expectPartialRevert(IPassRegistry.PassRegistryDateMismatch.selector);
        passes.admit(policyId, alice, proof, signals, "");
    }

    function testFuzz_expiryIsOnTheGridAndWithinLife(uint256 expiresAt) public {
        Ask memory a = ask(alice, 5);
        a.expiresAt = bound(expiresAt, 0, START + 60 days);
        uint256 latest = START + MAX_PASS_LIFE;
        if (a.expiresAt % 1 days == 0 && a.expiresAt > START && a.expiresAt <= latest) {
            admit(a);
            vm.assertTrue(passes.isAdmitted(policyId, alice));
        } else {
            expectRefusal(
                a,
                abi.encodeWithSelector(IPassRegistry.PassRegistryInvalidExpiry.selector, a.expiresAt, latest)
            );
        }
    }

    function test_refusesAnExpiryOfThisVerySecond() public {
        vm.warp((START / 1 days + 1) * 1 days);
        Ask memory a = ask(alice, 5);
        a.expiresAt = block.timestamp;
        expectRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryInvalidExpiry.selector, a.expiresAt, block.timestamp + MAX_PASS_LIFE
            )
        );
        a.expiresAt += 1 days;
        admit(a);
    }

    function test_refusesAnExpiryBeyondTheStorage() public {
        Ask memory a = ask(alice, 5);
        a.expiresAt = 2 ** 40 * 1 days;
        expectRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryInvalidExpiry.selector, a.expiresAt, START + MAX_PASS_LIFE
            )
        );
    }

    // admit: consent

    function test_strangerCannotPushAPassOnAnAccount() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, alice));
        passes.admit(policyId, alice, proof, signals, "");
    }

    function testFuzz_relayWithTheAccountsSignature(uint256 privateKey) public {
        privateKey = bound(privateKey, 1, 1 << 250);
        address account = vm.addr(privateKey);
        Ask memory a = ask(account, 5);
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        bytes32 digest = passes.admitDigest(policyId, a.nullifier, a.provenAt, a.expiresAt);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        vm.prank(stranger);
        passes.admit(policyId, account, proof, signals, abi.encodePacked(r, s, v));
        vm.assertTrue(passes.isAdmitted(policyId, account));
    }

    function test_signatureForAnotherExpiryIsRefused() public {
        address account = vm.addr(7);
        Ask memory a = ask(account, 5);
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        bytes32 digest = passes.admitDigest(policyId, a.nullifier, a.provenAt, a.expiresAt + 1 days);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(7, digest);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, account));
        passes.admit(policyId, account, proof, signals, abi.encodePacked(r, s, v));
    }

    function test_contractAccountConsentsByErc1271() public {
        bytes32 digest = passes.admitDigest(policyId, 5, START, (START / 1 days + 10) * 1 days);
        address account = address(new ContractAccount(digest));
        uint256[8] memory signals = signalsOf(ask(account, 5));
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        passes.admit(policyId, account, proof, signals, "");
        vm.assertTrue(passes.isAdmitted(policyId, account));
    }

    function test_contractAccountThatSignedSomethingElseIsRefused() public {
        address account = address(new ContractAccount(bytes32(uint256(1))));
        uint256[8] memory signals = signalsOf(ask(account, 5));
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, account));
        passes.admit(policyId, account, proof, signals, "");
    }

    /// @dev What a relay can lose to one: the share of gas that a consent may cost. Who sends by itself is not asked.
    function test_hostileAccountCostsARelayNoMoreThanItsShare() public {
        address[3] memory hostile = [
            address(new GasBurningAccount()), address(new ConsentBomb()), address(new WritingAccount())
        ];
        for (uint256 i = 0; i < hostile.length; ++i) {
            uint256[8] memory signals = signalsOf(ask(hostile[i], 60 + i));
            Proof memory proof = prove(signals);
            vm.prank(stranger);
            vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, hostile[i]));
            uint256 before = gasleft();
            passes.admit(policyId, hostile[i], proof, signals, "");
            vm.assertLt(before - gasleft(), 650_000);
            vm.assertFalse(passes.isAdmitted(policyId, hostile[i]));
            vm.prank(hostile[i]);
            passes.admit(policyId, hostile[i], proof, signals, "");
            vm.assertTrue(passes.isAdmitted(policyId, hostile[i]));
        }
    }

    function test_proofFromTheMempoolServesNobodyElse() public {
        uint256[8] memory signals = signalsOf(ask(alice, 5));
        Proof memory proof = prove(signals);
        signals[4] = uint256(uint160(stranger));
        vm.prank(stranger);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admit(policyId, stranger, proof, signals, "");
    }
}
