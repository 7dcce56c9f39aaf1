pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/domain-separators.circom";

/// @title AttributeTokens
/// @notice One token per attribute: it hides the value and can be opened alone.
/// @input values attribute values, slot by slot
/// @input blindings one random field element per slot
/// @output tokens token_i = Poseidon(DS_ATTRIBUTE + i, value_i, blinding_i)
template AttributeTokens() {
    signal input values[16];
    signal input blindings[16];
    signal output tokens[16];

    for (var i = 0; i < 16; i++) {
        tokens[i] <== Poseidon(3)([DS_ATTRIBUTE() + i, values[i], blindings[i]]);
    }
}
