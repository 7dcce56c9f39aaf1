pragma circom 2.2.0;

include "../../../node_modules/circomlib/circuits/bitify.circom";

/// @title FlagsPredicate
/// @notice Refuses unless every required flag is set and every forbidden flag is clear.
/// @input flags attribute slot 7; checked to 32 bits
/// @input required, forbidden the policy's masks; range-checked to 32 bits here
template FlagsPredicate() {
    signal input flags;
    signal input required;
    signal input forbidden;

    signal flagBits[32] <== Num2Bits(32)(flags);
    signal requiredBits[32] <== Num2Bits(32)(required);
    signal forbiddenBits[32] <== Num2Bits(32)(forbidden);

    for (var i = 0; i < 32; i++) {
        // required·(1 − flag) + forbidden·flag = 0: both terms are 0 or 1, so both are 0.
        flagBits[i] * (forbiddenBits[i] - requiredBits[i]) === -requiredBits[i];
    }
}
