// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

import {IPassRegistry, Proof} from "./interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "./interfaces/IPolicyRegistry.sol";
import {IPresentationVerifier} from "./interfaces/IPresentationVerifier.sol";
import {ITrustRegistry} from "./interfaces/ITrustRegistry.sol";
import {PresentationSignals} from "./libraries/PresentationSignals.sol";
import {UtcDate} from "./libraries/UtcDate.sol";

/// @title PassRegistry
contract PassRegistry is IPassRegistry, EIP712 {
    using PresentationSignals for uint256[8];

    /// @dev Every pass ends at midnight UTC, so that the moment says little about its holder.
    uint256 private constant EXPIRY_GRID = 1 days;
    /// @dev A verification takes about 240,000 gas; a point off the curve would burn whatever is forwarded.
    uint256 private constant VERIFIER_GAS = 400_000;
    bytes32 private constant SCOPE_TAG = keccak256("postern/scope/chain/1");
    bytes32 private constant ADMIT_TYPEHASH =
        keccak256("Admit(bytes32 policyId,uint256 nullifier,uint256 now,uint256 expiresAt)");

    /// @notice Where issuer keys and status roots are anchored.
    ITrustRegistry public immutable trustRegistry;
    /// @notice Where policies and verifiers are listed.
    IPolicyRegistry public immutable policyRegistry;

    mapping(bytes32 policyId => mapping(address account => Pass)) private _passes;
    /// @dev Keyed by scope, and by the tag because a pass knows no more of its nullifier.
    mapping(uint256 scope => mapping(uint176 nullifierTag => NullifierRecord)) private _records;

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
        // 1. No signal is compared or used as a key before it is known to be canonical.
        _requireFieldElements(signals);

        // 2. The proof is about this policy, this registry on this chain, and this account.
        (IPolicyRegistry.Policy memory policy, IPolicyRegistry.CircuitVersion memory circuit) =
            policyRegistry.admissionTerms(policyId);
        if (policy.closed || policy.stopped) revert PassRegistryPolicyClosed(policyId);
        _requireAddressed(policy, account, signals);

        // 3. The identical proof again changes nothing, whoever sends it.
        uint176 tag = uint176(signals.nullifier());
        NullifierRecord memory record = _records[signals.scope()][tag];
        Pass memory present = _passes[policyId][account];
        bool occupied = _counts(policy, present);
        if (occupied && _isRepeat(present, tag, record, signals)) return;

        // 4. Time, root and expiry fit the policy and the block.
        _requireTimely(policy, signals);
        _requireExpiry(policy, signals);

        // 5. The account wants this pass.
        if (msg.sender != account) _requireConsent(policyId, account, signals, accountSignature);

        // 6. The proof is unspent, the account is free, and a move has waited.
        if (signals.provenAt() <= record.lastNow) revert PassRegistryProofSpent(signals.provenAt(), record.lastNow);
        if (occupied && present.nullifierTag != tag) revert PassRegistryAccountTaken(policyId, account);
        _requireMovable(policy, account, record);

        // 7. The proof stands.
        _requireProof(policy.circuitVersion, circuit, proof, signals);

        // 8. Effects.
        _record(policyId, account, tag, record, signals);
    }

    /// @inheritdoc IPassRegistry
    function end(bytes32 policyId) external {
        Pass memory pass = _passes[policyId][msg.sender];
        if (pass.expiresAt == 0) revert PassRegistryNoPass(policyId, msg.sender);
        uint256 scope = scopeOf(policyRegistry.policy(policyId).scopeId);
        _records[scope][pass.nullifierTag].lastNow = uint40(block.timestamp);
        delete _passes[policyId][msg.sender];
        emit PassEnded(policyId, msg.sender, pass.nullifierTag);
    }

    // Views

    /// @inheritdoc IPassRegistry
    function isAdmitted(bytes32 policyId, address account) external view returns (bool) {
        Pass memory pass = _passes[policyId][account];
        if (block.timestamp >= pass.expiresAt) return false;
        (uint64 notBefore, bool stopped) = policyRegistry.passGate(policyId);
        return !stopped && pass.admittedAt >= notBefore;
    }

    /// @inheritdoc IPassRegistry
    function passOf(bytes32 policyId, address account) external view returns (Pass memory) {
        return _passes[policyId][account];
    }

    /// @inheritdoc IPassRegistry
    function personOf(bytes32 policyId, address account) external view returns (uint176) {
        Pass memory pass = _passes[policyId][account];
        if (block.timestamp >= pass.expiresAt) return 0;
        (uint64 notBefore, bool stopped) = policyRegistry.passGate(policyId);
        return !stopped && pass.admittedAt >= notBefore ? pass.nullifierTag : 0;
    }

    /// @inheritdoc IPassRegistry
    function nullifierRecord(uint256 scope, uint176 nullifierTag) external view returns (NullifierRecord memory) {
        return _records[scope][nullifierTag];
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

    // Checks, in the order of `admit`

    function _requireFieldElements(uint256[8] calldata signals) private pure {
        unchecked {
            for (uint256 i = 0; i < PresentationSignals.COUNT; ++i) {
                if (signals[i] >= PresentationSignals.FIELD_ORDER) revert PassRegistrySignalOutOfField(i);
            }
        }
    }

    function _requireAddressed(IPolicyRegistry.Policy memory policy, address account, uint256[8] calldata signals)
        private
        view
    {
        if (signals.policyHash() != policy.policyHash) {
            revert PassRegistryPolicyMismatch(signals.policyHash(), policy.policyHash);
        }
        uint256 scope = scopeOf(policy.scopeId);
        if (signals.scope() != scope) revert PassRegistryScopeMismatch(signals.scope(), scope);
        if (account == address(0) || signals.binding() != uint160(account)) {
            revert PassRegistryAccountMismatch(signals.binding(), account);
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

    function _requireTimely(IPolicyRegistry.Policy memory policy, uint256[8] calldata signals) private view {
        uint256 provenAt = signals.provenAt();
        if (provenAt > block.timestamp) revert PassRegistryProofFromFuture(provenAt, block.timestamp);
        if (block.timestamp - provenAt > policy.maxProofAge) {
            revert PassRegistryProofTooOld(provenAt, block.timestamp, policy.maxProofAge);
        }
        if (provenAt < policy.notBefore) revert PassRegistryProofBeforeNotBefore(provenAt, policy.notBefore);
        uint256 today = UtcDate.fromTimestamp(provenAt);
        if (signals.today() != today) revert PassRegistryDateMismatch(signals.today(), today);
    }

    /// @dev A pass may live `maxPassLife` from the moment at which its root was last current. So a revoked holder loses
    /// access one pass life after the anchor, and the grace for superseded roots adds nothing to it.
    function _requireExpiry(IPolicyRegistry.Policy memory policy, uint256[8] calldata signals) private view {
        uint256 root = signals.registryRoot();
        (bool known, uint64 supersededAt) = trustRegistry.rootInfo(root);
        if (!known) revert PassRegistryUnknownRoot(root);
        if (supersededAt != 0 && block.timestamp - supersededAt > policy.grace) {
            revert PassRegistryRootTooOld(root, supersededAt, policy.grace);
        }
        uint256 latest = (supersededAt == 0 ? block.timestamp : supersededAt) + policy.maxPassLife;
        uint256 expiresAt = signals.expiresAt();
        if (expiresAt <= block.timestamp || expiresAt > latest || expiresAt % EXPIRY_GRID != 0) {
            revert PassRegistryInvalidExpiry(expiresAt, latest);
        }
    }

    function _requireConsent(
        bytes32 policyId,
        address account,
        uint256[8] calldata signals,
        bytes calldata accountSignature
    ) private view {
        bytes32 digest = admitDigest(policyId, signals.nullifier(), signals.provenAt(), signals.expiresAt());
        if (!SignatureChecker.isValidSignatureNowCalldata(account, digest, accountSignature)) {
            revert PassRegistryConsentMissing(account);
        }
    }

    function _requireMovable(IPolicyRegistry.Policy memory policy, address account, NullifierRecord memory record)
        private
        view
    {
        if (record.account == address(0) || record.account == account) return;
        uint256 movableAt = uint256(record.movedAt) + policy.moveCooldown;
        if (block.timestamp < movableAt) revert PassRegistryMoveTooSoon(movableAt);
    }

    /// @dev The verifier gets a fixed share of gas, cannot write, and its answer is read as exactly one word.
    function _requireProof(
        uint32 version,
        IPolicyRegistry.CircuitVersion memory circuit,
        Proof calldata proof,
        uint256[8] calldata signals
    ) private view {
        if (circuit.disabled) revert PassRegistryCircuitDisabled(version);
        address verifier = circuit.verifier;
        if (verifier.codehash != circuit.codeHash) revert PassRegistryVerifierChanged(verifier);
        bytes4 selector = IPresentationVerifier.verifyProof.selector;
        bool stands;
        assembly ("memory-safe") {
            // Both arguments are 8 words each; they lie in calldata exactly as the verifier wants them.
            let input := mload(0x40)
            mstore(input, selector)
            calldatacopy(add(input, 0x04), proof, 0x100)
            calldatacopy(add(input, 0x104), signals, 0x100)
            let ok := staticcall(VERIFIER_GAS, verifier, input, 0x204, 0x00, 0x20)
            stands := and(and(ok, eq(returndatasize(), 0x20)), eq(mload(0x00), 1))
        }
        if (!stands) revert PassRegistryInvalidProof();
    }

    // Effects

    function _record(
        bytes32 policyId,
        address account,
        uint176 tag,
        NullifierRecord memory record,
        uint256[8] calldata signals
    ) private {
        if (record.account != account) {
            // A pass on the former account is ended only if it is this person's.
            if (record.account != address(0) && _passes[policyId][record.account].nullifierTag == tag) {
                delete _passes[policyId][record.account];
                emit PassEnded(policyId, record.account, tag);
            }
            record.account = account;
            record.movedAt = uint40(block.timestamp);
        }
        record.lastNow = uint40(signals.provenAt());
        _records[signals.scope()][tag] = record;

        uint40 expiresAt = uint40(signals.expiresAt());
        _passes[policyId][account] = Pass(expiresAt, uint40(block.timestamp), tag);
        emit PassAdmitted(policyId, account, tag, expiresAt, uint40(block.timestamp));
    }

    function _counts(IPolicyRegistry.Policy memory policy, Pass memory pass) private view returns (bool) {
        return block.timestamp < pass.expiresAt && !policy.stopped && pass.admittedAt >= policy.notBefore;
    }
}
