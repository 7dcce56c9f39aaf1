import { createIssuer, createPolicy, DeploymentError } from '@postern/contracts';
import { CIRCUIT_VERSION, deployPassToken, deployPostern, deployVault } from '@postern/contracts/deploy';
import { canonicalPolicyJson, circuitManifest, compilePolicy, hashPolicy } from '@postern/proof';
import { keccak256, parseEther, toBytes } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { type ChainEndpoint, createChainClients } from './create-chain-clients.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';
import { createDemoPolicy, DEMO_POLICY_TIMES } from './demo-policy.ts';
import type { DeploymentRecord } from './deployment-record.ts';

export type DeployDemoOptions = ChainEndpoint & { operatorPrivateKey: `0x${string}`; bankName: string };

const OPERATOR_FUNDS = parseEther('100');

/** Deploys the contracts, admits the demo bank, and creates the demo protocol's policy, vault and pass token. */
export const deployDemo = async (options: DeployDemoOptions): Promise<DeploymentRecord> => {
  const governance = createChainClients(options, DEMO_ACCOUNTS.governance.account);
  const protocol = createChainClients(options, DEMO_ACCOUNTS.protocol.account);
  const deployed = await deployPostern({
    ...governance,
    development: circuitManifest.development,
    withDemoAsset: true,
  });
  const { asset, ...deployment } = deployed;
  if (asset === undefined) throw new DeploymentError('ERR_DEPLOYMENT_INVALID', 'The demo asset was not deployed.');

  const operator = privateKeyToAccount(options.operatorPrivateKey).address;
  const hash = await governance.walletClient.sendTransaction({ to: operator, value: OPERATOR_FUNDS });
  await governance.publicClient.waitForTransactionReceipt({ hash });
  const { issuerId } = await createIssuer({
    ...governance,
    trustRegistry: deployment.trustRegistry,
    operator,
    name: options.bankName,
  });

  const policy = createDemoPolicy(issuerId);
  const { policyId } = await createPolicy({
    ...protocol,
    policyRegistry: deployment.policyRegistry,
    parameters: {
      ...DEMO_POLICY_TIMES,
      policyHash: hashPolicy(compilePolicy({ policy })),
      circuitVersion: CIRCUIT_VERSION,
      salt: keccak256(toBytes('postern/demo/harbor-vault')),
    },
    policyJson: canonicalPolicyJson(policy),
  });
  const { passRegistry } = deployment;
  const vault = await deployVault({ ...protocol, asset, passRegistry, policyId });
  const passToken = await deployPassToken({ ...protocol, passRegistry, policyId });
  return { deployment: { ...deployment, asset, vault, passToken }, issuerId, policyId };
};
