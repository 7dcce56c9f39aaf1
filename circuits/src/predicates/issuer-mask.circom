pragma circom 2.2.0;

include "../lib/bit-at.circom";

/// @title IssuerMask
/// @notice Refuses unless the policy accepts the issuer.
/// @input issuerBits the 7 bits of issuerId, lowest first. Assumes boolean; enforced by KycPresentation
/// @input mask bit i = issuer i accepted; range-checked to 128 bits here
template IssuerMask() {
    signal input issuerBits[7];
    signal input mask;

    signal accepted <== BitAt()(mask, issuerBits);
    accepted === 1;
}
