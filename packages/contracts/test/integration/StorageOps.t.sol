// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Cheat codes that only this file uses.
interface StorageVm {
    function record() external;
    function accesses(address target) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function load(address target, bytes32 slot) external view returns (bytes32);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
}

/// @notice What each call writes: slots that were zero, slots that change, slots that it clears. The second gas table of the
/// README is made of these counts (snapshots/StorageOps.json) and of the gas of Gas.t.sol.
contract StorageOpsTest is PosternFixture {
    StorageVm private constant STORAGE_VM = StorageVm(address(uint160(uint256(keccak256("hevm cheat code")))));
    string private _expected;
    Ask private _ask;
    uint64 private _epoch;
    address private _holder = vm.addr(500);

    function setUp() public override {
        super.setUp();
        _expected = vm.readFile("packages/contracts/snapshots/StorageOps.json");
        anchorLong(1);
    }

    /// @dev Runs a call twice from the same state: first to see what it writes, then to compare before and after.
    function measure(string memory name, function() internal action) private {
        address[3] memory contracts = [address(trust), address(policies), address(passes)];
        uint256 start = vm.snapshotState();
        STORAGE_VM.record();
        action();
        bytes32[][3] memory writes;
        for (uint256 i = 0; i < 3; ++i) {
            (, writes[i]) = STORAGE_VM.accesses(contracts[i]);
        }
        vm.revertToState(start);
        bytes32[][3] memory before;
        for (uint256 i = 0; i < 3; ++i) {
            before[i] = new bytes32[](writes[i].length);
            for (uint256 j = 0; j < writes[i].length; ++j) {
                before[i][j] = STORAGE_VM.load(contracts[i], writes[i][j]);
            }
        }
        action();
        uint256[3] memory counts;
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 j = 0; j < writes[i].length; ++j) {
                if (seenBefore(writes[i], j)) continue;
                bytes32 after_ = STORAGE_VM.load(contracts[i], writes[i][j]);
                if (before[i][j] == after_) continue;
                ++counts[before[i][j] == 0 ? 0 : after_ == 0 ? 2 : 1];
            }
        }
        string memory key = string.concat("$['", name, "']");
        vm.assertEq(counts[0], vm.parseJsonUint(_expected, string.concat(key, ".fresh")), name);
        vm.assertEq(counts[1], vm.parseJsonUint(_expected, string.concat(key, ".changed")), name);
        vm.assertEq(counts[2], vm.parseJsonUint(_expected, string.concat(key, ".cleared")), name);
    }

    function seenBefore(bytes32[] memory slots, uint256 index) private pure returns (bool) {
        for (uint256 i = 0; i < index; ++i) {
            if (slots[i] == slots[index]) return true;
        }
        return false;
    }

    function admitAsk() private {
        admit(_ask);
    }

    function anchorNext() private {
        anchorLong(_epoch + 1);
    }

    /// @dev 64 bytes with the epoch at the end, as our issuer sends; root and hash fill their words.
    function anchorLong(uint64 epoch) private {
        _epoch = epoch;
        bytes memory uri = "https://issuer.example.com/t/aurora-bank/status/bits/1?epoch=000";
        uri[63] = bytes1(uint8(48 + epoch));
        uint256 statusRoot = uint256(keccak256(abi.encode(epoch))) >> 3;
        vm.prank(operator);
        trust.anchorStatus(issuerId, LIST, epoch, statusRoot, keccak256(uri), keccak256("head"), string(uri));
    }

    function endAlone() private {
        vm.prank(_holder);
        passes.end(policyId);
    }

    function endAsOwner() private {
        vm.prank(protocol);
        passes.endPass(policyId, 1);
    }

    function barNew() private {
        bytes32 scopeId = policies.computeScopeId(protocol, 0);
        vm.prank(protocol);
        passes.bar(scopeId, 99, uint40((block.timestamp / 1 days + 1) * 1 days));
    }

    function sixteen() private {
        AdmissionItem[] memory items = new AdmissionItem[](16);
        for (uint256 i = 0; i < 16; ++i) {
            items[i] = personItem(i + 1);
        }
        passes.admitBatch(items);
    }

    function createFirst() private {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.salt = bytes32(uint256(7));
        createPolicy(p);
    }

    function test_countsAreThoseOfTheSecondGasTable() public {
        measure("anchorStatus, 64-byte URI, new epoch in it", anchorNext);
        measure("createPolicy, first of a scope", createFirst);
        measure("bar, of somebody new", barNew);
        measure("admitBatch of 16", sixteen);
        _ask = ask(_holder, 5001);
        measure("admit, first time", admitAsk);
        advance(1 days);
        _ask = ask(_holder, 5001);
        measure("admit, renewal", admitAsk);
        advance(COOLDOWN);
        _ask = ask(alice, 5001);
        measure("admit, first move", admitAsk);
        advance(COOLDOWN);
        _ask = ask(bob, 5001);
        measure("admit, later move", admitAsk);
    }

    function test_countsOfEnds() public {
        admit(ask(_holder, 1));
        advance(60);
        uint256 start = vm.snapshotState();
        measure("end", endAlone);
        vm.revertToState(start);
        measure("endPass, by the owner", endAsOwner);
    }
}
