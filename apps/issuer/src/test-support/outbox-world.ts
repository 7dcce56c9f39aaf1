import { readRegistryLeaves } from '@postern/contracts';
import {
  type AnchorChain,
  type AnchorRow,
  type IssuerContext,
  listLanes,
  openLaneKey,
  type OutboxEvent,
  queueAnchor,
  readStatusOverview,
  requireTenant,
  runOutboxStep,
  type Tenant,
} from '@postern/issuer';
import type { TestChain } from '@postern/testkit';
import { startTestIssuer, TENANT, type TestIssuer } from './start-test-issuer.ts';

/** The outbox of a real issuer whose jobs sleep: every step is taken by hand. */
export type OutboxWorld = {
  host: TestIssuer;
  context: IssuerContext;
  tenant: Tenant;
  /** Revokes one more index, as a status change does. */
  changeStatus(): Promise<void>;
  /** One step on the first chain, with some of its methods replaced. */
  step(replaced?: Partial<AnchorChain>): Promise<OutboxEvent['type'][]>;
  /** The same in a context of the test's own, such as a later one. */
  stepIn(context: IssuerContext): Promise<OutboxEvent['type'][]>;
  operatorKey(): Promise<Uint8Array>;
  /** Steps, with a block after each, until nothing is left to do; the events on the way. */
  settle(): Promise<OutboxEvent['type'][]>;
  /** Newest first, of the first chain. */
  anchors(): Promise<AnchorRow[]>;
  leaf(): Promise<{ epoch: number; statusRoot: bigint }>;
  /** Whether the registry holds what the rows say, and no acknowledged change waits. */
  isWhole(): Promise<boolean>;
};

const STEPS_AT_MOST = 200;

export async function openOutboxWorld(options: {
  port: number;
  env?: Record<string, string>;
  chain?: TestChain;
  /** Chains beside the test's own. */
  moreChains?: readonly { chainId: number; rpcUrl: string; trustRegistry: string }[];
}): Promise<OutboxWorld> {
  const { env, ...rest } = options;
  const host = await startTestIssuer({
    ...rest,
    env: { ISSUER_RUN_JOBS: 'false', ISSUER_ANCHOR_RESEND_SECONDS: '0', ...env },
  });
  const tenant = await requireTenant(host.container.context, TENANT);
  let index = 0;
  const context = () => host.container.context;
  const lane = (replaced: Partial<AnchorChain> = {}) => {
    const chain = { ...context().chain, ...replaced };
    return listLanes({ chains: [chain], tenants: [tenant] })[0]!;
  };
  const step = async (replaced?: Partial<AnchorChain>) =>
    (await runOutboxStep(context(), { lane: lane(replaced) })).map(({ type }) => type);
  const isWhole = async () => {
    const { inSync, chains } = await readStatusOverview(context(), { tenant });
    return inSync && chains.every((each) => each.waitingSince === null);
  };
  return {
    host,
    get context() {
      return context();
    },
    tenant,
    changeStatus: async () => {
      index += 1;
      await revokeIndex(context(), index);
    },
    step,
    stepIn: async (other) => (await runOutboxStep(other, { lane: lane() })).map(({ type }) => type),
    operatorKey: () => openLaneKey(context(), lane()),
    settle: async () => {
      const events: OutboxEvent['type'][] = [];
      for (let taken = 0; taken < STEPS_AT_MOST; taken += 1) {
        const happened = await step();
        events.push(...happened);
        if (happened.length === 0 && (await isWhole())) return events;
        await host.chain.testClient.mine({ blocks: 1 });
      }
      throw new Error(`The outbox did not settle: ${events.slice(-20).join(' ')}`);
    },
    anchors: () =>
      context().store.read((reader) =>
        reader.listAnchors({ chainId: context().chain.chainId, tenant: TENANT, listId: tenant.listId, limit: 10 }),
      ),
    leaf: async () => {
      const { chain, trustRegistry } = host;
      return (await readRegistryLeaves({ client: chain.publicClient, trustRegistry }))[0]!;
    },
    isWhole,
  };
}

async function revokeIndex(context: IssuerContext, statusIndex: number): Promise<void> {
  await context.store.transaction(async (transaction) => {
    const now = context.clock.now();
    await transaction.addCredentialIntents([
      {
        credentialId: `credential-${statusIndex}`,
        tenant: TENANT,
        issuanceId: 'i',
        caseId: 'c',
        personId: 'p',
        configurationId: 'kyc_person_jwt',
        listId: 1,
        statusIndex,
        keyThumbprint: '',
        state: 'issued',
        revokedAt: now,
        suspendedAt: null,
        validUntil: now,
        createdAt: now,
        issuedAt: now,
        notificationId: '',
        notification: null,
      },
    ]);
    await queueAnchor({ transaction, tenant: TENANT, listId: 1, now });
  });
}
