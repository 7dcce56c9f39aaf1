// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem, IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {PresentationSignals} from "../../src/libraries/PresentationSignals.sol";
import {RealProofs} from "../utils/RealProofs.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice Real proofs through the registry; see RealAdmission.tree.
contract RealAdmissionTest is RealProofs {
    uint256 private constant R = PresentationSignals.FIELD_ORDER;
    uint256 private constant Q = 21888242871839275222246405745257275088696311157297823662689037894645226208583;

    function admitItem(AdmissionItem memory item) private {
        passes.admit(item.policyId, item.account, item.proof, item.signals, item.accountSignature);
    }

    function expectNobody(uint256 count) private view {
        for (uint256 i = 0; i < count; ++i) {
            vm.assertFalse(passes.isAdmitted(realPolicyId, vm.addr(i + 1)));
        }
    }

    function test_everyProofIsAdmitted() public {
        vm.assertEq(passes.admitBatch(batchOf(HOLDERS)), HOLDERS);
        for (uint256 i = 0; i < HOLDERS; ++i) {
            vm.assertTrue(passes.isAdmitted(realPolicyId, vm.addr(i + 1)));
        }
    }

    /// forge-config: default.fuzz.runs = 32
    /// forge-config: slow.fuzz.runs = 256
    function testFuzz_everyBatchSizeStands(uint256 count) public {
        count = bound(count, 1, 6);
        admitItem(itemOf(7));
        vm.assertEq(passes.admitBatch(batchOf(count)), count);
    }

    // Flipped bits

    function testFuzz_flippedSignalIsRefusedAlone(uint256 holder, uint256 index, uint256 bit) public {
        (holder, index) = (bound(holder, 0, HOLDERS - 1), bound(index, 0, 7));
        uint256[16] memory words = wordsOf(holder);
        words[8 + index] ^= 1 << bound(bit, 0, 255);
        AdmissionItem memory item = itemOf(holder, words);
        vm.expectRevert();
        admitItem(item);
    }

    function testFuzz_flippedProofElementIsRefusedAlone(uint256 holder, uint256 index, uint256 bit) public {
        (holder, index) = (bound(holder, 0, HOLDERS - 1), bound(index, 0, 7));
        uint256[16] memory words = wordsOf(holder);
        words[index] ^= 1 << bound(bit, 0, 255);
        AdmissionItem memory item = itemOf(holder, words);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        admitItem(item);
    }

    function testFuzz_flippedSignalNeverGetsThroughABatch(uint256 place, uint256 index, uint256 bit) public {
        (place, index) = (bound(place, 0, 3), bound(index, 0, 7));
        uint256[16] memory words = wordsOf(place);
        words[8 + index] ^= 1 << bound(bit, 0, 255);
        AdmissionItem[] memory items = batchOf(4);
        items[place] = itemOf(place, words);
        try passes.admitBatch(items) returns (uint256 admitted) {
            vm.assertEq(admitted, 3);
            vm.assertFalse(passes.isAdmitted(realPolicyId, items[place].account));
        } catch {
            expectNobody(4);
        }
    }

    function testFuzz_flippedProofElementRevertsTheBatch(uint256 place, uint256 index, uint256 bit) public {
        (place, index) = (bound(place, 0, 3), bound(index, 0, 7));
        uint256[16] memory words = wordsOf(place);
        words[index] ^= 1 << bound(bit, 0, 255);
        AdmissionItem[] memory items = batchOf(4);
        items[place] = itemOf(place, words);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admitBatch(items);
        expectNobody(4);
    }

    function test_signalsPlusTheFieldOrderNeverReachTheVerifier() public {
        for (uint256 index = 0; index < 8; ++index) {
            uint256[16] memory words = wordsOf(0);
            words[8 + index] += R;
            AdmissionItem[] memory items = batchOf(2);
            items[0] = itemOf(0, words);
            expectSkip(0, items[0], IPassRegistry.PassRegistrySignalOutOfField.selector);
            uint256 before = vm.snapshotState();
            vm.assertEq(passes.admitBatch(items), 1);
            vm.revertToState(before);
        }
    }

    /// @dev The registry refuses such signals first; the verifier, asked by somebody else, does too.
    function test_theVerifierRefusesSignalsPlusTheFieldOrder() public view {
        for (uint256 index = 0; index < 8; ++index) {
            uint256[16][] memory words = new uint256[16][](2);
            (words[0], words[1]) = (wordsOf(0), wordsOf(1));
            vm.assertTrue(realVerifier.verifyProofs(words));
            words[index % 2][8 + index] += R;
            vm.assertFalse(realVerifier.verifyProofs(words));
        }
    }

    function test_theVerifierRefusesNothing() public view {
        vm.assertFalse(realVerifier.verifyProofs(new uint256[16][](0)));
    }

    // Errors that would cancel out

    /// @dev C₀ + D and C₁ − D: with equal coefficients both errors would be gone from the sum.
    function test_cancellingErrorsAreRefused() public {
        uint256[16] memory first = wordsOf(0);
        uint256[16] memory second = wordsOf(1);
        uint256[2] memory d = [uint256(1), 2];
        (first[6], first[7]) = plus(first[6], first[7], d[0], d[1]);
        (second[6], second[7]) = plus(second[6], second[7], d[0], Q - d[1]);
        uint256[16][] memory words = new uint256[16][](2);
        (words[0], words[1]) = (first, second);
        vm.assertFalse(realVerifier.verifyProofs(words));
        AdmissionItem[] memory items = batchOf(2);
        (items[0], items[1]) = (itemOf(0, first), itemOf(1, second));
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admitBatch(items);
    }

    /// @dev The same with the first proof, whose coefficient is 1, put right by the second.
    function testFuzz_noMultipleOfAnErrorCancels(uint256 factor) public view {
        factor = bound(factor, 1, type(uint128).max);
        uint256[16][] memory words = new uint256[16][](2);
        (words[0], words[1]) = (wordsOf(0), wordsOf(1));
        (words[1][6], words[1][7]) = plus(words[1][6], words[1][7], 1, 2);
        (uint256 x, uint256 y) = times(1, 2, factor);
        (words[0][6], words[0][7]) = plus(words[0][6], words[0][7], x, Q - y);
        vm.assertFalse(realVerifier.verifyProofs(words));
    }

    function test_proofsThatChangedPlacesAreRefused() public {
        AdmissionItem[] memory items = batchOf(2);
        (items[0].proof, items[1].proof) = (items[1].proof, items[0].proof);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.admitBatch(items);
    }

    /// @dev Groth16 proofs can be changed by anybody: (−A, −B, C) stands too. What a pass hangs on is the nullifier.
    function test_malleatedProofGainsNothing() public {
        AdmissionItem memory item = itemOf(0);
        admitItem(item);
        AdmissionItem memory twin = itemOf(0);
        twin.proof.a[1] = Q - twin.proof.a[1];
        twin.proof.b[1] = [Q - twin.proof.b[1][0], Q - twin.proof.b[1][1]];
        vm.assertTrue(realVerifier.verifyProof(twin.proof.a, twin.proof.b, twin.proof.c, twin.signals));
        vm.recordLogs();
        admitItem(twin);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.prank(item.account);
        passes.end(realPolicyId);
        vm.expectPartialRevert(IPassRegistry.PassRegistryProofSpent.selector);
        admitItem(twin);
    }

    function test_realProofBoundToTheRegistryEndsThePass() public {
        (Proof memory proof, uint256[8] memory signals) = ending();
        vm.assertEq(signals[4], uint256(uint160(address(passes))));
        AdmissionItem memory item = itemOf(0);
        admitItem(item);
        vm.warp(START + 60);
        vm.expectRevert(IPassRegistry.PassRegistryInvalidProof.selector);
        passes.endByProof(realPolicyId, item.proof, signals);
        passes.endByProof(realPolicyId, proof, signals);
        vm.assertFalse(passes.isAdmitted(realPolicyId, item.account));
    }

    function test_pointsOffTheCurveBurnNoMoreThanTheShare() public {
        AdmissionItem[] memory items = batchOf(4);
        items[2].proof.c[0] ^= 1;
        uint256 before = gasleft();
        try passes.admitBatch(items) {
            vm.assertTrue(false, "admitted");
        } catch {}
        // 4 × (storage, checks, signature) and the verifier's share of 540,000.
        vm.assertLt(before - gasleft(), 1_200_000);
    }

    function plus(uint256 x1, uint256 y1, uint256 x2, uint256 y2) private view returns (uint256 x, uint256 y) {
        (bool ok, bytes memory sum) = address(6).staticcall(abi.encode(x1, y1, x2, y2));
        require(ok, "ecadd");
        return abi.decode(sum, (uint256, uint256));
    }

    function times(uint256 x1, uint256 y1, uint256 factor) private view returns (uint256 x, uint256 y) {
        (bool ok, bytes memory product) = address(7).staticcall(abi.encode(x1, y1, factor));
        require(ok, "ecmul");
        return abi.decode(product, (uint256, uint256));
    }
}
