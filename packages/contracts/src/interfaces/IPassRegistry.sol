// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice A Groth16 proof in the coordinate order of the EVM's pairing precompile.
/// @param a Point of G1, (x, y)
/// @param b Point of G2, (x, y), of each the imaginary part first
/// @param c Point of G1, (x, y)
struct Proof {
    uint256[2] a;
    uint256[2][2] b;
    uint256[2] c;
}

/// @notice The arguments of one {IPassRegistry-admit}, under the same names.
struct AdmissionItem {
    bytes32 policyId;
    address account;
    Proof proof;
    uint256[8] signals;
    bytes accountSignature;
}

/// @title IPassRegistry
/// @notice Turns a proof that an account's holder meets a policy into a pass of that account, which expires.
interface IPassRegistry {
    /// @notice One pass: the right of one account under one policy.
    /// @param expiresAt Unix seconds, midnight UTC; the pass counts before this moment
    /// @param admittedAt Unix seconds of the last admission
    /// @param nullifierTag Lowest 176 bits of the nullifier: the same person within the policy's scope
    struct Pass {
        uint40 expiresAt;
        uint40 admittedAt;
        uint176 nullifierTag;
    }

    /// @notice What the registry keeps of a person within a scope.
    /// @param account Account that the person is bound to; zero before the first admission
    /// @param lastNow Unix seconds at which the last proof was made or, if later, a pass was ended or the person barred; a
    /// proof made by then is spent
    /// @param movedAt Unix seconds at which the person was bound to the account
    /// @param barredUntil Unix seconds, midnight UTC, before which the person is not admitted; past or 0 = not barred
    struct NullifierRecord {
        address account;
        uint40 lastNow;
        uint40 movedAt;
        uint40 barredUntil;
    }

    /// @notice An account received or renewed a pass.
    /// @dev The last three are the members of {Pass}.
    event PassAdmitted(
        bytes32 indexed policyId, address indexed account, uint176 nullifierTag, uint40 expiresAt, uint40 admittedAt
    );
    /// @notice A pass ended before its time. It does not say by whom or why: by its account, by its person, by the policy's
    /// owner or the guardian, or because its person moved to another account.
    /// @param account The one that has no pass any more
    event PassEnded(bytes32 indexed policyId, address indexed account, uint176 nullifierTag);
    /// @notice The owner of a scope keeps a person out of it until a moment, or lets it in again.
    /// @param until Unix seconds, midnight UTC; past or 0 = not barred any more
    event NullifierBarred(bytes32 indexed scopeId, uint176 indexed nullifierTag, uint40 until);

    /// @notice An item of a batch was left out.
    /// @param index Its position in the batch, from 0
    /// @param reason Selector of the error that {admit} would revert with, or of {PassRegistryOtherVerifier}
    event AdmissionSkipped(
        uint256 indexed index, bytes32 indexed policyId, address indexed account, bytes4 reason
    );

    // Moments in errors are unix seconds; `provenAt` is the signal `now`.

