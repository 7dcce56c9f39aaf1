pragma circom 2.2.0;

include "../../../node_modules/circomlib/circuits/bitify.circom";
include "select.circom";

/// @title SelectAttribute
/// @notice The value of attribute `slot`.
/// @input values the 16 attribute values
/// @input slot 0…15; range-checked here, which also makes the selector bits boolean
/// @output out values[slot]
template SelectAttribute() {
    signal input values[16];
    signal input slot;
    signal output out;

    signal bits[4] <== Num2Bits(4)(slot);
    out <== Select(4)(values, bits);
}
