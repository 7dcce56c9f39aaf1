import { describe, expect, it } from 'vitest';
import { planPorts, planPublicUrls, planUrls } from './services/service-plan.ts';
import { parseStartOptions } from './start-options.ts';

describe('parseStartOptions', () => {
  it('has a default for everything', () => {
    expect(parseStartOptions({})).toMatchObject({
      portBase: 4100,
      chainPort: 8545,
      secondChain: false,
      reset: false,
      dev: false,
    });
  });
  it.each(['80', 'x', '4100.5', '70000'])('refuses port base %s', (portBase) => {
    expect(() => parseStartOptions({ portBase })).toThrow(expect.objectContaining({ code: 'ERR_LAUNCHER_OPTION' }));
  });
});

describe('PUBLIC_URL', () => {
  it('gives every app an origin of its own', () => {
    expect(parseStartOptions({ publicUrl: 'https://{app}.example.org' }).publicUrl).toBe('https://{app}.example.org');
    expect(planPublicUrls('https://{app}.example.org')).toMatchObject({
      'vault-demo': 'https://vault-demo.example.org',
      chain: 'https://chain.example.org',
    });
  });
  it.each(['https://example.org', 'https://{app}.example.org/path', '{app}'])('refuses %s', (publicUrl) => {
    expect(() => parseStartOptions({ publicUrl })).toThrow(expect.objectContaining({ code: 'ERR_LAUNCHER_OPTION' }));
  });
});

describe('planPorts', () => {
  it('keeps the documented addresses', () => {
    expect(planUrls(planPorts(4100))).toEqual({
      issuer: 'http://localhost:4101',
      portal: 'http://localhost:4102',
      wallet: 'http://localhost:4103',
      verifier: 'http://localhost:4104',
      console: 'http://localhost:4105',
      'vault-demo': 'http://localhost:4106',
    });
  });
});
