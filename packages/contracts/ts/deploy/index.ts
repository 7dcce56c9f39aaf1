export { assertDevelopmentKeyAllowed } from './assert-development-key-allowed.ts';
export {
  assertVerifierHoldsKey,
  type AssertVerifierHoldsKeyOptions,
  type CircuitKey,
} from './assert-verifier-holds-key.ts';
export { assertDeployedCode, type ContractArtifact, deployContract, type DeployedContract } from './deploy-contract.ts';
export { CIRCUIT_VERSION, deployPostern, type DeployPosternOptions } from './deploy-postern.ts';
export { deployVault } from './deploy-vault.ts';
export type { Governance } from './grant-roles.ts';
export { circuitKey } from './generated/circuit-key.ts';
export { ROLES } from './roles.ts';
