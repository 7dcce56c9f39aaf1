import type { Stack, StackChain } from '../start-stack.ts';

const line = (name: string, value: string): string => `    ${name.padEnd(22)}${value}`;

/** The chain that `--second-chain` adds: its network, its contracts and the vault that runs on it. */
const describeSecond = (chain: StackChain | undefined): string[] => {
  if (chain === undefined) return [];
  const { trustRegistry, policyRegistry, passRegistry, vault } = chain.record.deployment;
  return [
    '',
    `  ${chain.name}`,
    line('Harbor Vault there', chain.vaultUrl),
    line('RPC URL', chain.rpcUrl),
    line('Chain id', String(chain.chainId)),
    line('Trust registry', trustRegistry),
    line('Policy registry', policyRegistry),
    line('Pass registry', passRegistry),
    line('Vault', vault),
    line('Policy', chain.record.policyId),
  ];
};

/** The one screen that `npm start` ends with. */
export const renderScreen = (
  stack: Pick<Stack, 'urls' | 'chains' | 'accounts' | 'enrolmentLinks' | 'secrets'>,
): string => {
  const { urls, accounts, enrolmentLinks } = stack;
  const [first, second] = stack.chains;
  const staff =
    enrolmentLinks.length === 0
      ? ['    Both have a passkey: sign in at the portal.']
      : enrolmentLinks.map(({ name, url }) => line(name, url));
  return [
    '',
    '  Postern is running.',
    '',
    '  Open',
    line('Wallet', urls.wallet),
    line('Bank portal', urls.portal),
    line('Harbor Vault (a dApp)', first.vaultUrl),
    line('Protocol console', urls.console),
    line('Issuer API', urls.issuer),
    line('E-mails of the demo', `${urls.issuer}/outbox`),
    line('Verifier API', urls.verifier),
    '',
    '  Staff of Aurora Bank: enrol a passkey (each link works once)',
    ...staff,
    '    Without an authenticator: "Demo sign-in" at the portal. It exists on the local chain only.',
    '',
    '  Harbor Vault at the console: paste its API key',
    line('API key', stack.secrets.demoApiKey),
    '',
    '  Network for a browser wallet such as MetaMask',
    line('RPC URL', first.rpcUrl),
    line('Chain id', String(first.chainId)),
    line('Currency', 'ETH'),
    line('Key to import', `${accounts.imported.privateKey}`),
    '    That key is published with every development chain: never send real money to it.',
    ...describeSecond(second),
    '',
    '  Next',
    `    1. Open the wallet and apply at Aurora Bank.`,
    `    2. Approve the case at the portal as Mara, then as Jonas.`,
    `    3. Receive the credential, then deposit at Harbor Vault. An account without a pass is refused.`,
    '    Or watch all of it here: npx postern demo',
    '',
    '  A phone on your network needs HTTPS: browsers keep passkeys and cryptography from plain http addresses',
    '  other than localhost. Put a proxy with a certificate in front, one host name an app, and start with',
    "    PUBLIC_URL='https://{app}.example.org' npm start",
    '  ({app} is wallet, portal, vault-demo, console, issuer, verifier, chain; each host goes to its port above).',
    ...(second === undefined ? [] : ['  The second chain adds chain-2 and vault-demo-2.']),
    '',
    '  Development keys: anybody can forge proofs for this chain. Ctrl-C stops everything; the data stays.',
    '',
  ].join('\n');
};
