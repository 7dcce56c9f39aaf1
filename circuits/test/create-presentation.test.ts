import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { encodePersonAttributes, ENTITY_FLAG_BIT, KYC_ENTITY_SCHEMA, type PersonRecord } from '@postern/credential';
import {
  type CreateCircuitInputsOptions,
  createCircuitInputs,
  hashPolicy,
  layOutCircuitInputs,
  type PolicyInput,
} from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import {
  createFetchArtifactSource,
  createPresentation,
  createProver,
  type ProverThreads,
  type ProvingStep,
  releaseProofWorkers,
} from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';
import { afterAll, describe, expect, test, vi } from 'vitest';

import { createFixture, NOW, PERSON_VALUES } from './fixture.ts';

// A test here loads 21 MB and starts threads, some of them twice: a busy machine needs its time.
vi.setConfig({ testTimeout: 90_000 });

const artifacts = createNodeArtifactSource();
const inputs = createCircuitInputs(createFixture());

afterAll(releaseProofWorkers);

describe('createPresentation', () => {
  test('proves with the committed artifacts, telling each step', async () => {
    const steps: ProvingStep[] = [];
    const presentation = await createPresentation({ inputs, artifacts, onProgress: (step) => steps.push(step) });
    expect(steps).toEqual(['load', 'witness', 'prove', 'done']);
    const signals = await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    expect(signals.scope).toBe(777n);
  });

  test('two proofs of one statement differ and share their signals', async () => {
    const first = await createPresentation({ inputs, artifacts, keepWorkers: true });
    const second = await createPresentation({ inputs, artifacts, keepWorkers: true });
    expect(first.proof).not.toEqual(second.proof);
    expect(first.publicSignals).toEqual(second.publicSignals);
  });

  test('proves a legal entity with the same circuit and key', async () => {
    const { beneficial_owners_verified, regulated } = ENTITY_FLAG_BIT;
    // Founded in 2001 in France, seated in Switzerland, doing business in Germany.
    const values = PERSON_VALUES.with(0, 20_010_315n)
      .with(2, 756n)
      .with(7, (1n << BigInt(beneficial_owners_verified)) | (1n << BigInt(regulated)))
      .with(10, 8_888n);
    const policy: PolicyInput = {
      schema: 'kyc-entity/1',
      age: { atLeast: 20 },
      jurisdiction: { notIn: ['IR', 'KP'] },
      placeOfBusiness: { in: ['DE', 'AT', 'CH'] },
      registration: { notExpired: true },
      flags: ['beneficial_owners_verified', 'regulated'],
      issuers: [1],
    };
    const fixture = createFixture({ schemaId: KYC_ENTITY_SCHEMA.schemaId, values, policy });
    const presentation = await createPresentation({ inputs: createCircuitInputs(fixture), artifacts });
    const signals = await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    expect(signals.policyHash).toBe(hashPolicy(fixture.compiledPolicy));
    // A person's seal with the same values does not pass for an entity's.
    expect(() => createCircuitInputs({ ...fixture, seal: createFixture({ values }).seal })).toThrow(
      expect.objectContaining({ code: 'ERR_STATEMENT_SCHEMA' }),
    );
  }, 60_000);

  test('proves for a stateless person whom nobody screened, out of test data where they are admitted', async () => {
    const record: PersonRecord = {
      ...{ givenName: 'Samira', familyName: 'Haddad', birthDate: '1994-06-01' },
      ...{ nationalities: ['XXA'], residence: 'DE', residenceSubdivision: 0 },
      address: { street: '', locality: 'Berlin', postalCode: '' },
      document: { type: 'residence_permit', number: 'TD1234567', issuingCountry: 'DE', expiresOn: '2029-05-31' },
      ...{ assurance: 'substantial', diligence: 'standard', flags: [], testData: true },
      ...{ screenedAt: 0, issuedAt: NOW - 86_400, reboundAt: 0 },
    };
    const values = encodePersonAttributes(record);
    const policy: PolicyInput = { nationality: { notIn: ['IR', 'KP'] }, testData: 'allowed', issuers: [1] };
    const fixture = createFixture({ values, policy });
    const presentation = await createPresentation({ inputs: createCircuitInputs(fixture), artifacts });
    const signals = await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
    expect(signals.policyHash).toBe(hashPolicy(fixture.compiledPolicy));
    const refusing: PolicyInput[] = [
      { ...policy, nationality: { notIn: ['IR', 'XXA'] } },
      { ...policy, screened: { within: 'P3653D' } },
      { ...policy, taxResidence: { in: ['DE'] } },
      { nationality: policy.nationality, issuers: [1] },
    ];
    for (const each of refusing) {
      const statement = createFixture({ values, policy: each });
      expect(() => createCircuitInputs(statement)).toThrow(expect.objectContaining({ code: 'ERR_STATEMENT_POLICY' }));
      // Nor does the prover make one for somebody who asks it past that check.
      await expect(createPresentation({ inputs: layOutCircuitInputs(statement), artifacts })).rejects.toMatchObject({
        code: 'ERR_PROVING_STATEMENT_FALSE',
      });
    }
  });

  test('refuses a false statement without telling why', async () => {
    const falseInputs = layOutCircuitInputs(createFixture({ issuerId: 3 }));
    await expect(createPresentation({ inputs: falseInputs, artifacts })).rejects.toMatchObject({
      code: 'ERR_PROVING_STATEMENT_FALSE',
    });
  });

  test('can be cancelled before and while it proves', async () => {
    const expected = { code: 'ERR_PROVING_CANCELLED' };
    await expect(createPresentation({ inputs, artifacts, signal: AbortSignal.abort() })).rejects.toMatchObject(
      expected,
    );
    const controller = new AbortController();
    const onProgress = (step: ProvingStep) => {
      if (step === 'prove') setTimeout(() => controller.abort(), 20);
    };
    await expect(
      createPresentation({ inputs, artifacts, onProgress, signal: controller.signal }),
    ).rejects.toMatchObject(expected);
  });

  test('cancelling ends the threads, and the same prover starts new ones for the next proof', async () => {
    const ended: number[] = [];
    let started = 0;
    const real = artifacts.threads!;
    const { count } = real;
    const threads: ProverThreads = {
      count,
      start: () => {
        started += 1;
        const [number, thread] = [started, real.start()];
        return { ...thread, terminate: () => (ended.push(number), thread.terminate()) };
      },
    };
    const prover = createProver({ artifacts: { ...artifacts, threads } });
    try {
      const controller = new AbortController();
      const onProgress = (step: ProvingStep) => (step === 'prove' ? controller.abort() : undefined);
      const cancelled = prover.prove({ inputs, onProgress, signal: controller.signal });
      const waiting = prover.prove({ inputs });
      await expect(cancelled).rejects.toMatchObject({ code: 'ERR_PROVING_CANCELLED' });
      expect(ended).toHaveLength(count);
      const { presentation } = await waiting;
      await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
      expect(started).toBe(2 * count);
    } finally {
      await prover.close();
    }
    expect(ended).toHaveLength(2 * count);
    await expect(prover.prove({ inputs })).rejects.toMatchObject({ code: 'ERR_PROVING_CLOSED' });
  });

  test.each([1, 3])('proves on %i threads, and in the calling one', async (count) => {
    const { threads, ...withoutThreads } = artifacts;
    const some = count === 1 ? withoutThreads : { ...artifacts, threads: { ...threads!, count } };
    const presentation = await createPresentation({ inputs, artifacts: some });
    await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
  });
});

