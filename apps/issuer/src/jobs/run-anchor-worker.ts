import type { Logger } from '@postern/http-service';
import {
  deliverMails,
  type IssuerContext,
  reconcileAnchor,
  runAnchorStep,
  runDueRebindings,
  type Tenant,
} from '@postern/issuer';

/** How many quiet rounds pass between two comparisons of registry and rows. */
const RECONCILE_EVERY = 60;
/** How many rounds pass between two deletions of what has run out. */
const PURGE_EVERY = 30;

export type AnchorWorker = { stop(): Promise<void> };

/**
 * Runs the outbox of every tenant until stopped, and what falls due at a time: re-bindings and messages. A failing step is
 * logged and tried again in the next round.
 */
export function runAnchorWorker(options: { context: IssuerContext; logger: Logger; intervalMs: number }): AnchorWorker {
  const { context, logger, intervalMs } = options;
  let stopped = false;
  let wake: (() => void) | undefined;

  const runTenant = async (tenant: Tenant, round: number): Promise<void> => {
    try {
      if (round % RECONCILE_EVERY === 0) await reconcileAnchor(context, { tenant });
      const result = await runAnchorStep(context, { tenant });
      if (result !== 'idle' && result !== 'waiting') {
        logger.info({ job: 'anchor', tenantId: tenant.slug, event: result }, 'anchor step');
      }
    } catch (err) {
      logger.warn({ job: 'anchor', tenantId: tenant.slug, err }, 'anchor step failed, will try again');
    }
  };
  const runDue = async (): Promise<void> => {
    const { sent, failed } = await deliverMails(context);
    if (sent > 0) logger.info({ job: 'mail', event: 'sent', count: sent }, 'messages handed over');
    if (failed > 0) logger.warn({ job: 'mail', event: 'failed', count: failed }, 'messages not taken, will try again');
    const { done, failures } = await runDueRebindings(context);
    if (done > 0) logger.info({ job: 'rebinding', event: 'done', count: done }, 're-bindings done');
    for (const err of failures) logger.warn({ job: 'rebinding', err }, 're-binding failed, will try again');
  };
  const loop = async (): Promise<void> => {
    for (let round = 0; !stopped; round += 1) {
      try {
        const tenants = await context.store.transaction((transaction) => transaction.listTenants());
        for (const tenant of tenants) await runTenant(tenant, round);
        await runDue();
        if (round % PURGE_EVERY === 0) {
          await context.store.transaction((transaction) => transaction.purgeExpired(context.clock.now()));
        }
      } catch (err) {
        logger.warn({ job: 'anchor', err }, 'anchor round failed, will try again');
      }
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, intervalMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = loop();
  return {
    stop: async () => {
      stopped = true;
      wake?.();
      await ended;
    },
  };
}
