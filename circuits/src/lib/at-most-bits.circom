pragma circom 2.2.0;

/// @title AtMostBits
/// @notice The bit decomposition of `in`, refused above `MAX`: strict, so no alias of `in` modulo r is accepted.
/// @dev Walks from the highest bit down. `equalSoFar` is 1 while every higher bit equals that of MAX; where MAX has a 0
///      bit, that constraint takes the place of the boolean one (out is 0 while equal so far, boolean afterwards).
///      Where MAX has a 1 bit the bit is boolean; ones below the last 0 of MAX need no comparison. Method: Zcash
///      protocol specification, appendix A.3.2.2.
/// @param N number of bits; MAX must be less than 2^N
/// @param MAX largest value accepted
/// @input in a field element
/// @output out bits, lowest first
template AtMostBits(N, MAX) {
    signal input in;
    signal output out[N];

    signal equalSoFar[N + 1];
    equalSoFar[N] <== 1;

    var lastZero = 0;
    while ((MAX >> lastZero) & 1 == 1) {
        lastZero++;
    }

    var sum = 0;
    for (var i = N - 1; i >= 0; i--) {
        // The hint; made boolean (or zero) just below and tied to `in` by the sum.
        out[i] <-- (in >> i) & 1;
        if ((MAX >> i) & 1 == 1) {
            out[i] * (out[i] - 1) === 0;
            equalSoFar[i] <== i > lastZero ? equalSoFar[i + 1] * out[i] : equalSoFar[i + 1];
        } else {
            out[i] * (1 - equalSoFar[i + 1] - out[i]) === 0;
            equalSoFar[i] <== equalSoFar[i + 1];
        }
        sum += out[i] * (1 << i);
    }
    sum === in;
}
