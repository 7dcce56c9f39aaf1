pragma circom 2.2.0;

include "../../node_modules/circomlib/circuits/poseidon.circom";
include "lib/domain-separators.circom";

/// @title IssuerLeaf
/// @notice The TrustRegistry's leaf of one issuer key, status list and schema.
/// @input key issuer's public key
/// @input issuerList issuerId·2^16 + listId. Assumes both are range-checked; enforced by KycPresentation
/// @input schemaId tag of the credential schema that the leaf may seal
/// @input statusRoot root of the leaf's status tree
/// @output out Poseidon(Poseidon(Poseidon(DS_ISSUER, Ax, Ay), issuerList, schemaId), statusRoot)
template IssuerLeaf() {
    signal input key[2];
    signal input issuerList;
    signal input schemaId;
    signal input statusRoot;
    signal output out;

    signal keyHash <== Poseidon(3)([DS_ISSUER(), key[0], key[1]]);
    signal issuerCommitment <== Poseidon(3)([keyHash, issuerList, schemaId]);
    out <== Poseidon(2)([issuerCommitment, statusRoot]);
}
