import type { JobQueue } from '@postern/db/jobs';
import { type IssuerContext, listOverdueChanges, requireSession, requireTenant, type Tenant } from '@postern/issuer';
import { computeAnchorBound, type DeskAlarms, zDeskAlarms } from '@postern/protocol';
import type { Router } from 'express';

import { readSessionCookie } from './cookies.ts';

/** What did not happen in its time. Asks no chain, so that a dead one hides nothing. */
export function addStaffAlarmRoutes(
  router: Router,
  context: IssuerContext,
  { jobs }: { jobs: Pick<JobQueue, 'report'> },
): void {
  router.get('/staff/alarms', async (request, response) => {
    const { staff } = await requireSession(context, { token: readSessionCookie(request) });
    const tenant = await requireTenant(context, staff.tenant);
    const [overdue, { deadLetters }] = await Promise.all([listOverdueChanges(context), jobs.report()]);
    const newest = new Map<string, DeskAlarms['jobs'][number]>();
    for (const { job, key, at, code, settled } of deadLetters.newest) {
      if (settled || newest.has(job) || !concerns(key, tenant)) continue;
      newest.set(job, { job, at: Math.floor(at.getTime() / 1000), code });
    }
    const alarms: DeskAlarms = {
      boundSeconds: computeAnchorBound(context.settings.anchorTimes),
      chains: context.chains.length,
      changes: overdue
        .filter((change) => change.tenant === tenant.slug && change.listId === tenant.listId)
        .map(({ chainId, changedAt }) => ({ chainId, since: changedAt })),
      jobs: [...newest.values()],
    };
    response.json(zDeskAlarms.parse(alarms));
  });
}

/** Work for nobody in particular concerns every bank; what is for another bank tells nothing about it here. */
function concerns(key: string, { slug, operatorAddress }: Tenant): boolean {
  const whose = key.split('/').at(-1) ?? '';
  return whose === '' || whose === slug || whose === operatorAddress;
}
