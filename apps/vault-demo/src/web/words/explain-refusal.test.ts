import { BaseError, ContractFunctionRevertedError, encodeErrorResult, UserRejectedRequestError } from 'viem';
import { describe, expect, it } from 'vitest';
import { passAbi, vaultAbi } from '../chain/abis.ts';
import { explainRefusal } from './explain-refusal.ts';

const account = '0x00000000000000000000000000000000000000aa';
const policyId = `0x${'11'.repeat(32)}` as const;

describe('explainRefusal', () => {
  it('knows the refusal of the gate by its name', () => {
    const data = encodeErrorResult({ abi: vaultAbi, errorName: 'PosternGuardNotAdmitted', args: [policyId, account] });
    const revert = new ContractFunctionRevertedError({ abi: vaultAbi, data, functionName: 'deposit' });
    expect(explainRefusal(new BaseError('call failed', { cause: revert })).code).toBe('PosternGuardNotAdmitted');
  });

  it('has words for every refusal of the pass registry that an admission can end in', () => {
    const unreachable = ['PassRegistryNoPass'];
    const names = passAbi.flatMap((item) => (item.type === 'error' ? [item.name] : []));
    const missing = names.filter((name) => {
      const error = new BaseError('x', {
        cause: Object.assign(new ContractFunctionRevertedError({ abi: passAbi, data: '0x', functionName: 'admit' }), {
          data: { errorName: name },
        }),
      });
      return name.startsWith('PassRegistry') && explainRefusal(error).title === 'The contract refused';
    });
    expect(missing).toEqual(unreachable);
  });

  it('tells a no in the wallet from a refusal', () => {
    const error = new BaseError('x', { cause: new UserRejectedRequestError(new Error('no')) });
    expect(explainRefusal(error).code).toBe('user-rejected');
  });

  it('never shows the text of an unknown failure', () => {
    expect(JSON.stringify(explainRefusal(new Error('secret text')))).not.toContain('secret text');
  });
});
