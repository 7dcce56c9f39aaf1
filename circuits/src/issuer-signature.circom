pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/babyjub.circom";
include "../../node_modules/circomlib/circuits/escalarmulfix.circom";
include "../../node_modules/circomlib/circuits/montgomery.circom";
include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/at-most-bits.circom";
include "lib/signed-ladder.circom";

/// @title IssuerSignature
/// @notice Refuses unless (R8, S) is the key's EdDSA-Poseidon signature over the message: S·B8 = R8 + h·8A with
///         h = Poseidon(R8x, R8y, Ax, Ay, M).
/// @dev The equation of circomlib's EdDSAPoseidonVerifier, stricter (A and R8 are checked to be on the curve, S and h
///      have one decomposition) and smaller. The ladder runs on P = 4A and gives (2h + 1)·P + 2^254·K = h·8A + P + 2^254·K,
///      so the equation is checked as S·B8 + 2^254·K = (R8 − P) + ladder. The two bounds sit a little below the orders
///      (low 128 bits cleared), which spares constraints: about one honest signature in 2^122 is refused, none more is
///      accepted.
/// @input key issuer's public key A
/// @input r8 signature point R8
/// @input s signature scalar S, less than the subgroup order l
/// @input message field element signed
template IssuerSignature() {
    signal input key[2];
    signal input r8[2];
    signal input s;
    signal input message;

    var BASE8[2] = [
        5299619240641551281634865583518297030282874472190772894086521144482721001553,
        16950150798460657717958625567821834550301663161624707787222815936182638968203
    ];
    // K: smallest y from keccak256("postern/ladder-offset/1") mod r upwards that is on the curve, lower x, times 8.
    var OFFSET[2] = [
        19466123033442302727446613257665432874408918407024702966650018042941484197542,
        21801912027197712494668303460530928963955645538299557973659447901269934329117
    ];
    // 2^254·K
    var OFFSET_AFTER_LADDER[2] = [
        10128717186877967690793743472507888521247057809384209896940907226955205991942,
        17546531807071601561093444458562797101852270681928831142538558789402302211630
    ];
    var SUBGROUP_ORDER = 2736030358979909402780800718157159386076813972158567259200215660948447373041;

    // 1. Both points are on Baby Jubjub: the addition law is complete there, and only there.
    BabyCheck()(key[0], key[1]);
    BabyCheck()(r8[0], r8[1]);

    // 2. S is less than the subgroup order.
    signal sBits[251] <== AtMostBits(251, ((SUBGROUP_ORDER >> 128) << 128) - 1)(s);

    // 3. The challenge, in its one decomposition below r.
    signal challenge <== Poseidon(5)([r8[0], r8[1], key[0], key[1], message]);
    signal challengeBits[254] <== AtMostBits(254, ((-1 >> 128) << 128) - 1)(challenge);

    // 4. P = 4A and the ladder's start P + K, both with x ≠ 0: A is not of small order, and both have a Montgomery form.
    component twice = BabyDbl();
    twice.x <== key[0];
    twice.y <== key[1];
    component fourTimes = BabyDbl();
    fourTimes.x <== twice.xout;
    fourTimes.y <== twice.yout;
    signal point[2] <== [fourTimes.xout, fourTimes.yout];

    component start = BabyAdd();
    start.x1 <== point[0];
    start.y1 <== point[1];
    start.x2 <== OFFSET[0];
    start.y2 <== OFFSET[1];

    signal xProduct <== point[0] * start.xout;
    signal xProductInverse <-- 1 / xProduct;
    xProduct * xProductInverse === 1;

    // 5. h·8A + P + 2^254·K.
    component pointMontgomery = Edwards2Montgomery();
    pointMontgomery.in <== point;
    component startMontgomery = Edwards2Montgomery();
    startMontgomery.in <== [start.xout, start.yout];
    component ladder = Montgomery2Edwards();
    ladder.in <== SignedLadder(254)(startMontgomery.out, pointMontgomery.out, challengeBits);

    // 6. (R8 − P) + ladder = S·B8 + 2^254·K.
    component difference = BabyAdd();
    difference.x1 <== r8[0];
    difference.y1 <== r8[1];
    difference.x2 <== -point[0];
    difference.y2 <== point[1];
    component right = BabyAdd();
    right.x1 <== difference.xout;
    right.y1 <== difference.yout;
    right.x2 <== ladder.out[0];
    right.y2 <== ladder.out[1];

    component product = EscalarMulFix(251, BASE8);
    product.e <== sBits;
    component left = BabyAdd();
    left.x1 <== product.out[0];
    left.y1 <== product.out[1];
    left.x2 <== OFFSET_AFTER_LADDER[0];
    left.y2 <== OFFSET_AFTER_LADDER[1];

    left.xout === right.xout;
    left.yout === right.yout;
}
