pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/domain-separators.circom";

/// @title SealMessage
/// @notice What an issuer signs: every attribute, the holder, the status entry and the end of validity.
/// @input schemaId tag of the credential schema
/// @input tokens the 16 attribute tokens
/// @input holderCommitment Poseidon(DS_HOLDER, holderSecret)
/// @input statusRef (issuerId·2^16 + listId)·2^21 + index. Assumes its parts are range-checked; enforced by KycPresentation
/// @input validUntil unix seconds
/// @output out Poseidon(DS_SEAL, schemaId, Poseidon16(tokens), holderCommitment, statusRef, validUntil)
template SealMessage() {
    signal input schemaId;
    signal input tokens[16];
    signal input holderCommitment;
    signal input statusRef;
    signal input validUntil;
    signal output out;

    signal tokensHash <== Poseidon(16)(tokens);
    out <== Poseidon(6)([DS_SEAL(), schemaId, tokensHash, holderCommitment, statusRef, validUntil]);
}
