pragma circom 2.2.0;

include "../../../node_modules/circomlib/circuits/bitify.circom";
include "../lib/select-attribute.circom";

/// @title RangePredicate
/// @notice Refuses unless lo ≤ rv ≤ hi, where rv is the attribute (mode 0), 2^40 + today − attribute (mode 1, age) or
///         2^40 + now − attribute (mode 2, seconds since).
/// @input attributes the 16 attribute values; the chosen one is checked to 40 bits
/// @input today, now Assumes less than 2^40; enforced by KycPresentation
/// @input slot, mode, lo, hi the policy's values; all range-checked here, so that the packed word is injective
/// @output word slot + mode·2^4 + lo·2^6 + hi·2^47
template RangePredicate() {
    signal input attributes[16];
    signal input today;
    signal input now;
    signal input slot;
    signal input mode;
    signal input lo;
    signal input hi;
    signal output word;

    // 1. The policy's own values: 4, 2, 41 and 41 bits; mode 3 does not exist.
    signal modeBits[2] <== Num2Bits(2)(mode);
    modeBits[0] * modeBits[1] === 0;
    signal loBits[41] <== Num2Bits(41)(lo);
    signal hiBits[41] <== Num2Bits(41)(hi);

    // 2. The attribute, 40 bits: rv is then in 0 … 2^41 − 1 in every mode.
    signal value <== SelectAttribute()(attributes, slot);
    signal valueBits[40] <== Num2Bits(40)(value);

    signal age <== modeBits[0] * ((1 << 40) + today - 2 * value);
    signal since <== modeBits[1] * ((1 << 40) + now - 2 * value);
    signal compared <== value + age + since;

    // 3. Both distances are non-negative 41-bit integers.
    signal aboveLo[41] <== Num2Bits(41)(compared - lo);
    signal belowHi[41] <== Num2Bits(41)(hi - compared);

    word <== slot + mode * (1 << 4) + lo * (1 << 6) + hi * (1 << 47);
}
