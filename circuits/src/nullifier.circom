pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/domain-separators.circom";

/// @title Nullifier
/// @notice The holder's name inside one scope: equal for two proofs in one scope, unrelated between scopes.
/// @input holderSecret field element known to the wallet alone
/// @input scope who asks; computed from the authenticated request by the wallet and again by the verifier
/// @output out Poseidon(DS_NULLIFIER, holderSecret, scope)
template Nullifier() {
    signal input holderSecret;
    signal input scope;
    signal output out;

    out <== Poseidon(3)([DS_NULLIFIER(), holderSecret, scope]);
}
