// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ConsentBomb, GasBurningAccount, WritingAccount} from "../utils/HostileAccounts.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A contract account that accepts everything (ERC-1271).
contract WillingAccount {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return this.isValidSignature.selector;
    }
}

/// @notice Ending one pass; see PassEnds.tree.
contract PassEndsTest is PosternFixture {
    uint256 private constant KEY = 7;
    address private holder = vm.addr(KEY);

    function setUp() public override {
        super.setUp();
        admit(ask(holder, 5));
        advance(120);
    }

    function sign(uint256 key, uint256 admittedAt, uint256 deadline) private view returns (bytes memory) {
        bytes32 digest = passes.endDigest(holder, policyId, 5, admittedAt, deadline);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function expectEnded(address account) private {
        vm.expectEmit(address(passes));
        emit IPassRegistry.PassEnded(policyId, account, 5);
    }

    /// @dev What every end leaves: no pass, proofs until now spent, the cool-down running, and the way back open.
    function assertEnded(Ask memory kept) private {
        vm.assertFalse(passes.isAdmitted(policyId, holder));
        vm.assertEq(passes.passOf(policyId, holder).expiresAt, 0);
        IPassRegistry.NullifierRecord memory record = passes.nullifierRecord(signalsOf(kept)[3], 5);
        vm.assertEq(record.lastNow, block.timestamp);
        vm.assertEq(record.account, holder);
        vm.assertEq(record.movedAt, START);
        expectRefusal(
            kept,
            abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, kept.provenAt, block.timestamp)
        );
        expectRefusal(
            ask(holder, 5),
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofSpent.selector, block.timestamp, block.timestamp
            )
        );
        advance(60);
        expectRefusal(
            ask(bob, 5), abi.encodeWithSelector(IPassRegistry.PassRegistryMoveTooSoon.selector, START + COOLDOWN)
        );
        admit(ask(holder, 5));
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    function keptProof() private returns (Ask memory kept) {
        kept = ask(holder, 5);
        advance(60);
    }

    // By the policy's owner and the guardian

    function test_ownerEndsOnePass() public {
        admit(ask(alice, 6));
        Ask memory kept = keptProof();
        expectEnded(holder);
        vm.prank(protocol);
        passes.endPass(policyId, 5);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        assertEnded(kept);
    }

    function test_guardianEndsOnePass() public {
        Ask memory kept = keptProof();
        expectEnded(holder);
        vm.prank(guardian);
        passes.endPass(policyId, 5);
        assertEnded(kept);
    }

    function test_endPassFindsThePersonAfterAMove() public {
        advance(COOLDOWN);
        admit(ask(bob, 5));
        expectEnded(bob);
        vm.prank(protocol);
        passes.endPass(policyId, 5);
        vm.assertFalse(passes.isAdmitted(policyId, bob));
    }

    function test_endPassLeavesAnotherPersonsPassAlone() public {
        vm.warp(passes.passOf(policyId, holder).expiresAt);
        admit(ask(holder, 6));
        vm.prank(protocol);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, holder));
        passes.endPass(policyId, 5);
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    function test_endPassNeedsAPassAndAPolicy() public {
        vm.startPrank(protocol);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, address(0)));
        passes.endPass(policyId, 99);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, bytes32(uint256(1)))
        );
        passes.endPass(bytes32(uint256(1)), 5);
    }

    function test_nobodyElseEndsAPass() public {
        address[5] memory others = [stranger, operator, governor, holder, alice];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(
                abi.encodeWithSelector(IPassRegistry.PassRegistryNotAllowed.selector, policyId, others[i])
            );
            passes.endPass(policyId, 5);
        }
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    // By the account's signature

    function test_anybodyEndsWithTheAccountsSignature() public {
        Ask memory kept = keptProof();
        bytes memory signature = sign(KEY, START, block.timestamp);
        expectEnded(holder);
        vm.prank(stranger);
        passes.endFor(policyId, holder, block.timestamp, signature);
        assertEnded(kept);
    }

    function test_signatureServesUntilItsDeadline() public {
        uint256 deadline = block.timestamp;
        bytes memory signature = sign(KEY, START, deadline);
        advance(1);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryDeadlinePassed.selector, deadline));
        passes.endFor(policyId, holder, deadline, signature);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, holder));
        passes.endFor(policyId, holder, deadline + 1, signature);
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    function test_signatureIsForThisPassAndNoLaterOne() public {
        uint256 deadline = block.timestamp + 1 days;
        bytes memory signature = sign(KEY, START, deadline);
        admit(ask(holder, 5));
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, holder));
        passes.endFor(policyId, holder, deadline, signature);
        signature = sign(KEY, block.timestamp, deadline);
        passes.endFor(policyId, holder, deadline, signature);
        // Nor does it end what comes after the end.
        advance(60);
        admit(ask(holder, 5));
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, holder));
        passes.endFor(policyId, holder, deadline, signature);
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    function test_signatureOfAnotherAccountChainOrKindEndsNothing() public {
        uint256 deadline = block.timestamp;
        bytes[3] memory signatures;
        signatures[0] = sign(8, START, deadline);
        vm.chainId(31_338);
        signatures[1] = sign(KEY, START, deadline);
        vm.chainId(31_337);
        bytes32 digest = passes.admitDigest(policyId, 5, START, deadline);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, digest);
        signatures[2] = abi.encodePacked(r, s, v);
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, holder));
            passes.endFor(policyId, holder, deadline, signatures[i]);
        }
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    function test_contractAccountEndsByErc1271() public {
        address account = address(new WillingAccount());
        admit(ask(account, 6));
        passes.endFor(policyId, account, block.timestamp, "");
        vm.assertFalse(passes.isAdmitted(policyId, account));
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, account));
        passes.endFor(policyId, account, block.timestamp, "");
    }

    function test_hostileAccountCostsARelayNoMoreThanItsShare() public {
        address[3] memory hostile = [
            address(new GasBurningAccount()), address(new ConsentBomb()), address(new WritingAccount())
        ];
        for (uint256 i = 0; i < hostile.length; ++i) {
            admit(ask(hostile[i], 60 + i));
            vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, hostile[i]));
            uint256 before = gasleft();
            passes.endFor(policyId, hostile[i], block.timestamp, "");
            vm.assertLt(before - gasleft(), 600_000);
        }
    }

    // By a proof, for who lost the account

    function endByProof(Ask memory a) private {
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.prank(stranger);
        passes.endByProof(policyId, proof, signals);
    }

    function expectEndRefusal(Ask memory a, bytes memory revertData) private {
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.expectRevert(revertData);
        passes.endByProof(policyId, proof, signals);
        vm.assertTrue(passes.isAdmitted(policyId, holder));
    }

    function test_personEndsThePassOfALostAccount() public {
        Ask memory kept = keptProof();
        uint256[8] memory signals = signalsOf(ask(address(passes), 5));
        Proof memory proof = prove(signals);
        expectEnded(holder);
        vm.prank(stranger);
        passes.endByProof(policyId, proof, signals);
        assertEnded(kept);
    }

    function test_closedPolicyStillEndsPasses() public {
        vm.prank(protocol);
        policies.closePolicy(policyId);
        endByProof(ask(address(passes), 5));
        vm.assertFalse(passes.isAdmitted(policyId, holder));
    }

    function test_proofForAnAccountEndsNothing() public {
        Ask memory a = ask(holder, 5);
        expectEndRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryAccountMismatch.selector, uint256(uint160(holder)), address(passes)
            )
        );
    }

    function test_proofForTheRegistryAdmitsNobody() public {
        uint256[8] memory signals = signalsOf(ask(address(passes), 5));
        Proof memory proof = prove(signals);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryAccountMismatch.selector, uint256(uint160(address(passes))), holder
            )
        );
        passes.admit(policyId, holder, proof, signals, "");
        // The registry signs nothing.
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, address(passes)));
        passes.admit(policyId, address(passes), proof, signals, "");
    }

    function test_endByProofIsCheckedLikeAnAdmission() public {
        Ask memory a = ask(address(passes), 5);
        a.provenAt = block.timestamp + 1;
        expectEndRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofFromFuture.selector, block.timestamp + 1, block.timestamp
            )
        );
        a = ask(address(passes), 5);
        a.root = 123;
        expectEndRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryUnknownRoot.selector, 123));
        a = ask(address(passes), 5);
        a.expiresAt += 1;
        expectEndRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryInvalidExpiry.selector, a.expiresAt, block.timestamp + MAX_PASS_LIFE
            )
        );
        a = ask(address(passes), 5);
        a.provenAt = START;
        expectEndRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START, START));
        uint256[8] memory signals = signalsOf(ask(address(passes), 5));
        Proof memory garbage;
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.endByProof(policyId, garbage, signals);
        vm.prank(guardian);
        policies.pauseCircuitVersion(1);
        expectEndRefusal(
            ask(address(passes), 5), abi.encodeWithSelector(IPassRegistry.PassRegistryCircuitPaused.selector, 1)
        );
    }

    function test_endByProofUnderAnUnknownPolicyOrWithoutAPass() public {
        uint256[8] memory signals = signalsOf(ask(address(passes), 6));
        Proof memory proof = prove(signals);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryNoPass.selector, policyId, address(0)));
        passes.endByProof(policyId, proof, signals);
        vm.expectRevert(
            abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, bytes32(uint256(1)))
        );
        passes.endByProof(bytes32(uint256(1)), proof, signals);
    }

    function test_proofThatEndedOnceEndsNoLaterPass() public {
        Ask memory a = ask(address(passes), 5);
        endByProof(a);
        advance(60);
        admit(ask(holder, 5));
        expectEndRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofSpent.selector, START + 120, block.timestamp
            )
        );
    }

    // Gas limits

    /// @dev The share of gas that a consent may cost follows the percentage of the policy's circuit version.
    function test_gasPercentRaisesWhatAConsentMayCost() public {
        address account = address(new GasBurningAccount());
        admit(ask(account, 60));
        vm.prank(governor);
        policies.setGasPercent(1, 300);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, account));
        uint256 before = gasleft();
        passes.endFor(policyId, account, block.timestamp, "");
        uint256 used = before - gasleft();
        vm.assertGe(used, 1_500_000);
        vm.assertLt(used, 1_600_000);
    }
}
