import { describe, expect, it } from 'vitest';
import { constructorSnippet, sdkSnippet, soliditySnippet, verifierOrigin } from './snippets.ts';

describe('verifierOrigin', () => {
  it('is plain http on this machine and https everywhere else', () => {
    const clientId = (host: string) => `decentralized_identifier:did:web:${host}:p:demo-vault`;
    expect(verifierOrigin(clientId('localhost%3A4104'))).toBe('http://localhost:4104');
    expect(verifierOrigin(clientId('verify.example'))).toBe('https://verify.example');
    expect(verifierOrigin(clientId('localhost.evil.example'))).toBe('https://localhost.evil.example');
  });
});

describe('snippets', () => {
  it('carry the protocol’s own values', () => {
    expect(sdkSnippet({ verifierUrl: 'http://localhost:4104', policyId: '0xab' })).toContain("policyId = '0xab'");
    expect(soliditySnippet().split('\n')).toHaveLength(15);
    expect(constructorSnippet(undefined)).toContain('0x…');
  });
});
