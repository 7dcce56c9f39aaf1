import { bytesToHex } from '@postern/primitives';
import { type HDAccount, mnemonicToAccount } from 'viem/accounts';

/** The phrase that every local development chain uses: its keys are public, they own nothing on any real chain. */
export const DEMO_MNEMONIC = 'test test test test test test test test test test test junk';

export type DemoAccount = { account: HDAccount; privateKey: `0x${string}` };

const derive = (addressIndex: number): DemoAccount => {
  const account = mnemonicToAccount(DEMO_MNEMONIC, { addressIndex });
  const key = account.getHdKey().privateKey;
  if (key === null) throw new Error('the development phrase has no private key');
  return { account, privateKey: bytesToHex(key) };
};

/** Who is who on the local chain. */
export const DEMO_ACCOUNTS = {
  /** Deploys, and governs the trust registry. */
  governance: derive(0),
  /** Owns the demo protocol's policy and vault. */
  protocol: derive(1),
  /** Pays for the demo accounts that the dApp's page makes. */
  faucet: derive(2),
  /** For a browser wallet. */
  imported: derive(4),
} as const;
