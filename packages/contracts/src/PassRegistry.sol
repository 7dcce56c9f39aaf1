// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";

import {PassStore} from "./PassStore.sol";
import {AdmissionItem, IPassRegistry, Proof} from "./interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "./interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "./interfaces/ITrustRegistry.sol";
import {AccountConsent} from "./libraries/AccountConsent.sol";
import {AdmissionChecks} from "./libraries/AdmissionChecks.sol";
import {PresentationSignals} from "./libraries/PresentationSignals.sol";
import {VerifierCalls} from "./libraries/VerifierCalls.sol";

/// @title PassRegistry
contract PassRegistry is PassStore, EIP712 {
    using AccountConsent for address;
    using PresentationSignals for uint256[8];

    /// @dev A bar is lifted or renewed within this time; nobody is kept out for ever by mistake.
    uint256 private constant MAX_BAR = 366 days;
    uint256 private constant BAR_GRID = 1 days;
    bytes32 private constant ADMIT_TYPEHASH =
        keccak256("Admit(bytes32 policyId,uint256 nullifier,uint256 now,uint256 expiresAt)");
    bytes32 private constant END_TYPEHASH = keccak256(
        "End(address account,bytes32 policyId,uint176 nullifierTag,uint256 admittedAt,uint256 deadline)"
    );

    /// @dev What the checks of one admission found.
    struct Review {
        NullifierRecord record;
        /// The proof whose pass this is, once more: it is checked like any other, and then nothing is written.
        bool repeated;
    }

    /// @notice Where issuer keys and status roots are anchored.
    ITrustRegistry public immutable trustRegistry;

    constructor(ITrustRegistry trustRegistry_, IPolicyRegistry policyRegistry_)
        PassStore(policyRegistry_)
        EIP712("Postern PassRegistry", "1")
    {
        trustRegistry = trustRegistry_;
    }

    // Admitting

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
        _requireProof(terms, proof, signals);
        if (!review.repeated) _give(policyId, account, review.record, signals);
    }

    /// @inheritdoc IPassRegistry
    function admitBatch(AdmissionItem[] calldata items) external returns (uint256 admitted) {
        bytes memory input = VerifierCalls.prepare(items.length);
        uint256 proofs;
        IPolicyRegistry.AdmissionTerms memory first;
        IPolicyRegistry.AdmissionTerms memory terms;
        for (uint256 i = 0; i < items.length; ++i) {
            AdmissionItem calldata item = items[i];
            // Nothing can change a policy between two items.
            if (i == 0 || item.policyId != items[i - 1].policyId) terms = policyRegistry.admissionTerms(item.policyId);
            Review memory review;
            bytes memory refusal =
                _review(review, terms, item.policyId, item.account, item.signals, item.accountSignature);
            if (refusal.length == 0 && proofs != 0 && terms.verifier != first.verifier) {
                refusal = abi.encodeWithSelector(PassRegistryOtherVerifier.selector, terms.verifier, first.verifier);
            }
            if (refusal.length != 0) {
                emit AdmissionSkipped(i, item.policyId, item.account, bytes4(refusal));
                continue;
            }
            if (proofs == 0) first = terms;
            VerifierCalls.append(input, proofs++, item.proof);
            if (review.repeated) continue;
            // Effects come before the proof is known to stand, for the next item is to see them. Until then nothing is
            // called that could write, and if the proof does not stand all is undone.
            _give(item.policyId, item.account, review.record, item.signals);
            ++admitted;
        }
        if (proofs != 0 && !VerifierCalls.verifyProofs(first.verifier, first.gasPercent, input, proofs)) {
            revert PassRegistryInvalidProof();
        }
    }

    // Ending

    /// @inheritdoc IPassRegistry
    function end(bytes32 policyId) external {
        uint176 tag = _requirePass(policyId, msg.sender).nullifierTag;
        _end(policyId, policyRegistry.policy(policyId).scopeId, msg.sender, tag);
    }

    /// @inheritdoc IPassRegistry
    function endFor(bytes32 policyId, address account, uint256 deadline, bytes calldata accountSignature) external {
        if (block.timestamp > deadline) revert PassRegistryDeadlinePassed(deadline);
        IPolicyRegistry.AdmissionTerms memory terms = policyRegistry.admissionTerms(policyId);
        Pass memory pass = _requirePass(policyId, account);
        bytes32 digest = endDigest(account, policyId, pass.nullifierTag, pass.admittedAt, deadline);
        if (!account.signed(digest, accountSignature, terms.gasPercent)) revert PassRegistryConsentMissing(account);
        _end(policyId, terms.scopeId, account, pass.nullifierTag);
    }

    /// @inheritdoc IPassRegistry
    function endPass(bytes32 policyId, uint176 nullifierTag) external {
        if (!policyRegistry.mayTighten(policyId, msg.sender)) revert PassRegistryNotAllowed(policyId, msg.sender);
        _end(policyId, policyRegistry.policy(policyId).scopeId, accountOf(policyId, nullifierTag), nullifierTag);
    }

    /// @inheritdoc IPassRegistry
    function endByProof(bytes32 policyId, Proof calldata proof, uint256[8] calldata signals) external {
        IPolicyRegistry.AdmissionTerms memory terms = policyRegistry.admissionTerms(policyId);
        bytes memory refusal =
            AdmissionChecks.checkSubject(terms, policyId, scopeOf(terms.scopeId), address(this), signals);
        if (refusal.length == 0) {
            refusal = AdmissionChecks.checkStatement(terms, signals, trustRegistry, terms.grace);
        }
        uint176 tag = uint176(signals.nullifier());
        if (refusal.length == 0) refusal = _checkUnspent(_recordOf(signals.scope(), tag), signals);
        if (refusal.length != 0) _revertWith(refusal);
        _requireProof(terms, proof, signals);
        _end(policyId, terms.scopeId, accountOf(policyId, tag), tag);
    }

    /// @inheritdoc IPassRegistry
    function bar(bytes32 scopeId, uint176 nullifierTag, uint40 until) external {
        if (policyRegistry.scopeOwner(scopeId) != msg.sender) revert PassRegistryNotScopeOwner(scopeId, msg.sender);
        if (until % BAR_GRID != 0 || until > block.timestamp + MAX_BAR) {
            revert PassRegistryInvalidBar(until, block.timestamp + MAX_BAR);
        }
        uint256 scope = scopeOf(scopeId);
        NullifierRecord memory record = _recordOf(scope, nullifierTag);
        record.barredUntil = until;
        _spend(scope, nullifierTag, record);
        emit NullifierBarred(scopeId, nullifierTag, until);
    }

    // Digests

    /// @inheritdoc IPassRegistry
    function admitDigest(bytes32 policyId, uint256 nullifier, uint256 provenAt, uint256 expiresAt)
        public
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(keccak256(abi.encode(ADMIT_TYPEHASH, policyId, nullifier, provenAt, expiresAt)));
    }

    /// @inheritdoc IPassRegistry
    function endDigest(address account, bytes32 policyId, uint176 nullifierTag, uint256 admittedAt, uint256 deadline)
        public
        view
        returns (bytes32)
    {
        return _hashTypedDataV4(
            keccak256(abi.encode(END_TYPEHASH, account, policyId, nullifierTag, admittedAt, deadline))
        );
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
        // 1. The policy admits, and the proof is about it and this account.
        if (terms.standing == IPolicyRegistry.Standing.Ended) {
            return abi.encodeWithSelector(PassRegistryPolicyClosed.selector, policyId);
        }
        refusal = AdmissionChecks.checkSubject(terms, policyId, scopeOf(terms.scopeId), account, signals);
        if (refusal.length != 0) return refusal;

        // 2. What is there: another's pass, or the one that this proof renews.
        uint176 tag = uint176(signals.nullifier());
        review.record = _recordOf(signals.scope(), tag);
        Pass memory present = _passAt(policyId, account);
        bool occupied = block.timestamp < present.expiresAt && present.admittedAt >= terms.notBefore;
        if (occupied && present.nullifierTag != tag) {
            return abi.encodeWithSelector(PassRegistryAccountTaken.selector, policyId, account);
        }
        bool renews = occupied && review.record.account == account;

        // 3. Time, root, expiry and verifier; a first pass and a move want a fresher root than a renewal.
        refusal = AdmissionChecks.checkStatement(
            terms, signals, trustRegistry, renews ? terms.grace : terms.firstGrace
        );
        if (refusal.length != 0) return refusal;

        // 4. A pass that counts is only made longer, and who agreed to it need not agree again. Else the account wants it.
        if (renews && signals.expiresAt() < present.expiresAt) {
            return abi.encodeWithSelector(
                PassRegistryPassShortened.selector, signals.expiresAt(), present.expiresAt
            );
        }
        if (!renews && msg.sender != account) {
            bytes32 digest = admitDigest(policyId, signals.nullifier(), signals.provenAt(), signals.expiresAt());
            if (!account.signed(digest, accountSignature, terms.gasPercent)) {
                return abi.encodeWithSelector(PassRegistryConsentMissing.selector, account);
            }
        }

        // 5. The person is not barred, the proof is unspent or the very one that gave this pass, and a move has waited.
        review.repeated = renews && present.expiresAt == signals.expiresAt()
            && review.record.lastNow == signals.provenAt();
        if (!review.repeated) refusal = _checkUnspent(review.record, signals);
        if (refusal.length != 0) return refusal;
        return _checkPerson(terms, account, review.record);
    }

    function _checkUnspent(NullifierRecord memory record, uint256[8] calldata signals)
        private
        pure
        returns (bytes memory refusal)
    {
        if (signals.provenAt() <= record.lastNow) {
            return abi.encodeWithSelector(PassRegistryProofSpent.selector, signals.provenAt(), record.lastNow);
        }
    }

    function _checkPerson(
        IPolicyRegistry.AdmissionTerms memory terms,
        address account,
        NullifierRecord memory record
    ) private view returns (bytes memory refusal) {
        if (block.timestamp < record.barredUntil) {
            return abi.encodeWithSelector(PassRegistryBarred.selector, record.barredUntil);
        }
        if (record.account == address(0) || record.account == account) return refusal;
        uint256 movableAt = uint256(record.movedAt) + terms.moveCooldown;
        if (block.timestamp < movableAt) return abi.encodeWithSelector(PassRegistryMoveTooSoon.selector, movableAt);
    }

    function _requireProof(
        IPolicyRegistry.AdmissionTerms memory terms,
        Proof calldata proof,
        uint256[8] calldata signals
    ) private view {
        if (!VerifierCalls.verifyProof(terms.verifier, terms.gasPercent, proof, signals)) {
            revert PassRegistryInvalidProof();
        }
    }

    function _revertWith(bytes memory refusal) private pure {
        assembly ("memory-safe") {
            revert(add(refusal, 0x20), mload(refusal))
        }
    }
}
