import { canonicalizeJson } from '@postern/primitives';
import type { ApplicationData, CaseState, IdentityCandidate } from '@postern/protocol';

import { displayName } from '../case/display-name.ts';
import { ifReadable } from '../case/if-readable.ts';
import { openApplication } from '../case/personal-data.ts';
import type { IssuerContext, IssuerTransaction } from '../ports.ts';
import type { CaseRow, CredentialRow, PersonRow } from '../rows.ts';
import { sha256Hex } from '../vault/hash-token.ts';
import { compareIdentities, type IdentityMatch } from './compare-identities.ts';
import { computeIdentityTokens } from './compute-identity-tokens.ts';

/**
 * States of the files that a new one is compared with: everything that people have decided. An application alone is
 * nobody's candidate: whoever writes a name into a form must not be able to hold up that person's case.
 */
export const COMPARED_STATES: readonly CaseState[] = ['approved', 'active', 'suspended', 'revoked', 'rejected'];

/** States from which a credential may live. */
export const HOLDING_STATES: readonly CaseState[] = ['approved', 'active', 'suspended'];

export type FoundCandidates = {
  candidates: IdentityCandidate[];
  /** SHA-256 of who the candidates are, what they share with the case and what a merge would do; hex. */
  candidatesHash: string;
};

/** The person whose row carries commitment and live seal for a file. */
export function holderOf(person: PersonRow): string {
  return person.mergedInto ?? person.personId;
}

/** Other persons' files that may be the same person's, one entry a person: their newest file that matches. */
export async function findCandidates(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    row: CaseRow;
    person: PersonRow;
    application: ApplicationData;
    states?: readonly CaseState[];
  },
): Promise<FoundCandidates> {
  const { transaction, row, person, states = COMPARED_STATES } = options;
  const matches = await findMatches(context, { ...options, states });
  const candidates: IdentityCandidate[] = [];
  for (const [personId, match] of matches) {
    if (personId === holderOf(person)) continue;
    const credential = await readGroupStatus({ transaction, tenant: row.tenant, personId });
    candidates.push({
      personId,
      caseId: match.row.caseId,
      displayName: displayName(match.application),
      match: match.match,
      application: match.application,
      credential,
      effect: credential === 'valid' || credential === 'suspended' ? 'replaces_live_credential' : 'none',
    });
  }
  candidates.sort((left, right) => (left.personId < right.personId ? -1 : 1));
  return { candidates, candidatesHash: await hashCandidates(candidates) };
}

type FoundMatch = { row: CaseRow; application: ApplicationData; match: IdentityMatch };

async function findMatches(
  context: IssuerContext,
  options: {
    transaction: IssuerTransaction;
    row: CaseRow;
    application: ApplicationData;
    states: readonly CaseState[];
  },
): Promise<Map<string, FoundMatch>> {
  const { vault } = context;
  const { transaction, row, application, states } = options;
  const tokens = await computeIdentityTokens({ vault, application });
  const rows = await transaction.findCasesByTokens({ tenant: row.tenant, tokens, states, exceptCaseId: row.caseId });
  const persons = await transaction.listPersons([...new Set(rows.map((found) => found.personId))]);
  const byId = new Map(persons.map((found) => [found.personId, found]));
  const matches = new Map<string, FoundMatch>();
  for (const other of rows.toSorted((left, right) => right.submittedAt - left.submittedAt)) {
    const owner = byId.get(other.personId);
    if (owner === undefined) continue;
    const unreadable = { table: 'kyc_case', id: other.caseId };
    const stated = await ifReadable(context, unreadable, () => openApplication({ vault, person: owner, row: other }));
    if (stated === null) continue;
    const match = compareIdentities(application, stated);
    if (match === null) continue;
    const known = matches.get(holderOf(owner));
    matches.set(
      holderOf(owner),
      known === undefined
        ? { row: other, application: stated, match }
        : { ...known, match: strongest(known.match, match) },
    );
  }
  return matches;
}

/** What any file of a person shares with the case. */
function strongest(left: IdentityMatch, right: IdentityMatch): IdentityMatch {
  const names = [left.name, right.name];
  const name = names.includes('equal') ? 'equal' : names.includes('close') ? 'close' : null;
  return { document: left.document || right.document, name };
}

async function readGroupStatus(options: {
  transaction: IssuerTransaction;
  tenant: string;
  personId: string;
}): Promise<IdentityCandidate['credential']> {
  const { transaction, tenant, personId } = options;
  const copies: CredentialRow[] = [];
  for (const member of await transaction.listPersonGroup(personId)) {
    copies.push(...(await transaction.listCredentials({ tenant, personId: member.personId })));
  }
  const issued = copies.filter((copy) => copy.state === 'issued');
  if (issued.length === 0) return 'none';
  const live = issued.filter((copy) => copy.revokedAt === null);
  if (live.length === 0) return 'revoked';
  return live.some((copy) => copy.suspendedAt === null) ? 'valid' : 'suspended';
}

function hashCandidates(candidates: readonly IdentityCandidate[]): Promise<string> {
  return sha256Hex(
    canonicalizeJson(candidates.map(({ personId, match, effect }) => ({ personId, match: { ...match }, effect }))),
  );
}
