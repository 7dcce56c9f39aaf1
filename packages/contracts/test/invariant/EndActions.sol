// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {bound, vm} from "../utils/Vm.sol";
import {HolderActions} from "./HolderActions.sol";

/// @notice What ends a pass, and what keeps a person out.
abstract contract EndActions is HolderActions {
    function end(uint256 accountSeed, bool ofNewVersion) external {
        (bytes32 policyId, address account) = drawPass(accountSeed, ofNewVersion);
        bytes memory call = abi.encodeCall(_world.passes.end, (policyId));
        tryEnd(account, policyId, account, call);
    }

    function endFor(uint256 accountSeed, bool ofNewVersion, uint256 chance) external {
        (bytes32 policyId, address account) = drawPass(accountSeed, ofNewVersion);
        IPassRegistry.Pass memory pass = _world.passes.passOf(policyId, account);
        // Now and then a signature for another instance of the pass, or by another account.
        uint256 admittedAt = chance % 4 == 0 ? pass.admittedAt + 1 : pass.admittedAt;
        uint256 signer = keyOf(chance % 5 == 0 ? accountAt(chance % ACCOUNTS) : account);
        bytes32 digest =
            _world.passes.endDigest(account, policyId, pass.nullifierTag, admittedAt, block.timestamp);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(signer, digest);
        bytes memory signature = abi.encodePacked(r, s, v);
        bytes memory call = abi.encodeCall(_world.passes.endFor, (policyId, account, block.timestamp, signature));
        bool ended = tryEnd(STRANGER, policyId, account, call);
        check(!ended || admittedAt == pass.admittedAt, "P33: ended by a signature for another pass");
        check(!ended || vm.addr(signer) == account, "P33: ended by another account");
    }

    function endPass(uint256 person, bool ofNewVersion, uint256 chance) external {
        person = bound(person, 1, PEOPLE);
        bytes32 policyId = ofNewVersion ? _world.newVersionId : _world.policyId;
        address account = _world.passes.accountOf(policyId, uint176(person));
        address[3] memory callers = [PROTOCOL, address(this), STRANGER];
        address caller = callers[chance % 3];
        bytes memory call = abi.encodeCall(_world.passes.endPass, (policyId, uint176(person)));
        bool ended = tryEnd(caller, policyId, account, call);
        if (ended && caller == STRANGER) ++strangerSuccesses;
    }

    function endByProof(uint256 person, bool ofNewVersion, uint256 rootSeed, uint256 age) external {
        bytes32 policyId = ofNewVersion ? _world.newVersionId : _world.policyId;
        uint256[8] memory signals = draw(policyId, person, address(_world.passes), rootSeed, age, 9);
        address account = _world.passes.accountOf(policyId, uint176(signals[0]));
        uint256 lastNow = _world.passes.nullifierRecord(_scope, uint176(signals[0])).lastNow;
        Proof memory proof = proofOf(signals);
        bytes memory call = abi.encodeCall(_world.passes.endByProof, (policyId, proof, signals));
        bool ended = tryEnd(STRANGER, policyId, account, call);
        check(!ended || signals[5] > lastNow, "P33: ended by a spent proof");
        // It is bound to the registry: it admits nobody, and least of all the registry.
        vm.prank(STRANGER);
        try _world.passes.admit(policyId, address(_world.passes), proof, signals, "") {
            ++strangerSuccesses;
        } catch {}
    }

    /// @dev Seldom for long, else nobody is left to test.
    function bar(uint256 person, uint256 daysAhead, uint256 chance) external {
        person = bound(person, 1, PEOPLE);
        uint40 until = chance % 2 == 0 ? 0 : uint40((block.timestamp / 1 days + bound(daysAhead, 1, 3)) * 1 days);
        bytes32 scopeId = _world.policies.policy(_world.policyId).scopeId;
        IPassRegistry.NullifierRecord memory before = _world.passes.nullifierRecord(_scope, uint176(person));
        vm.prank(PROTOCOL);
        _world.passes.bar(scopeId, uint176(person), until);
        IPassRegistry.NullifierRecord memory record = _world.passes.nullifierRecord(_scope, uint176(person));
        check(record.barredUntil == until && record.lastNow == block.timestamp, "P31: the bar was not set");
        check(record.account == before.account && record.movedAt == before.movedAt, "P31: a bar moved a person");
        vm.prank(STRANGER);
        try _world.passes.bar(scopeId, uint176(person), 0) {
            ++strangerSuccesses;
        } catch {}
    }

    /// @dev Sends one end and checks what it did: this pass and no other, and nothing made until now brings it back.
    function tryEnd(address caller, bytes32 policyId, address account, bytes memory call) private returns (bool ended) {
        IPassRegistry.Pass memory pass = _world.passes.passOf(policyId, account);
        vm.recordLogs();
        vm.prank(caller);
        (ended,) = address(_world.passes).call(call);
        if (!ended) {
            check(_world.passes.passOf(policyId, account).expiresAt == pass.expiresAt, "P33: a refused end ended");
            return false;
        }
        ++ends;
        mirrorLogs();
        check(_world.passes.passOf(policyId, account).expiresAt == 0, "P33: the pass is still there");
        IPassRegistry.NullifierRecord memory record = _world.passes.nullifierRecord(_scope, pass.nullifierTag);
        check(record.lastNow == block.timestamp, "P33: proofs until now are not spent");
    }

    function drawPass(uint256 accountSeed, bool ofNewVersion) private view returns (bytes32, address) {
        return (
            ofNewVersion ? _world.newVersionId : _world.policyId, accountAt(bound(accountSeed, 0, ACCOUNTS - 1))
        );
    }
}