    /// @notice A public signal is not below the field order.
    /// @param index Its position in `signals`, from 0
    error PassRegistrySignalOutOfField(uint256 index);
    /// @notice The policy admits nobody any more.
    error PassRegistryPolicyClosed(bytes32 policyId);
    /// @notice The proof is about other predicates than the policy's.
    error PassRegistryPolicyMismatch(uint256 given, uint256 expected);
    /// @notice The proof was made for another chain, registry or scope.
    error PassRegistryScopeMismatch(uint256 given, uint256 expected);
    /// @notice The proof was made for another account.
    /// @param binding Signal that names the account as a number
    error PassRegistryAccountMismatch(uint256 binding, address account);
    /// @notice The proof claims to come from the future.
    error PassRegistryProofFromFuture(uint256 provenAt, uint256 timestamp);
    /// @notice The proof is older than the policy allows.
    /// @param maxProofAge Seconds
    error PassRegistryProofTooOld(uint256 provenAt, uint256 timestamp, uint256 maxProofAge);
    /// @notice The proof was made before the policy's `notBefore`.
    error PassRegistryProofBeforeNotBefore(uint256 provenAt, uint256 notBefore);
    /// @notice `today` is not the UTC date of `now`. Both as YYYYMMDD.
    error PassRegistryDateMismatch(uint256 given, uint256 expected);
    /// @notice The expiry is past, off the UTC-day grid, or beyond the allowed life.
    /// @param latest Moment at which the proof's root was last current, plus the longest life of a pass
    error PassRegistryInvalidExpiry(uint256 expiresAt, uint256 latest);
    /// @notice The registry root is unknown or was dropped.
    error PassRegistryUnknownRoot(uint256 root);
    /// @notice The proof says that it was made after its registry root was superseded: make it against the current one.
    error PassRegistryRootSuperseded(uint256 root, uint256 supersededAt, uint256 provenAt);
    /// @notice The registry root was superseded longer ago than the policy's grace.
    /// @param grace Seconds; `grace` of the policy for the renewal of a pass that counts, else `firstGrace`
    error PassRegistryRootTooOld(uint256 root, uint256 supersededAt, uint256 grace);
    /// @notice A renewal cannot end before the pass that it renews.
    error PassRegistryPassShortened(uint256 expiresAt, uint256 present);
    /// @notice The owner of the scope keeps this person out until this moment.
    error PassRegistryBarred(uint256 until);
    /// @notice The account neither sent the call nor signed for it.
    error PassRegistryConsentMissing(address account);
    /// @notice The proof was used, or is older than one that was used, or than the end of the pass.
    error PassRegistryProofSpent(uint256 provenAt, uint256 lastNow);
    /// @notice Somebody else's pass lives on this account.
    error PassRegistryAccountTaken(bytes32 policyId, address account);
    /// @notice The person is bound to another account until this moment.
    error PassRegistryMoveTooSoon(uint256 movableAt);
    /// @notice The verifier of this circuit version is disabled.
    error PassRegistryCircuitDisabled(uint32 circuitVersion);
    /// @notice The verifier of this circuit version is paused.
    error PassRegistryCircuitPaused(uint32 circuitVersion);
    /// @notice The item needs another verifier than the items before it: a batch has one.
    error PassRegistryOtherVerifier(address given, address expected);
    /// @notice The verifier's code is not the code that was pinned.
    error PassRegistryVerifierChanged(address verifier);
    /// @notice The proof does not stand; of a batch, at least one does not.
    error PassRegistryInvalidProof();
    /// @notice The account has no pass under this policy, or not the person's.
    error PassRegistryNoPass(bytes32 policyId, address account);
    /// @notice Only the policy's owner and the guardian end a pass of somebody else.
    error PassRegistryNotAllowed(bytes32 policyId, address caller);
    /// @notice Only the owner of the scope's policies bars.
    error PassRegistryNotScopeOwner(bytes32 scopeId, address caller);
    /// @notice A bar ends at midnight UTC, 366 days from now at the latest.
    error PassRegistryInvalidBar(uint256 until, uint256 latest);
    /// @notice The signature served until this moment.
    error PassRegistryDeadlinePassed(uint256 deadline);

    /// @notice Admits an account, renews its pass, or moves its person's pass here from another account.
    /// @dev The renewal of a pass that counts, by the same nullifier on the same account, needs no signature. It cannot
    /// shorten the pass. The identical proof again, while it would be admitted and its pass counts, is checked in full,
    /// then writes nothing and succeeds: a retry is safe.
    /// What holds of the issuer's list: after an anchor, no pass is given by the root before it later than
    /// min(grace, maxProofAge), and only by proofs dated before the anchor; no such pass outlives the anchor by more than
    /// `maxPassLife`. A holder can date a proof back, but not further than that.
    /// @param policyId Policy that the proof is about
    /// @param account Account that receives the pass
    /// @param proof Made by the holder for these signals
    /// @param signals nullifier, registryRoot, policyHash, scope, binding (the account), now (unix seconds), today
    /// (YYYYMMDD), expiresAt (unix seconds, midnight UTC); each below the BN254 scalar field's order
    /// @param accountSignature Not read if the caller is `account`, or for a renewal. Else over {admitDigest}: 65 bytes r, s, v by the
    /// account's key, or for an account with code whatever its ERC-1271 takes
    function admit(
        bytes32 policyId,
        address account,
        Proof calldata proof,
        uint256[8] calldata signals,
        bytes calldata accountSignature
    ) external;

    /// @notice Does what {admit} does for many accounts, with one equation for all proofs.
    /// @dev Items are taken in order, each as if those before it were admitted. An item that {admit} would refuse for
    /// anything but its proof is skipped with {AdmissionSkipped}. One proof that does not stand reverts the whole: the
    /// equation does not tell which, so check proofs before paying for them. All items share one verifier.
    /// @param items See {admit}; the identical proof again changes nothing here too
    /// @return admitted How many passes were given, renewed or moved
    function admitBatch(AdmissionItem[] calldata items) external returns (uint256 admitted);

