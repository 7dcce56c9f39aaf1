import type { IdentityAnswers } from '@postern/protocol';

import type { IssuerContext } from '../ports.ts';

/** Sampled answers shown at once, newest first. */
const PAGE = 100;

/** How often each member of staff took two files for one person or for two, and the answers drawn for a second look. */
export async function readIdentityAnswers(
  context: IssuerContext,
  options: { tenant: string },
): Promise<IdentityAnswers> {
  return context.store.transaction(async (transaction) => {
    const rows = await transaction.listIdentityAnswers(options.tenant);
    const staff = await transaction.listStaff(options.tenant, { alsoRemoved: true });
    const names = new Map(staff.map((member) => [member.staffId, member.name]));
    const count = (staffId: string, answer: 'same' | 'another') =>
      rows.filter((row) => row.answer === answer && (row.proposerId === staffId || row.approverId === staffId)).length;
    return {
      staff: staff.map(({ staffId, name }) => ({
        staffId,
        name,
        same: count(staffId, 'same'),
        another: count(staffId, 'another'),
      })),
      sampled: rows
        .filter((row) => row.sampled)
        .toSorted((left, right) => right.answeredAt - left.answeredAt)
        .slice(0, PAGE)
        .map((row) => ({
          caseId: row.caseId,
          otherCaseId: row.otherCaseId,
          answeredBy: [row.proposerId, row.approverId].map((id) => names.get(id) ?? id).join(', '),
          at: row.answeredAt,
        })),
    };
  });
}
