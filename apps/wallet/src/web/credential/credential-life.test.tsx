import type { SealedCredential, StatusListCache } from '@postern/holder';
import { createStatusBits, createStatusTree, setStatusBit } from '@postern/primitives';
import { PosternProvider } from '@postern/ui';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { describe, expect, it } from 'vitest';
import { LifeLine, type LifeLineProps } from './life-line.tsx';
import { readCredentialLife } from './read-credential-life.ts';

const NOW = 1_790_000_000;
const URI = 'https://bank.example/status/bits/1?epoch=3';
const INDEX = 77;

const zeros = ['0', '0'];
const credential = {
  id: 'one',
  seal: {
    schemaId: '1',
    values: Array.from({ length: 16 }, () => '0'),
    blindings: Array.from({ length: 16 }, () => '1'),
    issuerId: 1,
    listId: 1,
    index: INDEX,
    validUntil: NOW + 86_400,
    key: zeros,
    signature: { r8: zeros, s: '0' },
  },
} as unknown as SealedCredential;

function createServices(options: { anchored: Uint8Array; published: Uint8Array | undefined; now?: number }) {
  const { anchored, published, now = NOW } = options;
  const kept = new Map<string, Uint8Array>();
  const cache: StatusListCache = {
    read: async (uri) => kept.get(uri),
    write: async (uri, bits) => void kept.set(uri, bits),
  };
  const leaf = { issuerId: 1, listId: 1, uri: URI, statusRoot: createStatusTree(anchored).root };
  return {
    clock: { now: () => now },
    cache,
    chains: [{ readRegistryLeaves: async () => [leaf] } as never],
    refreshStatus: async () => {
      if (published !== undefined) kept.set(URI, published);
    },
  };
}

const flagged = () => {
  const bits = createStatusBits();
  setStatusBit(bits, INDEX, true);
  return bits;
};

describe('the life of a credential', () => {
  it('is told with the moment at which it was looked at', async () => {
    const [clear, raised] = [createStatusBits(), flagged()];
    const read = (bits: Uint8Array) =>
      readCredentialLife(createServices({ anchored: bits, published: bits }), credential);
    expect(await read(clear)).toEqual({ state: 'valid', checkedAt: NOW });
    expect(await read(raised)).toEqual({ state: 'ended', checkedAt: NOW });
  });

  it('is not guessed while the list cannot be had, or is not the anchored one', async () => {
    for (const published of [undefined, createStatusBits()]) {
      const services = createServices({ anchored: flagged(), published });
      await expect(readCredentialLife(services, credential)).rejects.toMatchObject({ code: 'ERR_STATUS_LIST' });
    }
  });

  it('has ended where one of several chains says so, and is told by the others while one does not answer', async () => {
    const services = createServices({ anchored: createStatusBits(), published: createStatusBits() });
    const other = `${URI}&other`;
    const leaf = { issuerId: 1, listId: 1, uri: other, statusRoot: createStatusTree(flagged()).root };
    const ahead = { readRegistryLeaves: async () => [leaf] } as never;
    const silence = new Error('no answer');
    const silent = { readRegistryLeaves: () => Promise.reject(silence) } as never;
    await services.cache.write(other, flagged());
    const read = (chains: readonly never[]) => readCredentialLife({ ...services, chains }, credential);
    expect(await read([...services.chains, ahead])).toMatchObject({ state: 'ended' });
    expect(await read([silent, ...services.chains])).toMatchObject({ state: 'valid' });
    await expect(read([silent])).rejects.toBe(silence);
  });

  it('is over after its end, without asking anybody', async () => {
    const services = createServices({ anchored: flagged(), published: undefined, now: NOW + 86_400 });
    await expect(readCredentialLife(services, credential)).resolves.toMatchObject({ state: 'expired' });
  });
});

describe('what the card says about it', () => {
  async function show(props: LifeLineProps): Promise<string> {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    const page = document.body.appendChild(document.createElement('div'));
    const root = createRoot(page);
    await act(async () =>
      root.render(
        <PosternProvider>
          <main>
            <LifeLine {...props} />
          </main>
        </PosternProvider>,
      ),
    );
    const text = page.querySelector('main')?.textContent ?? '';
    await act(async () => root.unmount());
    page.remove();
    return text;
  }
  const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

  it('is how long ago it was checked, and with what outcome', async () => {
    expect(await show({ life: { state: 'valid', checkedAt: ago(200) }, isStale: false })).toContain(
      'Checked 3 minutes ago: the bank stands by it.',
    );
    const ended = await show({ life: { state: 'ended', checkedAt: ago(5) }, isStale: false });
    expect(ended).toContain('Checked just now.');
    expect(ended).not.toContain('stands by it');
  });

  it('is that it could not be checked, when it could not', async () => {
    const kept = await show({ life: { state: 'valid', checkedAt: ago(4000) }, isStale: true });
    expect(kept).toContain('Checked 1 hour ago');
    expect(kept).toContain('could not be checked again since');
    expect(await show({ life: undefined, isStale: true })).toContain('could not be checked yet');
  });

  it('is nothing before the first answer', async () => {
    expect(await show({ life: undefined, isStale: false })).toBe('');
  });
});
