/** Proves the fixture's statement and writes it as JSON for the tests of other packages. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { computeAccountBinding, computeChainScope, hashIssuerCommitment } from '@postern/primitives';
import { createCircuitInputs } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation } from '@postern/proof/prove';
import { namePublicSignals, toSolidityProof } from '@postern/proof/verify';
import { createFixture, NOW, WALK_POLICY } from '../../test/fixture.ts';

export async function writeVector(values) {
  const chainId = Number(values['chain-id']);
  const now = Number(values.now ?? NOW);
  const policy = values.policy === undefined ? WALK_POLICY : JSON.parse(await readFile(values.policy, 'utf8'));
  const fixture = createFixture({
    policy,
    now,
    issuerId: Number(values.issuer),
    listId: Number(values.list),
    leafIndex: Number(values.leaf),
  });
  const statement = {
    ...fixture,
    scope: computeChainScope({ chainId, registry: values.registry, scopeId: values['scope-id'] }),
    binding: computeAccountBinding(values.account),
    expiresAt: Number(values['expires-at'] ?? fixture.expiresAt),
  };
  const presentation = await createPresentation({
    inputs: createCircuitInputs(statement),
    artifacts: createNodeArtifactSource(),
  });

  const { seal } = fixture;
  const vector = {
    note: 'Synthetic credential, development keys. Made by circuits/bin/create-vector.mjs.',
    chain: { chainId, passRegistry: values.registry, scopeId: values['scope-id'], account: values.account },
    policy,
    issuer: {
      issuerId: seal.issuerId,
      listId: seal.listId,
      schemaId: seal.schemaId,
      key: seal.key,
      issuerCommitment: hashIssuerCommitment(seal),
    },
    signals: namePublicSignals(presentation),
    presentation,
    solidity: toSolidityProof(presentation),
  };
  const decimal = (_, value) => (typeof value === 'bigint' ? value.toString() : value);
  await mkdir(path.dirname(values.out), { recursive: true });
  await writeFile(values.out, `${JSON.stringify(vector, decimal, 2)}\n`);
}
