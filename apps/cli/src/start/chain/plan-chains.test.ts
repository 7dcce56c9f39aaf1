import { isLocalChain } from '@postern/primitives';
import { describe, expect, it } from 'vitest';
import { planPorts } from '../services/service-plan.ts';
import { assertOneNumber, type OpenedChain } from './open-local-chains.ts';
import { placeChains } from './place-chains.ts';
import { planChains } from './plan-chains.ts';

const paths = { dataDir: '/data', logsDir: '/data/logs' };
const plan = (secondChain: boolean) => planChains({ chainPort: 8545, secondChain, paths });
const record = (issuerId: number) => ({ record: { issuerId } as OpenedChain['record'] });
const open = (chain: ReturnType<typeof plan>[number]): OpenedChain => ({ ...chain, ...record(1), rpcUrl: '' });

describe('planChains', () => {
  it('keeps the first where it always was, alone unless told', () => {
    expect(plan(false)).toEqual([
      expect.objectContaining({
        ...{ chainId: 31_337, port: 8545 },
        ...{ stateFile: '/data/chain/state.json', deploymentFile: '/data/deployment.json' },
      }),
    ]);
    expect(plan(true)[0]).toEqual(plan(false)[0]);
  });

  it('gives the second everything of its own, and both ids of local chains', () => {
    const [first, second] = plan(true);
    for (const key of ['key', 'name', 'chainId', 'port', 'stateFile', 'logFile', 'deploymentFile'] as const) {
      expect(second?.[key]).not.toBe(first[key]);
    }
    expect(plan(true).map(({ chainId }) => isLocalChain(chainId))).toEqual([true, true]);
  });
});

describe('placeChains', () => {
  const ports = planPorts(4100);
  const [first, second] = plan(true);
  const opened = [open(first), open(second!)] as const;

  it('gives each chain a port and a vault of its own on this machine', () => {
    expect(placeChains({ opened, ports, portBase: 4100 })).toMatchObject([
      { publicRpcUrl: 'http://localhost:8545', vault: { port: 4106, url: 'http://localhost:4106' } },
      { publicRpcUrl: 'http://localhost:8546', vault: { port: 4107, url: 'http://localhost:4107' } },
    ]);
  });

  it('gives each a host of its own behind a proxy, while the services keep to this machine', () => {
    const publicUrl = 'https://{app}.example.org';
    expect(placeChains({ opened, ports, portBase: 4100, publicUrl })[1]).toMatchObject({
      rpcUrl: 'http://localhost:8546',
      publicRpcUrl: 'https://chain-2.example.org',
      vault: { port: 4107, url: 'https://vault-demo-2.example.org' },
    });
  });
});

describe('assertOneNumber', () => {
  it('takes a bank that has one number on both chains, and refuses one with two', () => {
    assertOneNumber([record(1), record(1)]);
    expect(() => assertOneNumber([record(1), record(2)])).toThrow(
      expect.objectContaining({ code: 'ERR_LAUNCHER_CHAIN' }),
    );
  });
});
