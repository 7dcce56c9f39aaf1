pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/bitify.circom";
include "attribute-tokens.circom";
include "expiry.circom";
include "holder-commitment.circom";
include "issuer-leaf.circom";
include "issuer-signature.circom";
include "nullifier.circom";
include "policy-hash.circom";
include "predicates/flags-predicate.circom";
include "predicates/issuer-mask.circom";
include "predicates/range-predicate.circom";
include "predicates/set-predicate.circom";
include "registry-root.circom";
include "seal-message.circom";
include "status-root.circom";

/// @title KycPresentation
/// @notice I hold a seal, signed by a key of the registry, not revoked, valid at least until expiresAt, whose attributes
///         satisfy the policy; and this is my nullifier in the scope.
/// @dev Assumptions about the public signals, and who enforces them: see circuits/README.md.
template KycPresentation() {
    // private: the seal and its holder
    signal input holderSecret;
    signal input schemaId;
    signal input attributeValues[16];
    signal input attributeBlindings[16];
    signal input issuerId;                 // 7 bits
    signal input listId;                   // 16 bits
    signal input statusIndex;              // 21 bits
    signal input validUntil;               // unix seconds
    signal input issuerKey[2];             // A, Baby Jubjub
    signal input signatureR8[2];           // R8, Baby Jubjub
    signal input signatureS;               // S < l
    // private: its place in the status tree and in the registry
    signal input statusLeaf;               // 128 status bits
    signal input statusSiblings[7][3];
    signal input registryIndex;            // 7 bits
    signal input registrySiblings[7];
    // private: the policy behind policyHash
    signal input rangeSlot[4];
    signal input rangeMode[4];
    signal input rangeLo[4];
    signal input rangeHi[4];
    signal input setSlotA[2];
    signal input setSlotB[2];
    signal input setMode[2];
    signal input setCodes[2][48];
    signal input flagsRequired;
    signal input flagsForbidden;
    signal input issuerMask;
    // public
    signal input scope;                    // who asks
    signal input binding;                  // what the proof is for: an account, or one session
    signal input now;                      // unix seconds
    signal input today;                    // YYYYMMDD of now, UTC
    signal input expiresAt;                // unix seconds, ≤ validUntil
    // output
    signal output nullifier;               // Poseidon(DS_NULLIFIER, holderSecret, scope)
    signal output registryRoot;            // root of the TrustRegistry
    signal output policyHash;              // hash of every policy value

    // 1. Public times are small (34 bits reach the year 2514, 27 bits any YYYYMMDD); the binding enters a constraint, so that no proof can be re-bound.
    signal nowBits[34] <== Num2Bits(34)(now);
    signal todayBits[27] <== Num2Bits(27)(today);
    signal bindingSquare <== binding * binding;

    // 2. The status reference: 7 + 16 + 21 bits, each part in its own range.
    signal issuerBits[7] <== Num2Bits(7)(issuerId);
    signal listBits[16] <== Num2Bits(16)(listId);
    signal statusIndexBits[21] <== Num2Bits(21)(statusIndex);
    signal issuerList <== issuerId * (1 << 16) + listId;

    // 3. The issuer's key signed the seal over these attributes, to this holder.
    signal tokens[16] <== AttributeTokens()(attributeValues, attributeBlindings);
    signal holderCommitment <== HolderCommitment()(holderSecret);
    signal sealMessage <== SealMessage()(schemaId, tokens, holderCommitment, issuerList * (1 << 21) + statusIndex, validUntil);
    IssuerSignature()(issuerKey, signatureR8, signatureS, sealMessage);

    // 4. The registry holds this key, for this issuer, list and schema, with a status root under which the bit is 0.
    signal statusRoot <== StatusRoot(7)(statusIndexBits, statusLeaf, statusSiblings);
    signal leaf <== IssuerLeaf()(issuerKey, issuerList, schemaId, statusRoot);
    registryRoot <== RegistryRoot(7)(leaf, registryIndex, registrySiblings);

    // 5. The proof's end lies within the seal's validity.
    Expiry()(expiresAt, validUntil);

    // 6. The attributes and the issuer satisfy the policy.
    signal rangeWords[4];
    for (var i = 0; i < 4; i++) {
        rangeWords[i] <== RangePredicate()(attributeValues, today, now, rangeSlot[i], rangeMode[i], rangeLo[i], rangeHi[i]);
    }
    signal setWords[2][2];
    for (var i = 0; i < 2; i++) {
        (setWords[i][0], setWords[i][1]) <== SetPredicate(48)(attributeValues, setSlotA[i], setSlotB[i], setMode[i], setCodes[i]);
    }
    FlagsPredicate()(attributeValues[7], flagsRequired, flagsForbidden);
    IssuerMask()(issuerBits, issuerMask);

    // 7. And that policy is the one of policyHash.
    policyHash <== PolicyHash()(
        schemaId, rangeWords, setWords, setSlotA, setSlotB, setMode, flagsRequired, flagsForbidden, issuerMask
    );

    // 8. The holder's name in this scope.
    nullifier <== Nullifier()(holderSecret, scope);
}
