import type { TestIssuer } from './start-test-issuer.ts';
import {
  type Answered,
  type Applied,
  apply,
  approve,
  readOpenOffer,
  takeMeasure,
  type TestStaff,
} from './test-staff.ts';

/** Two members of staff and what they do together. */
export type TestDesk = {
  maker: TestStaff;
  checker: TestStaff;
  /** Applies and has it approved; gives the offer. */
  admit(
    application: Record<string, unknown>,
    options?: { answer?: Answered },
  ): Promise<{ applied: Applied; caseId: string; offer: { code: string; txCode: string } }>;
  measure(caseId: string, measure: string): Promise<void>;
  /** A fresh offer of a case, made by one person. */
  reoffer(applied: Applied): Promise<{ code: string; txCode: string }>;
  /** The offer that the case shows. */
  offerOf(applied: Applied): Promise<{ code: string; txCode: string }>;
  detail(caseId: string): Promise<CaseFile>;
};

/** What tests read of a case. */
export type CaseFile = {
  state: string;
  credentialStatus?: string;
  credential?: { status: string };
  candidates: { personId: string; effect: string; match: { document: boolean; name: string | null } }[];
  candidatesHash: string;
  samePerson: { caseId: string }[];
  measures: string[];
  emergency?: { since: number; overdue: boolean; by: { staffId: string } };
  rebinding?: { state: string; startedAt: number; dueAt: number; otherCaseIds: string[] };
  events: { kind: string; otherCaseId?: string; actor?: string; at: number }[];
};

export function createTestDesk(options: { host: TestIssuer; maker: TestStaff; checker: TestStaff }): TestDesk {
  const { host, maker, checker } = options;
  const offerOf = (applied: Applied) => readOpenOffer(host, { applied, staff: checker });
  return {
    maker,
    checker,
    admit: async (application, { answer } = {}) => {
      const applied = await apply(host, application);
      const offer = await approve(host, { applied, maker, checker, ...(answer === undefined ? {} : { answer }) });
      return { applied, caseId: applied.applicationId, offer };
    },
    measure: async (caseId, measure) => {
      const answer = await takeMeasure({ caseId, measure, maker, checker });
      if (answer.status !== 200) throw new Error(`${measure}: ${answer.status} ${JSON.stringify(answer.body)}`);
    },
    reoffer: async (applied) => {
      const answer = await checker.post(`/cases/${applied.applicationId}/offers`, {});
      if (answer.status !== 200) throw new Error(`offer: ${answer.status} ${JSON.stringify(answer.body)}`);
      return offerOf(applied);
    },
    offerOf,
    detail: async (caseId) => (await checker.get(`/cases/${caseId}`)).body as unknown as CaseFile,
  };
}

/** Kinds of events of a case that begin with a word. */
export function eventsOf(file: CaseFile, prefix: string): [kind: string, otherCaseId: string | undefined][] {
  return file.events.filter(({ kind }) => kind.startsWith(prefix)).map(({ kind, otherCaseId }) => [kind, otherCaseId]);
}
