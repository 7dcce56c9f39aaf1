pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/bitify.circom";
include "../../node_modules/circomlib/circuits/poseidon.circom";

/// @title RegistryRoot
/// @notice Root of a binary Poseidon tree of fixed depth, from a leaf and its path.
/// @dev The depth is fixed and leaves are hashes of a hash and a root, so an inner node cannot pass for a leaf without
///      a Poseidon preimage of another shape.
/// @param DEPTH levels
/// @input leaf
/// @input index position of the leaf, lowest level = lowest bit; range-checked to DEPTH bits here
/// @input siblings from the leaf's level upwards
/// @output root
template RegistryRoot(DEPTH) {
    signal input leaf;
    signal input index;
    signal input siblings[DEPTH];
    signal output root;

    signal isRight[DEPTH] <== Num2Bits(DEPTH)(index);

    signal nodes[DEPTH + 1];
    signal lefts[DEPTH];
    nodes[0] <== leaf;
    for (var level = 0; level < DEPTH; level++) {
        lefts[level] <== nodes[level] + isRight[level] * (siblings[level] - nodes[level]);
        nodes[level + 1] <== Poseidon(2)([lefts[level], nodes[level] + siblings[level] - lefts[level]]);
    }
    root <== nodes[DEPTH];
}
