pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/domain-separators.circom";

/// @title HolderCommitment
/// @notice What the issuer signs instead of the holder's secret.
/// @dev The secret needs no range check: it only ever enters hashes, so it has one representation.
/// @input holderSecret field element known to the wallet alone
/// @output out Poseidon(DS_HOLDER, holderSecret)
template HolderCommitment() {
    signal input holderSecret;
    signal output out;

    out <== Poseidon(2)([DS_HOLDER(), holderSecret]);
}
