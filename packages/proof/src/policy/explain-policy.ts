import { FLAG_BIT, KYC_ENTITY_SCHEMA, KYC_PERSON_SCHEMA } from '@postern/credential';

import { type CompiledPolicy, isNeutralRange, isNeutralSet } from './compiled-policy.ts';
import {
  type DescribeOptions,
  describeFlags,
  describeIssuers,
  describeRange,
  describeSet,
} from './describe-predicate.ts';

export type ExplainPolicyOptions = {
  /** Names of issuers by id, from the trust registry. */
  issuerNames?: Readonly<Record<number, string>>;
  /** BCP 47 language of country names; sentences are English. */
  locale?: string;
};

/**
 * The policy in plain words, one sentence a condition, from the hashed values alone: a publisher's prose never reaches
 * the consent screen.
 */
export function explainPolicy(policy: CompiledPolicy, options: ExplainPolicyOptions = {}): string[] {
  const describe: DescribeOptions = {
    schemaId: policy.schemaId,
    locale: options.locale ?? 'en',
    issuerNames: options.issuerNames ?? {},
  };
  return [
    ...(policy.schemaId === KYC_PERSON_SCHEMA.schemaId ? [] : [describeSchema(policy.schemaId)]),
    ...policy.ranges.filter((range) => !isNeutralRange(range)).map((range) => describeRange(range, describe)),
    ...policy.sets.filter((set) => !isNeutralSet(set)).map((set) => describeSet(set, describe)),
    ...describeFlags(policy.flagsRequired, policy.flagsForbidden, describe),
    ...describeTestData(policy),
    describeIssuers(policy.issuerMask, describe),
  ];
}

/** Test data that are forbidden or required are a flag like others; that they are accepted is said as openly. */
function describeTestData(policy: CompiledPolicy): string[] {
  const isFlag = (((policy.flagsRequired | policy.flagsForbidden) >> BigInt(FLAG_BIT.test_data)) & 1n) === 1n;
  return isFlag ? [] : ['Your credential may be test data: made-up people are accepted.'];
}

function describeSchema(schemaId: bigint): string {
  return schemaId === KYC_ENTITY_SCHEMA.schemaId
    ? 'Your credential is that of a legal entity.'
    : `Your credential has the schema ${schemaId}.`;
}