describe('artifacts', () => {
  const committed = fileURLToPath(new URL('../artifacts', import.meta.url));

  test('a missing or corrupt file on disk is refused', async () => {
    const directory = await mkdtemp(path.join(tmpdir(), 'postern-artifacts-'));
    try {
      const source = createNodeArtifactSource({ directory });
      await expect(source.load('wasm')).rejects.toMatchObject({ code: 'ERR_ARTIFACT_UNAVAILABLE' });
      await cp(path.join(committed, 'kyc-presentation.wasm.br'), path.join(directory, 'kyc-presentation.zkey.br'));
      await expect(source.load('zkey')).rejects.toMatchObject({ code: 'ERR_ARTIFACT_HASH' });
      const bytes = await readFile(path.join(committed, 'kyc-presentation.wasm.br'));
      await writeFile(path.join(directory, 'kyc-presentation.wasm.br'), bytes.subarray(0, bytes.length / 2));
      await expect(source.load('wasm')).rejects.toMatchObject({ code: 'ERR_ARTIFACT_UNAVAILABLE' });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  test('bytes from the network are checked, and checked again at each use', async () => {
    const wasm = await artifacts.load('wasm');
    let requests = 0;
    const cacheModes: (string | undefined)[] = [];
    const source = createFetchArtifactSource({
      baseUrl: 'http://localhost/artifacts/',
      fetch: async (_, { cache }) => {
        requests += 1;
        cacheModes.push(cache);
        return new Response(wasm.slice() as Uint8Array<ArrayBuffer>);
      },
    });
    const first = await source.load('wasm');
    await source.load('wasm');
    expect(requests).toBe(1);
    // A kept copy that was tampered with is dropped, and asked for again past the caches.
    first[1000] = first[1000]! ^ 1;
    expect(Buffer.compare(await source.load('wasm'), wasm)).toBe(0);
    expect([requests, cacheModes]).toEqual([2, [undefined, 'reload']]);
  });

  test('a tampered cache entry is refetched, a tampered server stays refused', async () => {
    const wasm = await artifacts.load('wasm');
    const tampered = wasm.slice();
    tampered[1000] = tampered[1000]! ^ 1;
    const load = (fetch: (cache: string | undefined) => Uint8Array) =>
      createFetchArtifactSource({
        baseUrl: 'http://localhost/artifacts/',
        fetch: async (_, { cache }) => new Response(fetch(cache).slice() as Uint8Array<ArrayBuffer>),
      }).load('wasm');
    expect(Buffer.compare(await load((cache) => (cache === 'reload' ? wasm : tampered)), wasm)).toBe(0);
    await expect(load(() => tampered)).rejects.toMatchObject({ code: 'ERR_ARTIFACT_HASH' });
  });

  test.each([
    ['refused', async () => new Response('', { status: 404 })],
    ['impossible', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('a download that is %s is typed', async (_name, fetch) => {
    const source = createFetchArtifactSource({ baseUrl: 'http://localhost/artifacts/', fetch });
    await expect(source.load('zkey')).rejects.toMatchObject({ code: 'ERR_ARTIFACT_UNAVAILABLE' });
  });
});

describe('createCircuitInputs refuses what cannot be proven', () => {
  const refuse = (changes: Partial<CreateCircuitInputsOptions>, code: string, options = {}) =>
    expect(() => createCircuitInputs({ ...createFixture(options), ...changes })).toThrow(
      expect.objectContaining({ code }),
    );

  test('an expiry after the seal', () => {
    refuse({ expiresAt: createFixture().seal.validUntil + 1 }, 'ERR_STATEMENT_EXPIRY');
  });

  test('a revoked seal', () => {
    refuse({}, 'ERR_STATEMENT_STATUS', { index: 77, flagged: [77] });
  });

  test('another schema', () => {
    refuse({}, 'ERR_STATEMENT_SCHEMA', { policy: { schema: 'kyc-entity/1', issuers: [1] } });
  });

  test('attributes that the policy refuses', () => {
    refuse({}, 'ERR_STATEMENT_POLICY', { policy: { age: { atLeast: 40 }, issuers: [1] } });
  });
});
