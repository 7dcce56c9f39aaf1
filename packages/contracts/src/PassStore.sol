// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry} from "./interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "./interfaces/IPolicyRegistry.sol";
import {PackedRecords} from "./libraries/PackedRecords.sol";
import {PresentationSignals} from "./libraries/PresentationSignals.sol";

/// @title PassStore
/// @notice Passes and records of persons: where they are kept, how they are read, and what an admission or an end writes.
/// @dev The half of {PassRegistry} that decides nothing.
abstract contract PassStore is IPassRegistry {
    using PackedRecords for uint256;
    using PackedRecords for NullifierRecord;
    using PresentationSignals for uint256[8];

    bytes32 private constant SCOPE_TAG = keccak256("postern/scope/chain/1");

    /// @notice Where policies and verifiers are listed.
    IPolicyRegistry public immutable policyRegistry;

    /// @dev One packed {Pass} each.
    mapping(bytes32 policyId => mapping(address account => uint256)) private _passes;
    /// @dev One packed {NullifierRecord} each. Keyed by scope, and by the tag because a pass knows no more of its nullifier.
    mapping(uint256 scope => mapping(uint176 nullifierTag => uint256)) private _records;
    /// @dev Account of the person before the first move; zero until then, so that a first admission pays nothing for it.
    mapping(uint256 scope => mapping(uint176 nullifierTag => address)) private _firstAccounts;
    /// @dev Account of the last admission under the policy; zero for the first account, of which a policy that never
    /// admitted the person cannot be told apart, and need not be.
    mapping(bytes32 policyId => mapping(uint176 nullifierTag => address)) private _lastAccounts;

    constructor(IPolicyRegistry policyRegistry_) {
        policyRegistry = policyRegistry_;
    }

    // Views

    /// @inheritdoc IPassRegistry
    function isAdmitted(bytes32 policyId, address account) public view returns (bool) {
        Pass memory pass = _passes[policyId][account].unpackPass();
        if (block.timestamp >= pass.expiresAt) return false;
        (uint64 notBefore, bool stopped) = policyRegistry.passGate(policyId);
        return !stopped && pass.admittedAt >= notBefore;
    }

    /// @inheritdoc IPassRegistry
    function passOf(bytes32 policyId, address account) public view returns (Pass memory) {
        return _passes[policyId][account].unpackPass();
    }

    /// @inheritdoc IPassRegistry
    function personOf(bytes32 policyId, address account) public view returns (uint176) {
        Pass memory pass = _passes[policyId][account].unpackPass();
        if (block.timestamp >= pass.expiresAt) return 0;
        (uint64 notBefore, bool stopped) = policyRegistry.passGate(policyId);
        return !stopped && pass.admittedAt >= notBefore ? pass.nullifierTag : 0;
    }

    /// @inheritdoc IPassRegistry
    function nullifierRecord(uint256 scope, uint176 nullifierTag) public view returns (NullifierRecord memory) {
        return _records[scope][nullifierTag].unpackRecord();
    }

    /// @inheritdoc IPassRegistry
    function accountOf(bytes32 policyId, uint176 nullifierTag) public view returns (address account) {
        account = _lastAccounts[policyId][nullifierTag];
        if (account != address(0)) return account;
        uint256 scope = scopeOf(policyRegistry.policy(policyId).scopeId);
        account = _firstAccounts[scope][nullifierTag];
        if (account == address(0)) account = _records[scope][nullifierTag].unpackRecord().account;
    }

    /// @inheritdoc IPassRegistry
    function scopeOf(bytes32 scopeId) public view returns (uint256) {
        return uint256(keccak256(abi.encode(SCOPE_TAG, block.chainid, address(this), scopeId))) >> 8;
    }

    // Reading and writing

    function _passAt(bytes32 policyId, address account) internal view returns (Pass memory) {
        return _passes[policyId][account].unpackPass();
    }

    function _recordOf(uint256 scope, uint176 tag) internal view returns (NullifierRecord memory) {
        return _records[scope][tag].unpackRecord();
    }

    /// @dev Whatever proof was made until now is spent. `lastNow` never falls: no proof is from the future.
    function _spend(uint256 scope, uint176 tag, NullifierRecord memory record) internal {
        record.lastNow = uint40(block.timestamp);
        _records[scope][tag] = record.packRecord();
    }

    function _requirePass(bytes32 policyId, address account) internal view returns (Pass memory pass) {
        pass = _passAt(policyId, account);
        if (pass.expiresAt == 0) revert PassRegistryNoPass(policyId, account);
    }

    /// @dev Ends the pass of a person on an account, or reverts if there is none.
    function _end(bytes32 policyId, bytes32 scopeId, address account, uint176 tag) internal {
        if (_requirePass(policyId, account).nullifierTag != tag) revert PassRegistryNoPass(policyId, account);
        uint256 scope = scopeOf(scopeId);
        _spend(scope, tag, _recordOf(scope, tag));
        delete _passes[policyId][account];
        emit PassEnded(policyId, account, tag);
    }

    function _give(
        bytes32 policyId,
        address account,
        NullifierRecord memory record,
        uint256[8] calldata signals
    ) internal {
        uint176 tag = uint176(signals.nullifier());
        if (record.account != address(0)) _endElsewhere(policyId, account, record, signals.scope(), tag);
        if (record.account != account) {
            record.account = account;
            record.movedAt = uint40(block.timestamp);
        }
        record.lastNow = uint40(signals.provenAt());
        _records[signals.scope()][tag] = record.packRecord();

        uint40 expiresAt = uint40(signals.expiresAt());
        _passes[policyId][account] = PackedRecords.packPass(expiresAt, uint40(block.timestamp), tag);
        emit PassAdmitted(policyId, account, tag, expiresAt, uint40(block.timestamp));
    }

    /// @dev Ends the person's pass under this policy on another account. That need not be the account before: policies of
    /// a scope share the record, and a move under one of them leaves the passes under the others where they are.
    function _endElsewhere(
        bytes32 policyId,
        address account,
        NullifierRecord memory record,
        uint256 scope,
        uint176 tag
    ) private {
        bool moves = record.account != account;
        // A renewal: what this policy gave the person is here, and nowhere else. Most admissions are, so they read no more.
        if (!moves && _passes[policyId][account].unpackPass().nullifierTag == tag) return;

        address first = _firstAccounts[scope][tag];
        if (first == address(0)) {
            first = record.account;
            if (moves) _firstAccounts[scope][tag] = first;
        }
        address last = _lastAccounts[policyId][tag];
        if (last == address(0)) last = first;
        if (last == account) return;
        _lastAccounts[policyId][tag] = account == first ? address(0) : account;

        // By now it may be another person's.
        if (_passes[policyId][last].unpackPass().nullifierTag != tag) return;
        delete _passes[policyId][last];
        emit PassEnded(policyId, last, tag);
    }
}
