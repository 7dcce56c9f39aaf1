// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PassRegistry} from "../../src/PassRegistry.sol";
import {PolicyRegistry} from "../../src/PolicyRegistry.sol";
import {TrustRegistry} from "../../src/TrustRegistry.sol";
import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {UtcDate} from "../../src/libraries/UtcDate.sol";
import {AcceptListVerifier} from "../utils/AcceptListVerifier.sol";
import {bound, vm} from "../utils/Vm.sol";

struct Log {
    bytes32[] topics;
    bytes data;
    address emitter;
}

interface VmLogs {
    function recordLogs() external;
    function getRecordedLogs() external returns (Log[] memory);
}

/// @notice Everything anybody can do, with ghost state that checks each transition as it happens.
contract PosternHandler {
    uint256 public constant PEOPLE = 4;
    address private constant PROTOCOL = address(0x63);
    address private constant STRANGER = address(0xBAD);

    TrustRegistry private immutable _trust;
    PolicyRegistry private immutable _policies;
    PassRegistry private immutable _passes;
    AcceptListVerifier private immutable _verifier;
    bytes32 private immutable _policyId;
    uint256 private immutable _scope;

    address[5] private _accounts = [address(0xA1), address(0xA2), address(0xA3), address(0xA4), address(0xA5)];
    uint256[] private _roots;
    mapping(bytes32 => bool) private _proven;
    mapping(uint256 root => bool) public dropped;
    mapping(address account => IPassRegistry.Pass) private _mirror;
    /// @dev The last proofs that were accepted or refused, to be replayed.
    uint256[8][] private _kept;

    uint256 public admissions;
    uint256 public violations;
    string public firstViolation;
    uint256 public strangerSuccesses;

    constructor(
        TrustRegistry trust,
        PolicyRegistry policies,
        PassRegistry passes,
        AcceptListVerifier verifier,
        bytes32 policyId
    ) {
        (_trust, _policies, _passes, _verifier, _policyId) = (trust, policies, passes, verifier, policyId);
        _scope = passes.scopeOf(policies.policy(policyId).scopeId);
        _roots.push(trust.currentRoot());
    }

    // Holders

    function admit(uint256 person, uint256 accountSeed, uint256 rootSeed, uint256 age, uint256 daysAhead) external {
        person = bound(person, 1, PEOPLE);
        address account = accountAt(bound(accountSeed, 0, _accounts.length - 1));
        uint256 provenAt = block.timestamp - bound(age, 0, 70 minutes);
        // Half of the time the current root, else one of the past.
        uint256 root = rootSeed % 2 == 0 ? _trust.currentRoot() : _roots[bound(rootSeed, 0, _roots.length - 1)];
        uint256[8] memory signals = [
            person,
            root,
            _policies.policy(_policyId).policyHash,
            _scope,
            uint256(uint160(account)),
            provenAt,
            UtcDate.fromTimestamp(provenAt),
            (block.timestamp / 1 days + bound(daysAhead, 0, 32)) * 1 days
        ];
        _kept.push(signals);
        submit(signals, account, account);
    }

    function replay(uint256 index) external {
        if (_kept.length == 0) return;
        uint256[8] memory signals = _kept[bound(index, 0, _kept.length - 1)];
        address account = address(uint160(signals[4]));
        submit(signals, account, account);
    }

    function push(uint256 index) external {
        if (_kept.length == 0) return;
        uint256[8] memory signals = _kept[bound(index, 0, _kept.length - 1)];
        address account = address(uint160(signals[4]));
        bytes32 before = stateOf(account);
        submit(signals, account, STRANGER);
        if (stateOf(account) != before) ++strangerSuccesses;
    }

    function steal(uint256 index) external {
        if (_kept.length == 0) return;
        uint256[8] memory signals = _kept[bound(index, 0, _kept.length - 1)];
        Proof memory proof = proofOf(signals);
        signals[4] = uint256(uint160(STRANGER));
        vm.prank(STRANGER);
        try _passes.admit(_policyId, STRANGER, proof, signals, "") {
            ++strangerSuccesses;
        } catch {}
    }

    function end(uint256 accountSeed) external {
        address account = accountAt(bound(accountSeed, 0, _accounts.length - 1));
        VmLogs(address(vm)).recordLogs();
        vm.prank(account);
        try _passes.end(_policyId) {
            mirrorLogs();
            check(!_passes.isAdmitted(_policyId, account), "end did not end");
        } catch {}
    }

    // Operators, guardian, owner, anybody

    function anchor(uint256 leafSeed, uint256 epochStep, uint256 statusRoot) external {
        uint256 leaf = bound(leafSeed, 0, 1);
        uint64 before = _trust.leaf(leaf).epoch;
        bool removed = _trust.leaf(leaf).removed;
        uint64 epoch = before + uint64(bound(epochStep, 0, 2));
        try _trust.anchorStatus(leaf, epoch, bound(statusRoot, 1, 6), 0, "") {
            check(epoch > before, "P9: epoch did not rise");
            check(!removed, "P13: removed leaf anchored");
            _roots.push(_trust.currentRoot());
        } catch {
            check(_trust.leaf(leaf).epoch == before, "P9: refused anchor moved the epoch");
        }
    }

    function zeroStale(uint256 leafSeed) external {
        uint256 leaf = bound(leafSeed, 0, 1);
        uint64 epoch = _trust.leaf(leaf).epoch;
        vm.prank(STRANGER);
        try _trust.zeroStaleLeaf(leaf) {
            _roots.push(_trust.currentRoot());
        } catch {}
        check(_trust.leaf(leaf).epoch == epoch, "P9: zeroing moved the epoch");
    }

    function removeLeaf(uint256 leafSeed, uint256 chance) external {
        // Seldom, else nothing is left to test.
        if (chance % 16 != 0) return;
        uint256 leaf = bound(leafSeed, 0, 1);
        try _trust.removeLeaf(leaf) {
            _roots.push(_trust.currentRoot());
        } catch {}
        check(_trust.leaf(leaf).removed && !_trust.leaf(leaf).active, "P13: leaf is still there");
    }

    function dropRoot(uint256 index, uint256 chance) external {
        if (chance % 8 != 0) return;
        uint256 root = _roots[bound(index, 0, _roots.length - 1)];
        _trust.dropRoot(root);
        dropped[root] = true;
    }

    function dropHistory(uint256 chance) external {
        if (chance % 8 == 0) _trust.dropHistory();
    }

    function raiseNotBefore(uint256 to, uint256 chance) external {
        if (chance % 8 != 0) return;
        uint64 before = _policies.policy(_policyId).notBefore;
        try _policies.raiseNotBefore(_policyId, uint64(bound(to, block.timestamp - 2 days, block.timestamp + 10))) {
            check(_policies.policy(_policyId).notBefore > before, "P12: notBefore fell");
            check(_policies.policy(_policyId).notBefore <= block.timestamp, "P12: notBefore in the future");
        } catch {}
    }

    function closeOrStop(uint256 chance) external {
        if (chance % 64 > 1) return;
        IPolicyRegistry.Policy memory before = _policies.policy(_policyId);
        vm.prank(PROTOCOL);
        if (chance % 64 == 0) try _policies.closePolicy(_policyId) {} catch {}
        else try _policies.stopPolicy(_policyId) {} catch {}
        IPolicyRegistry.Policy memory policy = _policies.policy(_policyId);
        check(policy.closed || !before.closed, "P12: reopened");
        check(policy.stopped || !before.stopped, "P12: restarted");
    }

    function outsider(uint256 which) external {
        vm.prank(STRANGER);
        bytes memory call = [
            abi.encodeCall(_trust.createIssuer, (STRANGER, "")),
            abi.encodeCall(_trust.setOperator, (1, STRANGER)),
            abi.encodeCall(_trust.removeLeaf, (0)),
            abi.encodeCall(_trust.dropRoot, (1)),
            abi.encodeCall(_trust.dropHistory, ()),
            abi.encodeCall(_trust.anchorStatus, (0, type(uint64).max, 1, 0, ""))
        ][bound(which, 0, 5)];
        (bool ok,) = address(_trust).call(call);
        if (ok) ++strangerSuccesses;
        vm.prank(STRANGER);
        (ok,) = address(_policies).call(
            [
                abi.encodeCall(_policies.closePolicy, (_policyId)),
                abi.encodeCall(_policies.stopPolicy, (_policyId)),
                abi.encodeCall(_policies.raiseNotBefore, (_policyId, 1)),
                abi.encodeCall(_policies.disableCircuitVersion, (1)),
                abi.encodeCall(_policies.addCircuitVersion, (9, address(_verifier), address(_verifier).codehash))
            ][bound(which, 0, 4)]
        );
        if (ok) ++strangerSuccesses;
    }

    function pass(uint256 duration) external {
        vm.warp(block.timestamp + bound(duration, 1, 4 days));
    }

    function passMinutes(uint256 duration) external {
        vm.warp(block.timestamp + bound(duration, 1, 20 minutes));
    }

    // Ghost state

    function submit(uint256[8] memory signals, address account, address sender) private {
        IPassRegistry.NullifierRecord memory before = _passes.nullifierRecord(_scope, uint176(signals[0]));
        uint176 occupant = _passes.personOf(_policyId, account);
        bytes32 state = stateOf(account);
        Proof memory proof = proofOf(signals);
        _proven[keccak256(abi.encode(account, uint176(signals[0]), uint40(signals[7])))] = true;
        VmLogs(address(vm)).recordLogs();
        vm.prank(sender);
        try _passes.admit(_policyId, account, proof, signals, "") {
            ++admissions;
            mirrorLogs();
            IPassRegistry.NullifierRecord memory record = _passes.nullifierRecord(_scope, uint176(signals[0]));
            check(record.lastNow >= before.lastNow, "P3: lastNow fell");
            check(_passes.isAdmitted(_policyId, account), "admit did not admit");
            check(occupant == 0 || occupant == signals[0], "P7: took an account");
            if (before.account != address(0) && before.account != account) {
                check(block.timestamp >= uint256(before.movedAt) + 7 days, "P8: moved too soon");
                check(_passes.personOf(_policyId, before.account) != signals[0], "P2: left a pass behind");
            }
        } catch {
            check(stateOf(account) == state, "a refused call changed the pass");
        }
    }

    function proofOf(uint256[8] memory signals) private returns (Proof memory proof) {
        proof.a[0] = uint256(keccak256(abi.encode(signals)));
        _verifier.accept(proof.a, proof.b, proof.c, signals);
    }

    function mirrorLogs() private {
        Log[] memory logs = VmLogs(address(vm)).getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(_passes)) continue;
            address account = address(uint160(uint256(logs[i].topics[2])));
            if (logs[i].topics[0] == IPassRegistry.PassAdmitted.selector) {
                (uint176 tag, uint40 expiresAt, uint40 admittedAt) =
                    abi.decode(logs[i].data, (uint176, uint40, uint40));
                _mirror[account] = IPassRegistry.Pass(expiresAt, admittedAt, tag);
            } else if (logs[i].topics[0] == IPassRegistry.PassEnded.selector) {
                delete _mirror[account];
            }
        }
    }

    function check(bool holds, string memory what) private {
        if (holds) return;
        if (violations++ == 0) firstViolation = what;
    }

    function stateOf(address account) private view returns (bytes32) {
        return keccak256(abi.encode(_passes.passOf(_policyId, account)));
    }

    // Views for the properties

    function accountCount() external view returns (uint256) {
        return _accounts.length;
    }

    function accountAt(uint256 index) public view returns (address) {
        return _accounts[index];
    }

    function rootCount() external view returns (uint256) {
        return _roots.length;
    }

    function rootAt(uint256 index) external view returns (uint256) {
        return _roots[index];
    }

    function mirrored(address account) external view returns (IPassRegistry.Pass memory) {
        return _mirror[account];
    }

    function wasProven(address account, uint176 tag, uint40 expiresAt) external view returns (bool) {
        return _proven[keccak256(abi.encode(account, tag, expiresAt))];
    }
}
