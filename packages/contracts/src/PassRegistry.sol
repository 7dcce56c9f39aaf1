// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {AdmissionItem, IPassRegistry, Proof} from "./interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "./interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "./interfaces/ITrustRegistry.sol";
import {AccountConsent} from "./libraries/AccountConsent.sol";
import {PackedRecords} from "./libraries/PackedRecords.sol";
import {PresentationSignals} from "./libraries/PresentationSignals.sol";
import {UtcDate} from "./libraries/UtcDate.sol";
import {VerifierCalls} from "./libraries/VerifierCalls.sol";

/// @title PassRegistry
contract PassRegistry is IPassRegistry, EIP712 {
    using AccountConsent for address;
    using PackedRecords for uint256;
    using PackedRecords for NullifierRecord;
    using PresentationSignals for uint256[8];

    /// @dev Every pass ends at midnight UTC, so that the moment says little about its holder.
    uint256 private constant EXPIRY_GRID = 1 days;
    bytes32 private constant SCOPE_TAG = keccak256("postern/scope/chain/1");
    bytes32 private constant ADMIT_TYPEHASH =
        keccak256("Admit(bytes32 policyId,uint256 nullifier,uint256 now,uint256 expiresAt)");

    /// @dev What the checks of one admission found.
    struct Review {
        NullifierRecord record;
        bool repeated;
    }

    /// @notice Where issuer keys and status roots are anchored.
    ITrustRegistry public immutable trustRegistry;
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

    constructor(ITrustRegistry trustRegistry_, IPolicyRegistry policyRegistry_) EIP712("Postern PassRegistry", "1") {
        trustRegistry = trustRegistry_;
        policyRegistry = policyRegistry_;
    }

    /// @inheritdoc IPassRegistry
    function admit(
        bytes32 policyId,
        address account,
        Proof calldata proof,
        uint256[8] calldata signals,
        bytes calldata accountSignature
    ) external {
        IPolicyRegistry.AdmissionTerms memory terms = policyRegistry.admissionTerms(policyId);
        Review memory review;
        bytes memory refusal = _review(review, terms, policyId, account, signals, accountSignature);
        if (refusal.length != 0) _revertWith(refusal);
        if (review.repeated) return;
        if (!VerifierCalls.verifyProof(terms.verifier, proof, signals)) revert PassRegistryInvalidProof();
        _record(policyId, account, review.record, signals);
    }

    /// @inheritdoc IPassRegistry
    function admitBatch(AdmissionItem[] calldata items) external returns (uint256 admitted) {
        bytes memory input = VerifierCalls.prepare(items.length);
        address verifier;
        IPolicyRegistry.AdmissionTerms memory terms;
        for (uint256 i = 0; i < items.length; ++i) {
            AdmissionItem calldata item = items[i];
            // Nothing can change a policy between two items.
            if (i == 0 || item.policyId != items[i - 1].policyId) terms = policyRegistry.admissionTerms(item.policyId);
            Review memory review;
            bytes memory refusal =
                _review(review, terms, item.policyId, item.account, item.signals, item.accountSignature);
            if (refusal.length == 0 && admitted != 0 && terms.verifier != verifier && !review.repeated) {
                refusal = abi.encodeWithSelector(PassRegistryOtherVerifier.selector, terms.verifier, verifier);
            }
            if (refusal.length != 0) {
                emit AdmissionSkipped(i, item.policyId, item.account, bytes4(refusal));
                continue;
            }
            if (review.repeated) continue;
            verifier = terms.verifier;
            VerifierCalls.append(input, admitted++, item.proof);
            // Effects come before the proof is known to stand, for the next item is to see them. Until then nothing is
            // called that could write, and if the proof does not stand all is undone.
            _record(item.policyId, item.account, review.record, item.signals);
        }
        if (admitted != 0 && !VerifierCalls.verifyProofs(verifier, input, admitted)) revert PassRegistryInvalidProof();
    }

    /// @inheritdoc IPassRegistry
    function end(bytes32 policyId) external {
        Pass memory pass = _passes[policyId][msg.sender].unpackPass();
        if (pass.expiresAt == 0) revert PassRegistryNoPass(policyId, msg.sender);
        uint256 scope = scopeOf(policyRegistry.policy(policyId).scopeId);
        NullifierRecord memory record = _records[scope][pass.nullifierTag].unpackRecord();
        record.lastNow = uint40(block.timestamp);
        _records[scope][pass.nullifierTag] = record.packRecord();
        delete _passes[policyId][msg.sender];
        emit PassEnded(policyId, msg.sender, pass.nullifierTag);
    }

    // Views

    /// @inheritdoc IPassRegistry
    function isAdmitted(bytes32 policyId, address account) external view returns (bool) {
        Pass memory pass = _passes[policyId][account].unpackPass();
        if (block.timestamp >= pass.expiresAt) return false;
        (uint64 notBefore, bool stopped) = policyRegistry.passGate(policyId);
        return !stopped && pass.admittedAt >= notBefore;
    }

    /// @inheritdoc IPassRegistry
    function passOf(bytes32 policyId, address account) external view returns (Pass memory) {
        return _passes[policyId][account].unpackPass();
    }

    /// @inheritdoc IPassRegistry
    function personOf(bytes32 policyId, address account) external view returns (uint176) {
        Pass memory pass = _passes[policyId][account].unpackPass();
        if (block.timestamp >= pass.expiresAt) return 0;
        (uint64 notBefore, bool stopped) = policyRegistry.passGate(policyId);
        return !stopped && pass.admittedAt >= notBefore ? pass.nullifierTag : 0;
    }

    /// @inheritdoc IPassRegistry
    function nullifierRecord(uint256 scope, uint176 nullifierTag) external view returns (NullifierRecord memory) {
        return _records[scope][nullifierTag].unpackRecord();
    }

    /// @inheritdoc IPassRegistry
    function accountOf(bytes32 policyId, uint176 nullifierTag) external view returns (address account) {
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

    /// @inheritdoc IPassRegistry
    function admitDigest(bytes32 policyId, uint256 nullifier, uint256 provenAt, uint256 expiresAt)
        public
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(ADMIT_TYPEHASH, policyId, nullifier, provenAt, expiresAt)));
    }

    // Checks: each returns the encoded error that refuses, or nothing. `admit` reverts with it, `admitBatch` skips.

    /// @dev Everything but the proof itself. Fills `review`.
    function _review(
        Review memory review,
        IPolicyRegistry.AdmissionTerms memory terms,
        bytes32 policyId,
        address account,
        uint256[8] calldata signals,
        bytes calldata accountSignature
    ) private view returns (bytes memory refusal) {
        // 1. No signal is compared or used as a key before it is known to be canonical.
        refusal = _checkFieldElements(signals);
        if (refusal.length != 0) return refusal;

        // 2. The proof is about this policy, this registry on this chain, and this account.
        refusal = _checkAddressed(terms, policyId, account, signals);
        if (refusal.length != 0) return refusal;

        // 3. The identical proof again changes nothing, whoever sends it.
        uint176 tag = uint176(signals.nullifier());
        review.record = _records[signals.scope()][tag].unpackRecord();
        Pass memory present = _passes[policyId][account].unpackPass();
        bool occupied = _counts(terms, present);
        if (occupied && _isRepeat(present, tag, review.record, signals)) {
            review.repeated = true;
            return refusal;
        }

        // 4. Time, root and expiry fit the policy and the block.
        refusal = _checkTime(terms, signals);
        if (refusal.length != 0) return refusal;
        refusal = _checkExpiry(terms, signals);
        if (refusal.length != 0) return refusal;

        // 5. The account wants this pass.
        if (msg.sender != account) {
            bytes32 digest = admitDigest(policyId, signals.nullifier(), signals.provenAt(), signals.expiresAt());
            if (!account.signed(digest, accountSignature)) {
                return abi.encodeWithSelector(PassRegistryConsentMissing.selector, account);
            }
        }

        // 6. The proof is unspent, the account is free, and a move has waited.
        if (signals.provenAt() <= review.record.lastNow) {
            return abi.encodeWithSelector(PassRegistryProofSpent.selector, signals.provenAt(), review.record.lastNow);
        }
        if (occupied && present.nullifierTag != tag) {
            return abi.encodeWithSelector(PassRegistryAccountTaken.selector, policyId, account);
        }
        refusal = _checkMove(terms, account, review.record);
        if (refusal.length != 0) return refusal;

        // 7. There is a verifier that may decide.
        return _checkVerifier(terms);
    }

    function _checkFieldElements(uint256[8] calldata signals) private pure returns (bytes memory refusal) {
        unchecked {
            for (uint256 i = 0; i < PresentationSignals.COUNT; ++i) {
                if (signals[i] >= PresentationSignals.FIELD_ORDER) {
                    return abi.encodeWithSelector(PassRegistrySignalOutOfField.selector, i);
                }
            }
        }
    }

    function _checkAddressed(
        IPolicyRegistry.AdmissionTerms memory terms,
        bytes32 policyId,
        address account,
        uint256[8] calldata signals
    ) private view returns (bytes memory refusal) {
        if (terms.standing == IPolicyRegistry.Standing.Unknown) {
            return abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, policyId);
        }
        if (terms.standing != IPolicyRegistry.Standing.Open) {
            return abi.encodeWithSelector(PassRegistryPolicyClosed.selector, policyId);
        }
        if (signals.policyHash() != terms.policyHash) {
            return abi.encodeWithSelector(PassRegistryPolicyMismatch.selector, signals.policyHash(), terms.policyHash);
        }
        uint256 scope = scopeOf(terms.scopeId);
        if (signals.scope() != scope) {
            return abi.encodeWithSelector(PassRegistryScopeMismatch.selector, signals.scope(), scope);
        }
        if (account == address(0) || signals.binding() != uint160(account)) {
            return abi.encodeWithSelector(PassRegistryAccountMismatch.selector, signals.binding(), account);
        }
    }

    function _isRepeat(Pass memory present, uint176 tag, NullifierRecord memory record, uint256[8] calldata signals)
        private
        pure
        returns (bool)
    {
        return present.nullifierTag == tag && present.expiresAt == signals.expiresAt()
            && record.lastNow == signals.provenAt();
    }

    function _checkTime(IPolicyRegistry.AdmissionTerms memory terms, uint256[8] calldata signals)
        private
        view
        returns (bytes memory refusal)
    {
        uint256 provenAt = signals.provenAt();
        if (provenAt > block.timestamp) {
            return abi.encodeWithSelector(PassRegistryProofFromFuture.selector, provenAt, block.timestamp);
        }
        if (block.timestamp - provenAt > terms.maxProofAge) {
            return abi.encodeWithSelector(
                PassRegistryProofTooOld.selector, provenAt, block.timestamp, terms.maxProofAge
            );
        }
        if (provenAt < terms.notBefore) {
            return abi.encodeWithSelector(PassRegistryProofBeforeNotBefore.selector, provenAt, terms.notBefore);
        }
        uint256 today = UtcDate.fromTimestamp(provenAt);
        if (signals.today() != today) {
            return abi.encodeWithSelector(PassRegistryDateMismatch.selector, signals.today(), today);
        }
    }

    /// @dev A pass may live `maxPassLife` from the moment at which its root was last current. So a revoked holder loses
    /// access one pass life after the anchor, and the grace for superseded roots adds nothing to it.
    function _checkExpiry(IPolicyRegistry.AdmissionTerms memory terms, uint256[8] calldata signals)
        private
        view
        returns (bytes memory refusal)
    {
        uint256 root = signals.registryRoot();
        (bool known, uint64 supersededAt) = trustRegistry.rootInfo(root);
        if (!known) return abi.encodeWithSelector(PassRegistryUnknownRoot.selector, root);
        if (supersededAt != 0 && block.timestamp - supersededAt > terms.grace) {
            return abi.encodeWithSelector(PassRegistryRootTooOld.selector, root, supersededAt, terms.grace);
        }
        uint256 latest = (supersededAt == 0 ? block.timestamp : supersededAt) + terms.maxPassLife;
        uint256 expiresAt = signals.expiresAt();
        if (expiresAt <= block.timestamp || expiresAt > latest || expiresAt % EXPIRY_GRID != 0) {
            return abi.encodeWithSelector(PassRegistryInvalidExpiry.selector, expiresAt, latest);
        }
    }

    function _checkMove(
        IPolicyRegistry.AdmissionTerms memory terms,
        address account,
        NullifierRecord memory record
    ) private view returns (bytes memory refusal) {
        if (record.account == address(0) || record.account == account) return refusal;
        uint256 movableAt = uint256(record.movedAt) + terms.moveCooldown;
        if (block.timestamp < movableAt) return abi.encodeWithSelector(PassRegistryMoveTooSoon.selector, movableAt);
    }

    function _checkVerifier(IPolicyRegistry.AdmissionTerms memory terms) private view returns (bytes memory refusal) {
        if (terms.disabled) {
            return abi.encodeWithSelector(PassRegistryCircuitDisabled.selector, terms.circuitVersion);
        }
        if (terms.paused) return abi.encodeWithSelector(PassRegistryCircuitPaused.selector, terms.circuitVersion);
        if (terms.verifier.codehash != terms.codeHash) {
            return abi.encodeWithSelector(PassRegistryVerifierChanged.selector, terms.verifier);
        }
    }

    function _revertWith(bytes memory refusal) private pure {
        assembly ("memory-safe") {
            revert(add(refusal, 0x20), mload(refusal))
        }
    }

    // Effects

    function _record(
        bytes32 policyId,
        address account,
        NullifierRecord memory record,
        uint256[8] calldata signals
    ) private {
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

    /// @dev Asked about open policies only: a stopped one was refused before.
    function _counts(IPolicyRegistry.AdmissionTerms memory terms, Pass memory pass) private view returns (bool) {
        return block.timestamp < pass.expiresAt && pass.admittedAt >= terms.notBefore;
    }
}
