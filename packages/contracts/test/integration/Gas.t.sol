// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {IPresentationVerifier} from "../../src/interfaces/IPresentationVerifier.sol";
import {RealProofs} from "../utils/RealProofs.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Cheat codes that only this file uses.
interface MockVm {
    function mockCall(address target, bytes calldata data, bytes calldata answer) external;
    function clearMockedCalls() external;
}

/// @notice What transactions cost, real proofs and all, with every slot cold: forge runs each call as one of its own.
/// A view is a static call, which forge does not wrap: its figure is the call's alone, without what a transaction costs.
/// @dev Written to packages/contracts/snapshots/Gas.json; bin/gas.mjs compares.
/// forge-config: default.isolate = true
/// forge-config: slow.isolate = true
contract GasTest is RealProofs {
    function test_admit() public {
        admitAlone(itemOf(0));
        vm.assertLe(snapshot("admit, first time"), 350_000);
    }

    function test_renewal() public {
        admitEarlier(1 days, realPolicyId, itemOf(0).account);
        admitAlone(itemOf(0));
        vm.assertLe(snapshot("admit, renewal"), 350_000);
    }

    /// @dev Two fresh slots more than a first admission: from here on the registry keeps where the person was.
    function test_firstMove() public {
        admitEarlier(COOLDOWN, realPolicyId, alice);
        admitAlone(itemOf(0));
        snapshot("admit, first move");
        vm.assertFalse(passes.isAdmitted(realPolicyId, alice));
    }

    function test_laterMove() public {
        admitEarlier(2 * COOLDOWN, realPolicyId, alice);
        admitEarlier(COOLDOWN, realPolicyId, bob);
        admitAlone(itemOf(0));
        snapshot("admit, later move");
        vm.assertFalse(passes.isAdmitted(realPolicyId, bob));
    }

    /// @dev The person moved under another version; this admission takes the pass under this one along.
    function test_moveUnderAnotherVersion() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.circuitVersion = REAL_CIRCUIT;
        bytes32 other = createPolicy(p);
        admitEarlier(2 * COOLDOWN, realPolicyId, alice);
        admitEarlier(COOLDOWN, other, itemOf(0).account);
        admitAlone(itemOf(0));
        snapshot("admit, after a move under another version");
        vm.assertFalse(passes.isAdmitted(realPolicyId, alice));
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
        vm.assertLe(snapshot("verifyProof"), 250_000);
        uint256[16][] memory words = new uint256[16][](16);
        for (uint256 i = 0; i < 16; ++i) {
            words[i] = i == 0 ? w : wordsOf(i);
        }
        vm.assertTrue(realVerifier.verifyProofs(words));
        snapshot("verifyProofs of 16");
    }

    function test_endAndIsAdmitted() public {
        AdmissionItem memory item = itemOf(0);
        admitAlone(item);
        vm.assertTrue(passes.isAdmitted(item.policyId, item.account));
        vm.assertLe(snapshot("isAdmitted"), 10_000);
        vm.prank(item.account);
        passes.end(item.policyId);
        snapshot("end");
    }

    function test_otherEnds() public {
        AdmissionItem memory item = itemOf(0);
        uint176 tag = uint176(item.signals[0]);
        admitAlone(item);
        vm.warp(START + 60);
        uint256 before = vm.snapshotState();
        vm.prank(protocol);
        passes.endPass(item.policyId, tag);
        snapshot("endPass, by the owner");
        vm.revertToState(before);
        before = vm.snapshotState();
        vm.prank(guardian);
        passes.endPass(item.policyId, tag);
        snapshot("endPass, by the guardian");
        vm.revertToState(before);
        before = vm.snapshotState();
        bytes32 digest = passes.endDigest(item.account, item.policyId, tag, START, block.timestamp);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(1, digest);
        passes.endFor(item.policyId, item.account, block.timestamp, abi.encodePacked(r, s, v));
        snapshot("endFor");
        vm.revertToState(before);
        (Proof memory proof, uint256[8] memory signals) = ending();
        passes.endByProof(item.policyId, proof, signals);
        vm.assertLe(snapshot("endByProof"), 350_000);
    }

    function test_bar() public {
        AdmissionItem memory item = itemOf(0);
        admitAlone(item);
        uint40 until = uint40((block.timestamp / 1 days + 30) * 1 days);
        bytes32 scopeId = policies.policy(realPolicyId).scopeId;
        vm.startPrank(protocol);
        passes.bar(scopeId, uint176(item.signals[0]), until);
        snapshot("bar");
        passes.bar(scopeId, 99, until);
        snapshot("bar, of somebody new");
    }

    function test_createPolicy() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.salt = bytes32(uint256(1));
        createPolicy(p);
        snapshot("createPolicy, first of a scope");
        p.policyHash = 4343;
        createPolicy(p);
        snapshot("createPolicy, next version");
    }

    /// @dev What the guardian does in an emergency must fit a transaction whatever the tree holds.
    function test_emergencies() public {
        registerLeaf(issuerId, 2, 1, 1000);
        uint256 before = vm.snapshotState();
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        snapshot("removeLeaf");
        registerLeaf(issuerId, 3, 1, 1000);
        snapshot("registerLeaf, at a position that served before");
        vm.revertToState(before);
        before = vm.snapshotState();
        registerLeaf(issuerId, 3, 1, 1000);
        snapshot("registerLeaf");
        vm.revertToState(before);
        vm.prank(guardian);
        trust.suspendOperator(issuerId);
        snapshot("suspendOperator, 2 leaves");
    }

    /// @dev Storage keeps the URI in words of 32 bytes: what changes or is new among them is what the figures differ by.
    function test_anchor() public {
        anchorWith(1, "http://localhost:4101/t/demo-bank/status/1");
        vm.assertLe(snapshot("anchorStatus"), 300_000);
        anchorWith(2, uriOf(64, "2"));
        anchorWith(3, uriOf(64, "2"));
        vm.assertLe(snapshot("anchorStatus, 64-byte URI again"), 300_000);
        anchorWith(4, uriOf(64, "4"));
        vm.assertLe(snapshot("anchorStatus, 64-byte URI, new epoch in it"), 300_000);
        anchorWith(5, uriOf(63, "5"));
        anchorWith(6, uriOf(64, "6"));
        vm.assertLe(snapshot("anchorStatus, 64-byte URI, a byte longer"), 300_000);
        anchorWith(7, uriOf(96, "7"));
        snapshot("anchorStatus, 96-byte URI, a word longer");
        anchorWith(8, uriOf(96, "8"));
        vm.assertLe(snapshot("anchorStatus, 96-byte URI, new epoch in it"), 300_000);
    }

    function test_anchorOfAStaleLeaf() public {
        // Not the only leaf, or zeroing it would bring back the root of the empty tree, which has its record already.
        registerLeaf(issuerId, 2, 1, 1000);
        advance(HEARTBEAT + 1);
        trust.zeroStaleLeaf(issuerId, LIST);
        anchorWith(1, "http://localhost:4101/t/demo-bank/status/1");
        snapshot("anchorStatus, stale leaf");
    }

    function admitAlone(AdmissionItem memory item) private {
        vm.prank(item.account);
        passes.admit(item.policyId, item.account, item.proof, item.signals, "");
    }

    /// @dev Admits the person of the first real proof, at a time before it. There is one real proof for each person, so
    /// this one is let through.
    function admitEarlier(uint256 duration, bytes32 version, address account) private {
        vm.warp(START - duration);
        Ask memory a = ask(account, wordsOf(0)[8]);
        a.policyId = version;
        uint256[8] memory signals = signalsOf(a);
        Proof memory none;
        bytes memory anyProof = abi.encodePacked(IPresentationVerifier.verifyProof.selector);
        MockVm(address(vm)).mockCall(address(realVerifier), anyProof, abi.encode(true));
        vm.prank(account);
        passes.admit(version, account, none, signals, "");
        MockVm(address(vm)).clearMockedCalls();
        vm.warp(START);
    }

    /// @dev Root and content hash fill their words, as real ones do.
    function anchorWith(uint64 epoch, string memory uri) private {
        uint256 statusRoot = uint256(keccak256(abi.encode(epoch))) >> 3;
        bytes32 contentHash = keccak256(abi.encode(statusRoot));
        vm.prank(operator);
        trust.anchorStatus(issuerId, LIST, epoch, statusRoot, contentHash, keccak256(abi.encode(contentHash)), uri);
    }

    function uriOf(uint256 length, bytes1 end) private pure returns (string memory) {
        bytes memory uri = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            uri[i] = i == length - 1 ? end : bytes1("x");
        }
        return string(uri);
    }

    function snapshot(string memory name) private returns (uint256) {
        vm.snapshotGasLastCall("Gas", name);
        return vm.lastCallGas().gasTotalUsed;
    }
}
