export { assertDevelopmentAccountAllowed } from './assert-development-account-allowed.ts';
export { assertDevelopmentKeyAllowed } from './assert-development-key-allowed.ts';
export { assertReleaseContracts } from './assert-release-contracts.ts';
export {
  assertVerifierHoldsKey,
  type AssertVerifierHoldsKeyOptions,
  type CircuitKey,
} from './assert-verifier-holds-key.ts';
export { assertDeployedCode, type ContractArtifact, deployContract, type DeployedContract } from './deploy-contract.ts';
export { CIRCUIT_VERSION, type DeployJournal, deployPostern, type DeployPosternOptions } from './deploy-postern.ts';
export { deployPassToken } from './deploy-pass-token.ts';
export { deployVault } from './deploy-vault.ts';
export type { Governance } from './grant-roles.ts';
export { checkGovernance, type GovernanceCheck } from './governance/check-governance.ts';
export { acceptAdmin, encodeAcceptCall, finishHandOver, hasAccepted, offerAdmin } from './governance/hand-over.ts';
export { listRoleMembers } from './governance/list-role-members.ts';
export { circuitKey } from './generated/circuit-key.ts';
export {
  deployNetwork,
  type DeployNetworkOptions,
  findChangedCode,
  type RecordStore,
} from './record/deploy-network.ts';
export {
  type ContractRecord,
  formatNetworkRecord,
  type NetworkRecord,
  parseNetworkRecord,
  toDeployment,
} from './record/network-record.ts';
export { ROLES } from './roles.ts';
