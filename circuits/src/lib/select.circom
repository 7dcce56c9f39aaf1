pragma circom 2.2.0;

/// @title Select
/// @notice One of 2^K values, chosen by K bits (lowest bit first).
/// @param K number of selector bits
/// @input values 2^K field elements
/// @input bits selector. Assumes boolean; enforced by the caller's decomposition
/// @output out values[bits]
template Select(K) {
    signal input values[1 << K];
    signal input bits[K];
    signal output out;

    var SIZE = 1 << K;
    // nodes[SIZE] … nodes[2·SIZE − 1] are the values; nodes[n] picks one of its two children; nodes[1] is the choice.
    signal nodes[2 * SIZE];
    for (var i = 0; i < SIZE; i++) {
        nodes[SIZE + i] <== values[i];
    }
    for (var level = 0; level < K; level++) {
        var width = SIZE >> (level + 1);
        for (var i = 0; i < width; i++) {
            var left = 2 * (width + i);
            nodes[width + i] <== nodes[left] + bits[level] * (nodes[left + 1] - nodes[left]);
        }
    }
    nodes[0] <== 0;
    out <== nodes[1];
}
