pragma circom 2.2.0;

include "../src/kyc-presentation.circom";

// Public signal order: nullifier, registryRoot, policyHash, scope, binding, now, today, expiresAt.
component main {public [scope, binding, now, today, expiresAt]} = KycPresentation();
