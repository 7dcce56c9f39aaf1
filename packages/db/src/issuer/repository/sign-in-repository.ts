import type { ChallengeRow, IssuerTransaction, PasskeyRow, SignInMethod } from '@postern/issuer';
import type { Passkey as PasskeyModel } from '../../generated/issuer/client.ts';
import { toBytes, toDate, toNullableDate, toNullableSeconds, toSeconds } from './convert.ts';
import type { PrismaTransaction } from './prisma-transaction.ts';

type Methods = Pick<
  IssuerTransaction,
  | 'addPasskey'
  | 'findPasskey'
  | 'listPasskeys'
  | 'setPasskeyCounter'
  | 'deletePasskey'
  | 'lockPasskeys'
  | 'removeStaff'
  | 'addEnrolmentLink'
  | 'findEnrolmentLink'
  | 'takeEnrolmentLink'
  | 'deleteEnrolmentLinks'
  | 'addChallenge'
  | 'takeChallenge'
  | 'addSession'
  | 'findSession'
  | 'touchSession'
  | 'deleteSession'
>;

const toLink = <T extends { expiresAt: Date }>(model: T): Omit<T, 'expiresAt'> & { expiresAt: number } => ({
  ...model,
  expiresAt: toSeconds(model.expiresAt),
});

const toPasskey = (model: PasskeyModel): PasskeyRow => ({
  ...model,
  counter: Number(model.counter),
  createdAt: toSeconds(model.createdAt),
  regressedAt: toNullableSeconds(model.regressedAt),
});

/** Passkeys, challenges and sessions. A row that is good once is deleted in the statement that returns it. */
export const createSignInRepository = (db: PrismaTransaction): Methods => ({
  addPasskey: async (passkey) => {
    await db.passkey.create({
      data: {
        ...passkey,
        publicKey: toBytes(passkey.publicKey),
        counter: BigInt(passkey.counter),
        createdAt: toDate(passkey.createdAt),
        regressedAt: toNullableDate(passkey.regressedAt),
      },
    });
  },
  findPasskey: async (credentialId) => {
    const model = await db.passkey.findUnique({ where: { credentialId } });
    return model === null ? null : toPasskey(model);
  },
  listPasskeys: async (tenant, staffId) => {
    const where = staffId === undefined ? { tenant } : { tenant, staffId };
    return (await db.passkey.findMany({ where, orderBy: { createdAt: 'asc' } })).map(toPasskey);
  },
  setPasskeyCounter: async (credentialId, { counter, regressedAt }) => {
    const data = { counter: BigInt(counter), regressedAt: toNullableDate(regressedAt) };
    await db.passkey.update({ where: { credentialId }, data });
  },
  deletePasskey: async (credentialId) => {
    await db.passkey.deleteMany({ where: { credentialId } });
  },
  lockPasskeys: async (tenant, staffId) => {
    await db.$queryRaw`select 1 from staff_member where tenant = ${tenant} and staff_id = ${staffId} for update`;
  },
  removeStaff: async (tenant, staffId, removedAt) => {
    const who = { tenant, staffId };
    await db.staffMember.update({ where: { tenant_staffId: who }, data: { removedAt: toDate(removedAt) } });
    await db.staffSession.deleteMany({ where: who });
    await db.enrolmentLink.deleteMany({ where: who });
    await db.passkeyChallenge.deleteMany({ where: who });
    await db.decision.updateMany({ where: { ...who, state: 'prepared' }, data: { state: 'void' } });
  },
  addEnrolmentLink: async (link) => {
    await db.enrolmentLink.create({ data: { ...link, expiresAt: toDate(link.expiresAt) } });
  },
  findEnrolmentLink: async (tokenHash) => {
    const model = await db.enrolmentLink.findUnique({ where: { tokenHash } });
    return model === null ? null : toLink(model);
  },
  takeEnrolmentLink: async (tokenHash) => {
    const [model] = await db.$queryRaw<{ tenant: string; staffId: string; expiresAt: Date }[]>`
      delete from enrolment_link where token_hash = ${tokenHash}
      returning tenant, staff_id as "staffId", expires_at as "expiresAt"`;
    return model === undefined ? null : { tokenHash, ...toLink(model) };
  },
  deleteEnrolmentLinks: async (tenant, staffId) => {
    await db.enrolmentLink.deleteMany({ where: { tenant, staffId } });
  },
  addChallenge: async (challenge, now) => {
    await db.passkeyChallenge.deleteMany({ where: { expiresAt: { lt: toDate(now) } } });
    await db.passkeyChallenge.create({ data: { ...challenge, expiresAt: toDate(challenge.expiresAt) } });
  },
  takeChallenge: async (challengeHash) => {
    const [model] = await db.$queryRaw<
      { tenant: string; purpose: string; staffId: string | null; expiresAt: Date }[]
    >`delete from passkey_challenge where challenge_hash = ${challengeHash}
      returning tenant, purpose, staff_id as "staffId", expires_at as "expiresAt"`;
    if (model === undefined) return null;
    return { challengeHash, ...toLink(model), purpose: model.purpose as ChallengeRow['purpose'] };
  },
  addSession: async (session) => {
    await db.staffSession.create({
      data: { ...session, createdAt: toDate(session.createdAt), lastSeenAt: toDate(session.lastSeenAt) },
    });
  },
  findSession: async (tokenHash) => {
    const model = await db.staffSession.findUnique({ where: { tokenHash } });
    if (model === null) return null;
    return {
      ...model,
      method: model.method as SignInMethod,
      createdAt: toSeconds(model.createdAt),
      lastSeenAt: toSeconds(model.lastSeenAt),
    };
  },
  touchSession: async (tokenHash, lastSeenAt) => {
    await db.staffSession.updateMany({ where: { tokenHash }, data: { lastSeenAt: toDate(lastSeenAt) } });
  },
  deleteSession: async (tokenHash) => {
    await db.staffSession.deleteMany({ where: { tokenHash } });
  },
});
