pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/bitify.circom";

/// @title Expiry
/// @notice Refuses unless expiresAt fits 40 bits and expiresAt ≤ validUntil.
/// @dev With expiresAt < 2^40 and the difference < 2^40, validUntil is less than 2^41: nothing wraps the field.
/// @input expiresAt public, chosen by the holder
/// @input validUntil signed by the issuer
template Expiry() {
    signal input expiresAt;
    signal input validUntil;

    signal expiresAtBits[40] <== Num2Bits(40)(expiresAt);
    signal differenceBits[40] <== Num2Bits(40)(validUntil - expiresAt);
}
