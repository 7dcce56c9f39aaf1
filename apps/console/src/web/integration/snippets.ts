import type { ProtocolView } from '@postern/protocol';

/** What an integrator installs; the console itself uses neither. */
const CONTRACTS = '@postern/contracts';
const SDK = '@postern/sdk';

/** A contract of fifteen lines that lets only admitted accounts put value in. */
export function soliditySnippet(): string {
  return `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PosternGuard, IPassRegistry} from "${CONTRACTS}/src/PosternGuard.sol";

contract Pool is PosternGuard {
    constructor(IPassRegistry passes, bytes32 policy) PosternGuard(passes, policy) {}

    // Gate what lets value in …
    function deposit(uint256 amount) external onlyAdmitted(msg.sender) {
        // your code
    }
    // … never what lets people take their own value out.
    function withdraw(uint256 amount) external { /* your code */ }
}`;
}

/** Constructor arguments of the guard for one policy. */
export function constructorSnippet(policy: ProtocolView['policies'][number] | undefined): string {
  return `IPassRegistry passes = IPassRegistry(${policy?.registry ?? '0x…'}); // chain ${policy?.chainId ?? '…'}
bytes32 policy = ${policy?.policyId ?? '0x…'};`;
}

/**
 * Origin of the verifier API, read from the identity that it signs with (did:web, so the host is in it); only this very
 * machine goes without TLS.
 */
export function verifierOrigin(clientId: string): string {
  const host = decodeURIComponent(/did:web:([^:]+)/.exec(clientId)?.[1] ?? '');
  return `${/^localhost(:\d+)?$/.test(host) ? 'http' : 'https'}://${host}`;
}

/** Ask on your server, admit from the account. */
export function sdkSnippet(options: { verifierUrl: string; policyId: string | undefined }): string {
  return `import { createVerifierClient, encodeAdmitCall } from '${SDK}';

const policyId = '${options.policyId ?? '0x…'}';
const verifier = createVerifierClient({
  baseUrl: '${options.verifierUrl}',
  apiKey: process.env.POSTERN_API_KEY, // on your server, never in a page
  fetch,
});

// 1. Ask. Show walletUrl as a link or QR code.
const { sessionId, walletUrl } = await verifier.createSession({ policyId, account });

// 2. Wait for the answer.
const { state, presentation, denial } = await verifier.getSession({ sessionId });

// 3. The account itself sends the admission; from now on your guard lets it in.
if (state === 'verified' && presentation) {
  await wallet.sendTransaction({ to: passRegistry, data: encodeAdmitCall({ policyId, account, presentation }) });
}`;
}
