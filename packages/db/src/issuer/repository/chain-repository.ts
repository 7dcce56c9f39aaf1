import type { ChainAttempt, ChainTransactionRow, IssuerTransaction } from '@postern/issuer';
import type {
  ChainAttempt as AttemptModel,
  ChainTransaction as TransactionModel,
} from '../../generated/issuer/client.ts';
import { toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'lockChainAccount'
  | 'saveChainAccount'
  | 'listChainTransactions'
  | 'addChainTransaction'
  | 'saveChainTransaction'
  | 'markChainTransactionSent'
  | 'addChainAttempt'
>;

const toAttempt = (model: AttemptModel): ChainAttempt => ({
  transactionHash: model.transactionHash,
  signedTransaction: model.signedTransaction,
  headNumber: Number(model.headNumber),
  createdAt: toSeconds(model.createdAt),
});

const toNumber = (value: bigint | null): number | null => (value === null ? null : Number(value));
const toBigInt = (value: number | null): bigint | null => (value === null ? null : BigInt(value));

const toTransaction = (model: TransactionModel, attempts: ChainAttempt[]): ChainTransactionRow => {
  const { kind, tenant, listId, epoch, ...row } = model;
  return {
    ...row,
    chainId: Number(row.chainId),
    purpose:
      kind === 'anchor' && tenant !== null && listId !== null && epoch !== null
        ? { kind, tenant, listId, epoch }
        : { kind: 'filler' },
    state: row.state as ChainTransactionRow['state'],
    blockNumber: toNumber(row.blockNumber),
    missedBlock: toNumber(row.missedBlock),
    lastSentAt: toNullableSeconds(row.lastSentAt),
    createdAt: toSeconds(row.createdAt),
    attempts,
  };
};

const fromTransaction = ({ attempts: _attempts, purpose, ...row }: ChainTransactionRow) => ({
  ...row,
  ...purpose,
  chainId: BigInt(row.chainId),
  blockNumber: toBigInt(row.blockNumber),
  missedBlock: toBigInt(row.missedBlock),
  lastSentAt: toNullableDate(row.lastSentAt),
  createdAt: toDate(row.createdAt),
});

type Key = Pick<ChainTransactionRow, 'chainId' | 'sender' | 'nonce'>;
const byNonce = ({ chainId, sender, nonce }: Key) => ({
  chainId_sender_nonce: { chainId: BigInt(chainId), sender, nonce },
});

const addAttempt = async (
  db: PrismaTransaction,
  { chainId, sender, nonce }: Key,
  { headNumber, createdAt, ...signed }: ChainAttempt,
): Promise<void> => {
  await db.chainAttempt.create({
    data: {
      ...signed,
      chainId: BigInt(chainId),
      sender,
      nonce,
      headNumber: BigInt(headNumber),
      createdAt: toDate(createdAt),
    },
  });
};

/** Senders, their nonces, and the bytes signed for each. */
export const createChainRepository = (db: PrismaTransaction): Methods => ({
  lockChainAccount: async (chainId, sender) => {
    const id = BigInt(chainId);
    await db.$executeRaw`insert into chain_account (chain_id, sender) values (${id}, ${sender}) on conflict do nothing`;
    await db.$queryRaw`select 1 from chain_account where chain_id = ${id} and sender = ${sender} for update`;
    const model = await db.chainAccount.findUniqueOrThrow({ where: { chainId_sender: { chainId: id, sender } } });
    return { ...model, chainId, secondSenderAt: toNullableSeconds(model.secondSenderAt) };
  },
  saveChainAccount: async ({ chainId, sender, ...row }) => {
    await db.chainAccount.update({
      where: { chainId_sender: { chainId: BigInt(chainId), sender } },
      data: { ...row, secondSenderAt: toNullableDate(row.secondSenderAt) },
    });
  },
  listChainTransactions: async ({ chainId, sender, fromNonce }) => {
    const open = { state: { notIn: ['final', 'lost'] } };
    const models = await db.chainTransaction.findMany({
      where: {
        chainId: BigInt(chainId),
        sender,
        ...(fromNonce === undefined ? open : { OR: [open, { nonce: { gte: fromNonce } }] }),
      },
      orderBy: { nonce: 'asc' },
    });
    const nonces = models.map(({ nonce }) => nonce);
    const attempts = await db.chainAttempt.findMany({
      where: { chainId: BigInt(chainId), sender, nonce: { in: nonces } },
      orderBy: [{ createdAt: 'asc' }, { sequence: 'asc' }],
    });
    return models.map((model) =>
      toTransaction(model, attempts.filter(({ nonce }) => nonce === model.nonce).map(toAttempt)),
    );
  },
  addChainTransaction: async (row) => {
    await db.chainTransaction.create({ data: fromTransaction(row) });
    for (const attempt of row.attempts) await addAttempt(db, row, attempt);
  },
  saveChainTransaction: async (row) => {
    await db.chainTransaction.update({ where: byNonce(row), data: fromTransaction(row) });
  },
  markChainTransactionSent: async ({ at, ...key }) => {
    await db.chainTransaction.update({ where: byNonce(key), data: { lastSentAt: toDate(at) } });
  },
  addChainAttempt: (row, attempt) => addAttempt(db, row, attempt),
});
