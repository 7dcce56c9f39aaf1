import { answerRequest, type HttpClient, type Prover } from '@postern/holder';
import type { ZkPresentation } from '@postern/protocol';
import { DemoError } from '../demo-error.ts';
import { describeEngine } from '../print/describe-engine.ts';
import type { StepResult } from '../run-step.ts';
import type { Walker } from '../create-walker.ts';
import type { CheckedRequest } from './check-request.ts';

/** The wallet proves for the shortest duration on offer and posts the proof to the verifier. */
export const proveAndPost = async (options: {
  checked: CheckedRequest;
  holderSecret: bigint;
  makeProof: Walker['makeProof'];
  http: HttpClient;
  elapsed: () => number;
}): Promise<StepResult<ZkPresentation>> => {
  const { checked, holderSecret, http, elapsed } = options;
  const { request, policy, check } = checked;
  if (check.state !== 'ready') {
    throw new DemoError('ERR_DEMO_EXPECTATION', `The wallet cannot answer: ${check.state}.`);
  }
  const expiresAt = check.durations[0]?.expiresAt;
  if (expiresAt === undefined) throw new DemoError('ERR_DEMO_EXPECTATION', 'No duration is on offer.');
  let proving = 0;
  let by = '';
  const prove: Prover = async (inputs) => {
    const start = elapsed();
    const { presentation, ...made } = await options.makeProof(inputs);
    proving = elapsed() - start;
    by = describeEngine(made);
    return presentation;
  };
  const { presentation } = await answerRequest({
    request,
    policy,
    ready: check,
    expiresAt,
    holderSecret,
    prove,
    http,
    remember: () => Promise.resolve(),
  });
  return {
    value: presentation,
    note: `Groth16 proof by ${by} in ${(proving / 1000).toFixed(2)} s, accepted by the verifier`,
  };
};
