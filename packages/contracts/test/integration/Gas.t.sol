// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem} from "../../src/interfaces/IPassRegistry.sol";
import {RealProofs} from "../utils/RealProofs.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What transactions cost, real proofs and all, with every slot cold: forge runs each call as one of its own.
/// @dev Written to packages/contracts/snapshots/Gas.json; bin/gas.mjs compares.
/// forge-config: default.isolate = true
/// forge-config: slow.isolate = true
contract GasTest is RealProofs {
    function test_admit() public {
        AdmissionItem memory item = itemOf(0);
        vm.prank(item.account);
        passes.admit(item.policyId, item.account, item.proof, item.signals, "");
        vm.assertLe(snapshot("admit, first time"), 350_000);
    }

    function test_admitBatch() public {
        uint256 before = vm.snapshotState();
        AdmissionItem memory item = itemOf(0);
        passes.admit(item.policyId, item.account, item.proof, item.signals, item.accountSignature);
        uint256 single = snapshot("admit, first time, relayed");
        uint256[4] memory sizes = [uint256(1), 4, 16, 32];
        for (uint256 i = 0; i < sizes.length; ++i) {
            vm.revertToState(before);
            before = vm.snapshotState();
            vm.assertEq(passes.admitBatch(batchOf(sizes[i])), sizes[i]);
            uint256 gas = snapshot(string.concat("admitBatch of ", vm.toString(sizes[i])));
            // From 4 on a proof costs less in a batch; 16 cost at most half.
            if (sizes[i] >= 4) vm.assertLt(gas, single * sizes[i]);
            if (sizes[i] >= 16) vm.assertLe(gas * 2, single * sizes[i]);
        }
    }

    function test_verification() public {
        uint256[16] memory w = wordsOf(0);
        AdmissionItem memory item = itemOf(0);
        vm.assertTrue(realVerifier.verifyProof(item.proof.a, item.proof.b, item.proof.c, item.signals));
        vm.assertLe(snapshot("verifyProof, as a transaction"), 21_000 + 10_000 + 250_000);
        uint256[16][] memory words = new uint256[16][](16);
        for (uint256 i = 0; i < 16; ++i) {
            words[i] = i == 0 ? w : wordsOf(i);
        }
        vm.assertTrue(realVerifier.verifyProofs(words));
        snapshot("verifyProofs of 16, as a transaction");
    }

    function test_endAndIsAdmitted() public {
        AdmissionItem memory item = itemOf(0);
        vm.prank(item.account);
        passes.admit(item.policyId, item.account, item.proof, item.signals, "");
        vm.assertTrue(passes.isAdmitted(item.policyId, item.account));
        snapshot("isAdmitted, as a transaction");
        vm.prank(item.account);
        passes.end(item.policyId);
        snapshot("end");
    }

    function test_anchor() public {
        anchor(leafIndex, 1, 12345);
        vm.assertLe(snapshot("anchorStatus"), 300_000);
    }

    function snapshot(string memory name) private returns (uint256) {
        vm.snapshotGasLastCall("Gas", name);
        return vm.lastCallGas().gasTotalUsed;
    }
}
