// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PassRegistry} from "../../src/PassRegistry.sol";
import {PolicyRegistry} from "../../src/PolicyRegistry.sol";
import {TrustRegistry} from "../../src/TrustRegistry.sol";
import {AdmissionItem, IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {HarborVault} from "../../src/examples/HarborVault.sol";
import {DemoDollar} from "../../src/examples/DemoDollar.sol";
import {AcceptListVerifier} from "../utils/AcceptListVerifier.sol";
import {Log, vm} from "../utils/Vm.sol";

/// @notice What the actions act on.
struct World {
    TrustRegistry trust;
    PolicyRegistry policies;
    PassRegistry passes;
    AcceptListVerifier verifier;
    HarborVault vault;
    DemoDollar dollar;
    bytes32 policyId;
    /// @dev Same owner and salt, so the same scope: a new version of the policy.
    bytes32 newVersionId;
}

/// @notice Ghost state, and the checks of each admission as it happens.
abstract contract Ghost {
    uint256 public constant PEOPLE = 4;
    /// @dev Accounts are those of private keys 1 to 5.
    uint256 internal constant ACCOUNTS = 5;
    address internal constant PROTOCOL = address(0x63);
    address internal constant STRANGER = address(0xBAD);

    World internal _world;
    uint256 internal immutable _scope;

    address[] private _accounts;
    uint256[] internal _roots;
    mapping(bytes32 => bool) private _proven;
    /// @dev Dropped, and not current since.
    mapping(uint256 root => bool) public dropped;
    mapping(bytes32 policyId => mapping(address account => IPassRegistry.Pass)) private _mirror;
    mapping(address account => uint256) public deposited;
    /// @dev The last proofs that were accepted or refused, to be replayed.
    uint256[8][] internal _kept;

    uint256 public admissions;
    uint256 public batches;
    uint256 public repeats;
    uint256 public violations;
    string public firstViolation;
    uint256 public strangerSuccesses;
    uint256 public renewalsByOthers;
    uint256 public ends;

    constructor(World memory world) {
        _world = world;
        _scope = world.passes.scopeOf(world.policies.policy(world.policyId).scopeId);
        _roots.push(world.trust.currentRoot());
        for (uint256 key = 1; key <= ACCOUNTS; ++key) {
            _accounts.push(vm.addr(key));
        }
    }

    function check(bool holds, string memory what) internal {
        if (holds) return;
        if (violations++ == 0) firstViolation = what;
    }

    /// @dev A proof that stands for these signals and no others.
    function proofOf(uint256[8] memory signals) internal returns (Proof memory proof) {
        proof.a[0] = uint256(keccak256(abi.encode(signals)));
        _world.verifier.accept(proof.a, proof.b, proof.c, signals);
    }

    function policyOf(uint256[8] memory signals) internal view returns (bytes32) {
        return signals[2] == _world.policies.policy(_world.policyId).policyHash ? _world.policyId : _world.newVersionId;
    }

    function noteProven(bytes32 policyId, uint256[8] memory signals) internal {
        address account = address(uint160(signals[4]));
        _proven[keccak256(abi.encode(policyId, account, uint176(signals[0]), uint40(signals[7])))] = true;
    }

    /// @dev What was there before an admission was sent.
    struct Before {
        IPassRegistry.NullifierRecord record;
        bytes32 state;
        uint176 occupant;
        uint40 expiresAt;
        bool renews;
        bool admissible;
    }

    function look(bytes32 policyId, address account, uint256[8] memory signals) private view returns (Before memory b) {
        b.record = _world.passes.nullifierRecord(_scope, uint176(signals[0]));
        b.state = stateOf(policyId, account);
        b.occupant = _world.passes.personOf(policyId, account);
        b.expiresAt = _world.passes.passOf(policyId, account).expiresAt;
        b.renews = b.occupant == signals[0] && b.record.account == account;
        b.admissible = admissibleNow(policyId, signals, b.renews);
    }

    /// @dev Sends one admission and checks every transition that it makes.
    function submit(uint256[8] memory signals, address sender) internal {
        address account = address(uint160(signals[4]));
        bytes32 policyId = policyOf(signals);
        Before memory before = look(policyId, account, signals);
        Proof memory proof = proofOf(signals);
        noteProven(policyId, signals);
        vm.recordLogs();
        vm.prank(sender);
        try _world.passes.admit(policyId, account, proof, signals, "") {
            ++admissions;
            mirrorLogs();
            checkAdmitted(before, policyId, signals, sender);
        } catch {
            check(stateOf(policyId, account) == before.state, "a refused call changed the pass");
        }
    }

    function checkAdmitted(Before memory before, bytes32 policyId, uint256[8] memory signals, address sender) private {
        address account = address(uint160(signals[4]));
        IPassRegistry.NullifierRecord memory record = _world.passes.nullifierRecord(_scope, uint176(signals[0]));
        bool repeated = record.lastNow == before.record.lastNow;
        check(before.admissible, "P21-P23: admitted against circuit, root or horizon");
        check(sender == account || before.renews, "P29: a pass that its account did not want");
        check(!before.renews || signals[7] >= before.expiresAt, "P30: a renewal shortened the pass");
        check(block.timestamp >= before.record.barredUntil, "P31: a barred person was admitted");
        check(record.lastNow == signals[5], "P32: a proof that is not spent by its use, or was before");
        check(!repeated || stateOf(policyId, account) == before.state, "P32: a repeat changed the pass");
        check(record.lastNow >= before.record.lastNow, "P3: lastNow fell");
        check(_world.passes.isAdmitted(policyId, account), "admit did not admit");
        check(before.occupant == 0 || before.occupant == signals[0], "P7: took an account");
        if (before.record.account != address(0) && before.record.account != account) {
            check(block.timestamp >= uint256(before.record.movedAt) + 7 days, "P8: moved too soon");
            check(_world.passes.personOf(policyId, before.record.account) != signals[0], "P2: left a pass behind");
        }
    }

    /// @dev P21, P22, P23 in words of their own: the circuit is in use, the root known and fresh, the proof from before its
    /// end, the pass's end within one pass life of the moment at which the root was last current.
    function admissibleNow(bytes32 policyId, uint256[8] memory signals, bool renews) internal view returns (bool) {
        IPolicyRegistry.Policy memory policy = _world.policies.policy(policyId);
        IPolicyRegistry.CircuitVersion memory circuit = _world.policies.circuitVersion(policy.circuitVersion);
        if (circuit.disabled || circuit.paused || policy.closed || policy.stopped) return false;
        (bool known, uint64 supersededAt) = _world.trust.rootInfo(signals[1]);
        if (!known || dropped[signals[1]] && supersededAt != 0) return false;
        uint256 lastCurrent = supersededAt == 0 ? block.timestamp : supersededAt;
        if (signals[5] > lastCurrent || signals[5] + policy.maxProofAge < block.timestamp) return false;
        if (signals[5] < policy.notBefore || signals[7] <= block.timestamp) return false;
        uint256 grace = renews ? policy.grace : policy.firstGrace;
        return block.timestamp <= lastCurrent + grace && signals[7] <= lastCurrent + policy.maxPassLife;
    }

    /// @dev P25: each item leaves, in its place, the event that skips it or those of its admission, or is a repeat and
    /// leaves none. `records` are those of the persons before the batch.
    function checkBatch(
        AdmissionItem[] memory items,
        IPassRegistry.NullifierRecord[] memory records,
        uint256 admitted
    ) internal {
        Log[] memory logs = vm.getRecordedLogs();
        uint256 next;
        uint256 given;
        uint256 skipped;
        uint256 repeated;
        for (uint256 i = 0; i < items.length; ++i) {
            uint256[8] memory signals = items[i].signals;
            if (isRepeat(items[i].policyId, signals, records[signals[0]])) {
                ++repeated;
                continue;
            }
            while (next < logs.length && logs[next].topics[0] == IPassRegistry.PassEnded.selector) {
                mirrorLog(logs[next++]);
            }
            if (next == logs.length) break;
            Log memory log = logs[next++];
            if (log.topics[0] == IPassRegistry.AdmissionSkipped.selector) {
                ++skipped;
                check(uint256(log.topics[1]) == i, "P25: skipped another item");
                continue;
            }
            ++given;
            mirrorLog(log);
            check(log.topics[1] == items[i].policyId, "P25: admitted under another policy");
            check(address(uint160(uint256(log.topics[2]))) == items[i].account, "P25: admitted another account");
            check(block.timestamp >= records[signals[0]].barredUntil, "P31: a barred person was admitted");
            records[signals[0]].lastNow = uint40(signals[5]);
            records[signals[0]].account = items[i].account;
        }
        check(next == logs.length, "P25: an event too many");
        check(given == admitted, "P25: count of passes");
        check(skipped + admitted + repeated == items.length, "P25: count of items");
        repeats += repeated;
    }

    /// @dev By the passes that the events tell of, so also by those of earlier items of a batch.
    function isRepeat(
        bytes32 policyId,
        uint256[8] memory signals,
        IPassRegistry.NullifierRecord memory record
    ) private view returns (bool) {
        address account = address(uint160(signals[4]));
        IPassRegistry.Pass memory pass = _mirror[policyId][account];
        bool counts =
            block.timestamp < pass.expiresAt && pass.admittedAt >= _world.policies.policy(policyId).notBefore;
        return counts && pass.nullifierTag == signals[0] && pass.expiresAt == signals[7]
            && record.account == account && record.lastNow == signals[5] && block.timestamp >= record.barredUntil
            && admissibleNow(policyId, signals, true);
    }

    function mirrorLogs() internal {
        Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(_world.passes)) mirrorLog(logs[i]);
        }
    }

    function mirrorLog(Log memory log) private {
        address account = address(uint160(uint256(log.topics[2])));
        if (log.topics[0] == IPassRegistry.PassAdmitted.selector) {
            (uint176 tag, uint40 expiresAt, uint40 admittedAt) = abi.decode(log.data, (uint176, uint40, uint40));
            _mirror[log.topics[1]][account] = IPassRegistry.Pass(expiresAt, admittedAt, tag);
        } else if (log.topics[0] == IPassRegistry.PassEnded.selector) {
            delete _mirror[log.topics[1]][account];
        }
    }

    function stateOf(bytes32 policyId, address account) internal view returns (bytes32) {
        return keccak256(abi.encode(_world.passes.passOf(policyId, account)));
    }

    function noteRoot() internal {
        uint256 root = _world.trust.currentRoot();
        _roots.push(root);
        dropped[root] = false;
    }

    // Views for the properties

    function accountCount() external pure returns (uint256) {
        return ACCOUNTS;
    }

    function accountAt(uint256 index) public view returns (address) {
        return _accounts[index];
    }

    /// @dev The private key of one of the accounts.
    function keyOf(address account) internal view returns (uint256 key) {
        while (_accounts[key++] != account) {}
    }

    function rootCount() external view returns (uint256) {
        return _roots.length;
    }

    function rootAt(uint256 index) external view returns (uint256) {
        return _roots[index];
    }

    function mirrored(bytes32 policyId, address account) external view returns (IPassRegistry.Pass memory) {
        return _mirror[policyId][account];
    }

    function wasProven(bytes32 policyId, address account, uint176 tag, uint40 expiresAt)
        external
        view
        returns (bool)
    {
        return _proven[keccak256(abi.encode(policyId, account, tag, expiresAt))];
    }

    function scope() external view returns (uint256) {
        return _scope;
    }
}
