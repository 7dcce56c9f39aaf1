export type { ReadClient, WriteClient, WriteClients } from './clients.ts';
export { type Deployment, DeploymentError, parseDeployment } from './deployment.ts';
export { ContractError, type ContractErrorCode } from './errors/contract-error.ts';
export { decodeContractError, type DecodedContractError } from './errors/decode-contract-error.ts';
export { accessManagerAbi } from './generated/access-manager.ts';
export { contractErrorCodes, contractErrorsAbi } from './generated/contract-errors.ts';
export { demoDollarAbi } from './generated/demo-dollar.ts';
export { ethereumDidRegistryAbi } from './generated/ethereum-did-registry.ts';
export { harborVaultAbi } from './generated/harbor-vault.ts';
export { kycPresentationVerifierAbi } from './generated/kyc-presentation-verifier.ts';
export { passRegistryAbi } from './generated/pass-registry.ts';
export { passTokenAbi } from './generated/pass-token.ts';
export { policyRegistryAbi } from './generated/policy-registry.ts';
export { trustRegistryAbi } from './generated/trust-registry.ts';
export { type CircuitVersion, readCircuitVersion } from './read/read-circuit-version.ts';
export { readHeartbeat } from './read/read-heartbeat.ts';
export { readIsAdmitted } from './read/read-is-admitted.ts';
export { readIssuer, type RegisteredIssuer } from './read/read-issuer.ts';
export { readIssuerCount } from './read/read-issuer-count.ts';
export { type NullifierRecord, readNullifierRecord } from './read/read-nullifier-record.ts';
export { type Pass, readPass } from './read/read-pass.ts';
export { readPassToken, type ShownPass } from './read/read-pass-token.ts';
export { readPerson } from './read/read-person.ts';
export { readPolicy, type RegisteredPolicy } from './read/read-policy.ts';
export { readRegistryLeaves, type RegistryLeaf } from './read/read-registry-leaves.ts';
export { readRegistryRoot } from './read/read-registry-root.ts';
export { readRootInfo, type RootInfo } from './read/read-root-info.ts';
export { readScope } from './read/read-scope.ts';
export {
  type RegistryLogs,
  watchPassRegistry,
  watchPolicyRegistry,
  watchTrustRegistry,
} from './watch/watch-registry-events.ts';
export { addCircuitVersion } from './write/add-circuit-version.ts';
export { admitBatch, encodeAdmitBatchCall, type SkippedAdmission } from './write/admit-batch.ts';
export { type Admission, admit, encodeAdmitCall, type PublicSignals, type SolidityProof } from './write/admit.ts';
export { anchorStatus, encodeAnchorStatusCall, type StatusAnchor } from './write/anchor-status.ts';
export { closePolicy } from './write/close-policy.ts';
export { createIssuer } from './write/create-issuer.ts';
export { createPolicy, type PolicyParameters } from './write/create-policy.ts';
export { disableCircuitVersion } from './write/disable-circuit-version.ts';
export { dropHistory } from './write/drop-history.ts';
export { dropRoot } from './write/drop-root.ts';
export { endPass } from './write/end-pass.ts';
export { executeCall } from './write/execute-call.ts';
export { getAdmitTypedData } from './write/get-admit-typed-data.ts';
export { pauseCircuitVersion } from './write/pause-circuit-version.ts';
export { raiseNotBefore } from './write/raise-not-before.ts';
export { type LeafRegistration, registerLeaf } from './write/register-leaf.ts';
export { removeLeaf } from './write/remove-leaf.ts';
export { resumeCircuitVersion } from './write/resume-circuit-version.ts';
export { type RestrictedCall, scheduleCall } from './write/schedule-call.ts';
export type { SentCall } from './write/send-call.ts';
export { setOperator } from './write/set-operator.ts';
export { showPass } from './write/show-pass.ts';
export { stopPolicy } from './write/stop-policy.ts';
export { waitForReceipt } from './write/wait-for-receipt.ts';
export { zeroStaleLeaf } from './write/zero-stale-leaf.ts';
