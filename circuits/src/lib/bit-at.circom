pragma circom 2.2.0;

include "../../../node_modules/circomlib/circuits/bitify.circom";
include "select.circom";

/// @title BitAt
/// @notice Bit `index` of a 128-bit word: `word` is range-checked to 128 bits here.
/// @dev Picks one of 16 rows of 8 bits by value, then one bit of that row: 158 constraints instead of 255 for a
///      selection bit by bit.
/// @input word 128-bit integer
/// @input indexBits 7 bits, lowest first. Assumes boolean; enforced by the caller's decomposition
/// @output out the bit of weight 2^index
template BitAt() {
    signal input word;
    signal input indexBits[7];
    signal output out;

    signal bits[128] <== Num2Bits(128)(word);

    signal rows[16];
    for (var row = 0; row < 16; row++) {
        var sum = 0;
        for (var i = 0; i < 8; i++) {
            sum += bits[8 * row + i] * (1 << i);
        }
        rows[row] <== sum;
    }
    signal row <== Select(4)(rows, [indexBits[3], indexBits[4], indexBits[5], indexBits[6]]);
    signal rowBits[8] <== Num2Bits(8)(row);
    out <== Select(3)(rowBits, [indexBits[0], indexBits[1], indexBits[2]]);
}
