pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/domain-separators.circom";

/// @title PolicyHash
/// @notice One hash over every value of a policy.
/// @dev Assumes that every packed field is range-checked; enforced by RangePredicate, SetPredicate, FlagsPredicate and
///      IssuerMask, which see the same signals.
/// @input schemaId tag of the credential schema
/// @input rangeWords 88 bits each
/// @input setWords low and high half of each list, 240 bits each
/// @input slotA, slotB, setMode of each set predicate
/// @input flagsRequired, flagsForbidden, issuerMask 32, 32 and 128 bits
/// @output out Poseidon(DS_POLICY, schemaId, pair01, pair23, set0lo, set0hi, set1lo, set1hi, misc)
template PolicyHash() {
    signal input schemaId;
    signal input rangeWords[4];
    signal input setWords[2][2];
    signal input slotA[2];
    signal input slotB[2];
    signal input setMode[2];
    signal input flagsRequired;
    signal input flagsForbidden;
    signal input issuerMask;
    signal output out;

    signal misc <== flagsRequired + flagsForbidden * (1 << 32)
        + slotA[0] * (1 << 64) + slotB[0] * (1 << 68) + setMode[0] * (1 << 72)
        + slotA[1] * (1 << 73) + slotB[1] * (1 << 77) + setMode[1] * (1 << 81)
        + issuerMask * (1 << 82);

    out <== Poseidon(9)([
        DS_POLICY(),
        schemaId,
        rangeWords[0] + rangeWords[1] * (1 << 88),
        rangeWords[2] + rangeWords[3] * (1 << 88),
        setWords[0][0],
        setWords[0][1],
        setWords[1][0],
        setWords[1][1],
        misc
    ]);
}
