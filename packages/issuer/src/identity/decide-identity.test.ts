import type { DecisionDraft, IdentityCandidate } from '@postern/protocol';
import { describe, expect, it } from 'vitest';

import { decideIdentity } from './decide-identity.ts';

const candidate = (personId: string, document = false) =>
  ({ personId, match: { document, name: 'equal' } }) as IdentityCandidate;
const found = (...candidates: IdentityCandidate[]) => ({ candidates, candidatesHash: 'now' });
const draft = (changes: Partial<DecisionDraft>): DecisionDraft => ({ action: 'propose', ...changes });
const same = (personId: string) => ({ personId, answer: 'same' as const });
const another = (personId: string) => ({ personId, answer: 'another' as const });
const refusal = (code: string) => expect.objectContaining({ code });

describe('who the person is', () => {
  it('needs no word where nobody is alike', () => {
    expect(decideIdentity({ draft: draft({}), found: found() })).toEqual({ candidatesHash: 'now', answers: [] });
    expect(() => decideIdentity({ draft: draft({}), found: found(candidate('a')) })).toThrow(
      refusal('ERR_IDENTITY_UNANSWERED'),
    );
  });

  it('is answered once for each candidate, and for nobody else', () => {
    const decide = (...answers: { personId: string; answer: 'same' | 'another' }[]) =>
      decideIdentity({
        draft: draft({ identity: { candidatesHash: 'now', answers } }),
        found: found(candidate('a'), candidate('b')),
      });
    expect(decide(same('a'), another('b')).answers).toHaveLength(2);
    for (const answers of [
      [same('a')],
      [same('a'), same('a')],
      [same('a'), same('c')],
      [same('a'), another('a'), same('b')],
    ]) {
      expect(() => decide(...answers)).toThrow(refusal('ERR_IDENTITY_UNANSWERED'));
    }
  });

  it('is answered over the candidates as they are now', () => {
    const identity = { candidatesHash: 'then', answers: [same('a')] };
    expect(() => decideIdentity({ draft: draft({ identity }), found: found(candidate('a')) })).toThrow(
      refusal('ERR_IDENTITY_CHANGED'),
    );
  });

  it('says why the holder of the same document is another person', () => {
    const identity = { candidatesHash: 'now', answers: [another('a')] };
    const decide = (reason?: string) =>
      decideIdentity({
        draft: draft({ identity, ...(reason === undefined ? {} : { reason }) }),
        found: found(candidate('a', true)),
      });
    expect(() => decide()).toThrow(refusal('ERR_IDENTITY_REASON'));
    expect(() => decide('no')).toThrow(refusal('ERR_IDENTITY_REASON'));
    expect(decide('the number was typed wrongly').answers).toEqual(identity.answers);
  });
});
