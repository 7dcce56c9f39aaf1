pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/bit-at.circom";

/// @title StatusRoot
/// @notice Refuses unless the status bit at `index` is 0; gives the root of the status tree that says so.
/// @dev Arity 4: the three siblings stand in child order with the own position left out. The fourth child follows from
///      the sum of all, which the own node and its siblings make up in any order.
/// @param DEPTH levels; the index has 7 + 2·DEPTH bits
/// @input indexBits lowest first: 7 for the bit in the leaf, then one base-4 digit a level. Assumes boolean; enforced by
///        KycPresentation's decomposition of statusIndex
/// @input leaf 128 status bits; range-checked here
/// @input siblings from the leaf's level upwards
/// @output root
template StatusRoot(DEPTH) {
    signal input indexBits[7 + 2 * DEPTH];
    signal input leaf;
    signal input siblings[DEPTH][3];
    signal output root;

    // 1. Neither revoked nor suspended.
    signal bit <== BitAt()(leaf, [indexBits[0], indexBits[1], indexBits[2], indexBits[3], indexBits[4], indexBits[5], indexBits[6]]);
    bit === 0;

    // 2. The path.
    signal nodes[DEPTH + 1];
    signal isAt3[DEPTH];
    signal children[DEPTH][4];
    signal secondIfFirst[DEPTH];
    nodes[0] <== leaf;
    for (var level = 0; level < DEPTH; level++) {
        var low = indexBits[7 + 2 * level];
        var high = indexBits[8 + 2 * level];
        // isAt3 = low·high; the other three positions follow linearly.
        isAt3[level] <== low * high;
        var at0 = 1 - low - high + isAt3[level];
        var at1 = low - isAt3[level];
        var total = nodes[level] + siblings[level][0] + siblings[level][1] + siblings[level][2];

        children[level][0] <== siblings[level][0] + at0 * (nodes[level] - siblings[level][0]);
        children[level][3] <== siblings[level][2] + isAt3[level] * (nodes[level] - siblings[level][2]);
        secondIfFirst[level] <== at0 * (siblings[level][0] - siblings[level][1]);
        children[level][1] <== siblings[level][1] + secondIfFirst[level] + at1 * (nodes[level] - siblings[level][1]);
        children[level][2] <== total - children[level][0] - children[level][1] - children[level][3];

        nodes[level + 1] <== Poseidon(4)(children[level]);
    }
    root <== nodes[DEPTH];
}
