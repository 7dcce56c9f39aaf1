pragma circom 2.2.0;

/// @title SignedLadderStep
/// @notice out = 2·acc + (bit ? P : −P), in affine Montgomery coordinates (B = 1).
/// @dev (acc ± P) + acc, without the y of the middle point: 6 constraints a bit instead of the 9 of a doubling, an
///      addition and a selection. Assumes acc ≠ ±P and acc ± P ≠ ±acc; see SignedLadder.
/// @input acc, point Montgomery points
/// @input bit Assumes boolean; enforced by the caller's decomposition
/// @output out a Montgomery point
template SignedLadderStep() {
    signal input acc[2];
    signal input point[2];
    signal input bit;
    signal output out[2];

    var A = 168698;

    signal signedY <== (2 * bit - 1) * point[1];

    // Middle point R = acc ± P: only its x is needed.
    signal slope1 <-- (signedY - acc[1]) / (point[0] - acc[0]);
    slope1 * (point[0] - acc[0]) === signedY - acc[1];
    signal middleX <== slope1 * slope1 - A - acc[0] - point[0];

    // R + acc; R's y = slope1·(acc.x − R.x) − acc.y is written into the slope.
    signal slope2 <-- -slope1 - 2 * acc[1] / (middleX - acc[0]);
    (slope1 + slope2) * (middleX - acc[0]) === -2 * acc[1];
    out[0] <== slope2 * slope2 - A - middleX - acc[0];
    out[1] <== slope2 * (acc[0] - out[0]) - acc[1];
}

/// @title SignedLadder
/// @notice out = 2^N·start + Σ (bit_i ? +1 : −1)·2^i·P.
/// @dev Incomplete addition. With start = P + K for a point K of unknown discrete logarithm, an exceptional case needs
///      a relation between K, P and the high bits of the scalar; when the scalar is a hash and P is fixed before it,
///      each proof meets one with probability about 2^-240, and nobody can aim at one.
///      It leans on what happens outside of the circuit: the trust registry admits a key only with a proof of possession,
///      on the curve and not of small order. Who signs for P knows its logarithm to the base point, and would learn K's
///      from a relation between the two. Without that proof a key could be made of K itself, x·K for an x of choice, and
///      exceptional cases be aimed at. Whoever verifies these proofs against another list of keys has to ask for the same.
/// @param N bits
/// @input start, point Montgomery points
/// @input bits scalar, lowest bit first. Assumes boolean; enforced by the caller's decomposition
/// @output out a Montgomery point
template SignedLadder(N) {
    signal input start[2];
    signal input point[2];
    signal input bits[N];
    signal output out[2];

    signal acc[N + 1][2];
    acc[0] <== start;
    for (var i = 0; i < N; i++) {
        acc[i + 1] <== SignedLadderStep()(acc[i], point, bits[N - 1 - i]);
    }
    out <== acc[N];
}
