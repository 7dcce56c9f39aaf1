import { keepCookies } from './clients/keep-cookies.ts';
import { signInDemoStaff } from './clients/sign-in-demo-staff.ts';
import { createApplicant } from './create-applicant.ts';
import type { Walker } from './create-walker.ts';
import type { StepRunner } from './run-step.ts';
import type { DemoStack } from './stack/demo-stack.ts';
import { admitAccount } from './steps/admit-account.ts';
import { applyAtBank } from './steps/apply-at-bank.ts';
import { askSecondOpinion } from './steps/ask-second-opinion.ts';
import { checkAdmitted } from './steps/check-admitted.ts';
import { checkRequest } from './steps/check-request.ts';
import { approveCase, proposeCase, refuseSameApprover } from './steps/decide-case.ts';
import { depositInVault } from './steps/deposit-in-vault.ts';
import { findCase } from './steps/find-case.ts';
import { openOffer } from './steps/open-offer.ts';
import { openSession } from './steps/open-session.ts';
import { passHorizon } from './steps/pass-horizon.ts';
import { prepareAccount } from './steps/prepare-account.ts';
import { proveAndPost } from './steps/prove-and-post.ts';
import { readAdmission } from './steps/read-admission.ts';
import { readTransactionCode } from './steps/read-transaction-code.ts';
import { receiveFromBank } from './steps/receive-credentials.ts';
import { refuseAdmission, refuseDeposit } from './steps/refuse-call.ts';
import { refuseRenewal } from './steps/refuse-renewal.ts';
import { revokeCredential } from './steps/revoke-credential.ts';
import { waitForAnchor } from './steps/wait-for-anchor.ts';

export type WalkOptions = {
  stack: DemoStack;
  walker: Walker;
  step: StepRunner;
  /** Moves the chain's clock at the end: only where nobody else works on this chain. */
  advanceTime: boolean;
};

/** The whole walk of one person through the house, from the application to the end of access. */
export const walk = async ({ stack, walker, step, advanceTime }: WalkOptions): Promise<void> => {
  const { fetch, client, holder, stranger, holderSecret } = walker;
  const { issuer, portalUrl, vaultUrl, passRegistry, policyId, vault, asset } = stack;
  const account = holder.walletClient.account.address;
  const gate = { client, passRegistry, policyId };

  const applicant = createApplicant(walker);
  const receipt = await step('Apply at the bank', () => applyAtBank({ fetch, issuer, applicant }));

  const { maker, checker } = await signInDemoStaff({ fetch, portalUrl });
  const { caseId } = await step('Find the case in the queue', () => findCase({ maker, applicant }));
  await step('Maker proposes', () => proposeCase({ maker, caseId }));
  await step('Maker cannot approve too', () => refuseSameApprover({ maker, caseId }));
  await step('Checker approves', () => approveCase({ checker, caseId }));

  const offer = await step('Credential offer', () => openOffer({ staff: checker, caseId }));
  const transactionCode = await step('Transaction code on the second channel', () =>
    readTransactionCode({ fetch, issuer, receipt }),
  );
  const credential = await step('Wallet receives three formats and the seal', () =>
    receiveFromBank({ ...walker, link: offer.walletUrl, transactionCode }),
  );

  await step('Fresh account with gas and demo money', () =>
    prepareAccount({ fetch, vaultUrl, clients: holder, asset }),
  );
  await step('Second account, for the refusals', () => prepareAccount({ fetch, vaultUrl, clients: stranger, asset }));
  await step('Account without a pass is refused', () => refuseDeposit({ clients: holder, vault }));

  // The session of the app is bound to the browser that opened it.
  const browser = keepCookies(fetch);
  const session = await step('dApp opens a session', () => openSession({ fetch: browser, vaultUrl, account }));
  const checked = await step('Wallet reads what is asked', () =>
    checkRequest({ ...walker, link: session.walletUrl, credential }),
  );
  const presentation = await step('Proof made and posted', () => proveAndPost({ ...walker, checked, holderSecret }));
  await step('Second opinion on the proof', () => askSecondOpinion({ presentation }));
  const admission = await step('dApp reads the proof', () =>
    readAdmission({ fetch: browser, vaultUrl, sessionId: session.sessionId, policyId, account }),
  );
  await step('Proof of one account is refused for another', () =>
    refuseAdmission({
      clients: stranger,
      passRegistry,
      admission,
      allowed: ['ERR_PASS_REGISTRY_ACCOUNT_MISMATCH'],
    }),
  );
  await step('Account is admitted', () => admitAccount({ clients: holder, passRegistry, admission }));
  const until = await step('isAdmitted', () => checkAdmitted({ ...gate, account, expected: true }));
  await step('Deposit through the gate', () => depositInVault({ clients: holder, vault, asset }));
  await step('Account without a pass is still refused', () => refuseDeposit({ clients: stranger, vault }));

  await step('Bank revokes', () => revokeCredential({ maker, checker, caseId }));
  await step('Revocation is anchored', () => waitForAnchor({ staff: checker, client, caseId }));
  const renewal = await step('dApp asks again', () => openSession({ fetch: browser, vaultUrl, account }));
  const rechecked = await step('Wallet reads the anchored lists', () =>
    checkRequest({ ...walker, link: renewal.walletUrl, credential }),
  );
  await step('Renewal is refused', () => refuseRenewal({ ...walker, checked: rechecked, credential }));
  await step('Pass still counts until its horizon', () => checkAdmitted({ ...gate, account, expected: true }));
  if (!advanceTime) return;

  await step('Time passes the horizon', () => passHorizon({ client, until }));
  await step('Access has ended', () => checkAdmitted({ ...gate, account, expected: false }));
  await step('Deposit is refused now', () => refuseDeposit({ clients: holder, vault }));
  await step('The old proof does not bring it back', () =>
    refuseAdmission({
      clients: holder,
      passRegistry,
      admission,
      allowed: [
        'ERR_PASS_REGISTRY_PROOF_TOO_OLD',
        'ERR_PASS_REGISTRY_PROOF_SPENT',
        'ERR_PASS_REGISTRY_INVALID_EXPIRY',
        'ERR_PASS_REGISTRY_ROOT_TOO_OLD',
      ],
    }),
  );
};
