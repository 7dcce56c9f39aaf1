import type { ContentSecurityPolicyOptions } from '@postern/http-service';
import { isLocalChain } from '@postern/primitives';

import { listChains, type WalletEnv } from './env.ts';

/** The scripts that prove: the prover and its threads. A worker runs under the policy of its own script. */
export const PROVER_SCRIPTS = /^\/assets\/(?:prover|proving-thread)\.worker-[\w-]+\.js$/;

/** They compile WebAssembly, and talk to the wallet's origin only; nothing else of the wallet may do so. */
export const PROVER_POLICY: ContentSecurityPolicyOptions = { scriptSrc: ["'wasm-unsafe-eval'"] };

/** Who asks for a proof is not known beforehand: any https origin, where every chain is local also this machine. */
export function createPagePolicy(env: WalletEnv): ContentSecurityPolicyOptions {
  const chains = listChains(env);
  const local = chains.every(({ chainId }) => isLocalChain(chainId)) ? ['http://localhost:*'] : [];
  const urls = [...chains.map(({ rpcUrl }) => rpcUrl), ...env.WALLET_BANKS.map(({ issuer }) => issuer)];
  const own = urls.map((url) => new URL(url).origin);
  return { connectSrc: [...new Set([...own, 'https:', ...local])], trustedTypes: ['default'] };
}