    /// @notice Ends the caller's pass under a policy. As after every end, proofs made until now cannot bring it back, a new
    /// one can, and the cool-down for moves goes on.
    function end(bytes32 policyId) external;

    /// @notice Ends the pass of an account that signed for it. Anybody sends it.
    /// @param deadline Unix seconds until which the signature serves
    /// @param accountSignature Over {endDigest} of the pass as it stands: a renewal voids it
    function endFor(bytes32 policyId, address account, uint256 deadline, bytes calldata accountSignature) external;

    /// @notice Ends the pass of a person, wherever it is. The policy's owner, or the guardian. Does not keep the person
    /// out: see {bar}.
    function endPass(bytes32 policyId, uint176 nullifierTag) external;

    /// @notice Ends the pass of whoever made the proof, wherever it is: for who lost the account. Anybody sends it; a closed
    /// policy takes it too.
    /// @dev Under the checks of a renewal. A proof says nothing of the parameters that are no predicates: where two policies
    /// of a scope have the same, it ends the pass under the one that its sender names.
    /// @param signals As for {admit}, with this registry's own address as binding: so it admits nobody
    function endByProof(bytes32 policyId, Proof calldata proof, uint256[8] calldata signals) external;

    /// @notice Keeps a person out of every policy of a scope until a date, or lets it in again. The scope's owner. A pass
    /// that counts goes on: end it by {endPass}.
    /// @param scopeId See {IPolicyRegistry-computeScopeId}
    /// @param until Unix seconds, midnight UTC, at most 366 days ahead; past or 0 lifts the bar
    function bar(bytes32 scopeId, uint176 nullifierTag, uint40 until) external;

    /// @notice Whether an account may act under a policy now. Never reverts; false for an unknown policy.
    function isAdmitted(bytes32 policyId, address account) external view returns (bool);

    /// @notice The stored pass, whether or not it counts; all zero if there is none.
    function passOf(bytes32 policyId, address account) external view returns (Pass memory);

    /// @notice The same number for every account of one person within the policy's scope; 0 without a pass that counts.
    /// @return nullifierTag Another number for the same person in another scope, or with another issuer's credential
    function personOf(bytes32 policyId, address account) external view returns (uint176 nullifierTag);

    /// @notice Record of a person within a scope.
    /// @param scope Field element of {scopeOf}, not a scope id
    /// @param nullifierTag Lowest 176 bits of the nullifier
    function nullifierRecord(uint256 scope, uint176 nullifierTag) external view returns (NullifierRecord memory);

    /// @notice The one account that can have a person's pass under this policy; zero before the first admission within
    /// the policy's scope. After a move under another policy of the scope it may be an account that the person left.
    function accountOf(bytes32 policyId, uint176 nullifierTag) external view returns (address);

    /// @notice Field element that a proof for this registry and scope id must carry as `scope`.
    /// @param scopeId See {IPolicyRegistry-computeScopeId}
    /// @return The upper 248 bits of keccak256(abi.encode(keccak256("postern/scope/chain/1"), chain id, this, scopeId))
    function scopeOf(bytes32 scopeId) external view returns (uint256);

    /// @notice Digest that an account signs when somebody else sends its admission.
    /// @param provenAt Signal `now` of the proof
    /// @return EIP-712 digest of `Admit(bytes32 policyId,uint256 nullifier,uint256 now,uint256 expiresAt)` in the
    /// domain ("Postern PassRegistry", "1", chain id, this)
    function admitDigest(bytes32 policyId, uint256 nullifier, uint256 provenAt, uint256 expiresAt)
        external
        view
        returns (bytes32);

    /// @notice Digest that an account signs when somebody else is to end its pass.
    /// @param admittedAt That of {passOf}: the signature is for this pass and no later one
    /// @param deadline Unix seconds
    /// @return EIP-712 digest of `End(address account,bytes32 policyId,uint176 nullifierTag,uint256 admittedAt,uint256
    /// deadline)` in the domain of {admitDigest}
    function endDigest(address account, bytes32 policyId, uint176 nullifierTag, uint256 admittedAt, uint256 deadline)
        external
        view
        returns (bytes32);
}
