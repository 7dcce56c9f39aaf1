import { createSeal, encodePersonAttributes, KYC_PERSON_SCHEMA, type PersonRecord } from '@postern/credential';
import * as p from '@postern/primitives';
import { compilePolicy, createCircuitInputs, explainPolicy } from '@postern/proof';
import { createNodeArtifactSource } from '@postern/proof/artifacts-node';
import { createPresentation } from '@postern/proof/prove';
import { kycPresentationVerificationKey, verifyPresentationProof } from '@postern/proof/verify';

/** The whole idea in one function: a bank seals, a holder proves, a verifier checks. */
export async function proveAPolicy(options: { record: PersonRecord; random: p.Random; now: number }) {
  const { record, random, now } = options;
  // the bank checks a person once and seals the attributes for the holder's commitment
  const holderSecret = p.bytesToBigint(random.bytes(31));
  const privateKey = random.bytes(32);
  const status = { issuerId: 1, listId: 1, index: 4711 };
  const validUntil = now + 365 * 86_400;
  const holderCommitment = p.hashHolderCommitment(holderSecret);
  const values = encodePersonAttributes(record);
  const { schemaId } = KYC_PERSON_SCHEMA;
  const seal = createSeal({ schemaId, values, holderCommitment, status, validUntil, privateKey, random });
  // the registry holds the bank's key and its status root, the protocol's policy says what is asked
  const statusTree = p.createStatusTree(p.createStatusBits());
  const issuerCommitment = p.hashIssuerCommitment({ key: seal.key, schemaId, ...status });
  const registry = p.createRegistryTree([p.hashRegistryLeaf({ issuerCommitment, statusRoot: statusTree.root })]);
  const policy = { age: { atLeast: 18 }, residence: { notIn: ['KP', 'IR'] }, issuers: [status.issuerId] };
  const compiledPolicy = compilePolicy({ policy });
  // the holder proves it without showing anything else, the verifier checks it
  const inputs = createCircuitInputs({
    ...{ seal, holderSecret, compiledPolicy, now, expiresAt: now + 86_400 },
    ...{ registryPath: p.getRegistryPath(registry, 0), statusPath: p.getStatusPath(statusTree, status.index) },
    scope: p.computeVerifierScope({ clientId: 'did:web:vault.example' }),
    binding: p.computeAccountBinding('0x70997970C51812dc3A010C7d01b50e0d17dc79C8'),
  });
  const presentation = await createPresentation({ inputs, artifacts: createNodeArtifactSource() });
  await verifyPresentationProof({ presentation, verificationKey: kycPresentationVerificationKey });
  return { presentation, asked: explainPolicy(compiledPolicy) };
}
