import { BaseError, ContractFunctionRevertedError, UserRejectedRequestError } from 'viem';

/** What happened, what it means, what to do: one contract refusal in plain words. */
export type Refusal = {
  /** Name of the contract's error, or of ours; stable. */
  code: string;
  title: string;
  meaning: string;
  remedy: string;
};

type Words = Omit<Refusal, 'code'>;

const freshProof = 'Ask for a new proof: it takes a few seconds.';
const proofDoesNotFit: Words = {
  title: 'The contract refused this proof',
  meaning: 'It was made for something else than what this vault asks here.',
  remedy: freshProof,
};
const proofTooLate: Words = {
  title: 'The proof is too old',
  meaning: 'A proof counts for a short time only, so that nobody can keep one in a drawer.',
  remedy: freshProof,
};
const gateChanged: Words = {
  title: 'The gate takes nobody in at the moment',
  meaning: 'Whoever runs the gate has closed it. Money that is inside can be taken out as always.',
  remedy: 'Come back later, or ask the protocol.',
};

const words: Readonly<Record<string, Words>> = {
  PosternGuardNotAdmitted: {
    title: 'The vault refused: this account has no pass',
    meaning: 'Not this page but the contract itself says so. Nothing was sent and nothing was paid.',
    remedy: 'Prove with Postern first, then deposit.',
  },
  PassRegistryAccountMismatch: {
    title: 'This proof belongs to another account',
    meaning: 'A proof is made for one account and is of no use to any other.',
    remedy: 'Connect the account that the proof was made for, or ask for a new proof.',
  },
  PassRegistryProofSpent: {
    title: 'This proof was used already',
    meaning: 'A proof opens the gate once, and the gate takes one a minute from you. The contract remembers.',
    remedy: 'Ask for a new proof in a minute.',
  },
  PassRegistryAccountTaken: {
    title: 'Somebody else has a pass on this account',
    meaning: 'One account carries the pass of one person.',
    remedy: 'Use another account, or wait until that pass has ended.',
  },
  PassRegistryPassShortened: {
    title: 'You have a longer pass already',
    meaning: 'A new proof makes a pass longer, never shorter. Yours goes on as it was.',
    remedy: 'Nothing to do. To have a longer one, ask for a new proof and choose a longer time.',
  },
  PassRegistryBarred: {
    title: 'This protocol keeps you out for now',
    meaning: 'Whoever runs the gate decided so, until a date. Money that is inside can be taken out as always.',
    remedy: 'Ask the protocol.',
  },
  PassRegistryMoveTooSoon: {
    title: 'Your pass is on another account',
    meaning: 'You were admitted here with a different account, and a pass moves only after a waiting time.',
    remedy: 'Use the account that has your pass, or come back when the waiting time is over.',
  },
  PassRegistryProofTooOld: proofTooLate,
  PassRegistryRootSuperseded: proofTooLate,
  PassRegistryRootTooOld: proofTooLate,
  PassRegistryProofBeforeNotBefore: proofTooLate,
  PassRegistryUnknownRoot: {
    title: 'The proof rests on a bank list that the chain does not know',
    meaning: 'The list of the banks has changed, or this chain was started anew.',
    remedy: freshProof,
  },
  PassRegistryInvalidExpiry: {
    title: 'The pass would not last as asked',
    meaning: 'The duration in the proof is over, or longer than this vault allows.',
    remedy: 'Ask for a new proof and choose a shorter duration.',
  },
  PassRegistryPolicyClosed: gateChanged,
  PassRegistryCircuitDisabled: gateChanged,
  PassRegistryCircuitPaused: gateChanged,
  PassRegistryVerifierChanged: gateChanged,
  PassRegistryInvalidProof: proofDoesNotFit,
  PassRegistryPolicyMismatch: proofDoesNotFit,
  PassRegistryScopeMismatch: proofDoesNotFit,
  PassRegistryDateMismatch: proofDoesNotFit,
  PassRegistrySignalOutOfField: proofDoesNotFit,
  PassRegistryProofFromFuture: {
    title: 'The proof is ahead of the chain',
    meaning: 'The chain has not reached the minute in which the proof was made.',
    remedy: 'Wait a minute and try again.',
  },
  PassRegistryConsentMissing: {
    title: 'The account did not agree',
    meaning: 'Only the account itself can take a pass, so that nobody is given one against their will.',
    remedy: 'Send the admission from the account that the proof was made for.',
  },
  ERC20InsufficientBalance: {
    title: 'There is not enough in this account',
    meaning: 'The amount is above your balance.',
    remedy: 'Choose a smaller amount. On the local chain you can take demo money first.',
  },
  ERC20InsufficientAllowance: {
    title: 'The vault may not take that much yet',
    meaning: 'Your wallet approved a smaller amount than you want to deposit.',
    remedy: 'Try again and approve the whole amount.',
  },
  ERC4626ExceededMaxDeposit: {
    title: 'The vault refused: this account has no pass',
    meaning: 'It takes nothing from an account that is not admitted.',
    remedy: 'Prove with Postern first, then deposit.',
  },
  ERC4626ExceededMaxWithdraw: {
    title: 'That is more than you have in the vault',
    meaning: 'Nothing was moved.',
    remedy: 'Choose a smaller amount, or take everything out.',
  },
};

const rejected: Refusal = {
  code: 'user-rejected',
  title: 'You said no in your wallet',
  meaning: 'Nothing was sent.',
  remedy: 'Try again when you are ready.',
};

/** Turns whatever a contract call threw into words. An error that we do not know keeps its name, so that it can be looked up. */
export function explainRefusal(error: unknown): Refusal {
  if (error instanceof BaseError) {
    if (error.walk((cause) => cause instanceof UserRejectedRequestError) !== null) return rejected;
    const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
    if (revert instanceof ContractFunctionRevertedError) {
      const code = revert.data?.errorName ?? revert.signature ?? 'reverted';
      const known = words[code];
      if (known !== undefined) return { code, ...known };
      return {
        code,
        title: 'The contract refused',
        meaning: 'It gave a reason that this page has no words for.',
        remedy: 'Nothing was changed. The name below says which reason it was.',
      };
    }
    return {
      code: error.name,
      title: 'The chain did not answer',
      meaning: 'The transaction was probably not sent.',
      remedy: 'Check that you are online and that the network in your wallet is the right one, then try again.',
    };
  }
  return {
    code: error instanceof Error ? error.name : 'unknown',
    title: 'That did not work',
    meaning: 'Something went wrong on this page before anything was sent.',
    remedy: 'Reload the page and try again.',
  };
}
