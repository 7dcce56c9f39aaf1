pragma circom 2.2.0;

include "../../../node_modules/circomlib/circuits/bitify.circom";
include "../../../node_modules/circomlib/circuits/comparators.circom";
include "../lib/select-attribute.circom";

/// @title SetPredicate
/// @notice mode 1: refuses unless at least one of the two attributes is listed. mode 0: refuses unless neither is.
/// @dev The product of (code − a)(code − b) over the list is 0 exactly when a or b is listed.
/// @param SIZE length of the list, an even number; 24 codes of 10 bits make one packed word
/// @input attributes the 16 attribute values
/// @input slotA, slotB, mode the policy's values; range-checked here
/// @input codes the policy's list; every code range-checked to 10 bits here, so that packing is injective
/// @output lowWord, highWord Σ code_k·2^(10k) over each half of the list
template SetPredicate(SIZE) {
    signal input attributes[16];
    signal input slotA;
    signal input slotB;
    signal input mode;
    signal input codes[SIZE];
    signal output lowWord;
    signal output highWord;

    signal a <== SelectAttribute()(attributes, slotA);
    signal b <== SelectAttribute()(attributes, slotB);
    mode * (mode - 1) === 0;

    signal codeBits[SIZE][10];
    signal productA[SIZE + 1];
    signal productB[SIZE + 1];
    productA[0] <== 1;

    var HALF = SIZE \ 2;
    var packed[2] = [0, 0];
    for (var k = 0; k < SIZE; k++) {
        codeBits[k] <== Num2Bits(10)(codes[k]);
        packed[k \ HALF] += codes[k] * (1 << (10 * (k % HALF)));
        productA[k + 1] <== productA[k] * (codes[k] - a);
    }
    productB[0] <== productA[SIZE];
    for (var k = 0; k < SIZE; k++) {
        productB[k + 1] <== productB[k] * (codes[k] - b);
    }
    signal listed <== IsZero()(productB[SIZE]);
    listed === mode;

    lowWord <== packed[0];
    highWord <== packed[1];
}
