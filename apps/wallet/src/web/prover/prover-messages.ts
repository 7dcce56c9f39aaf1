import type { CircuitInputs, Presentation, ProvingStep } from '@postern/proof/prove';

/** From the page to the prover. */
export type ProverCommand = { inputs: CircuitInputs };

/** From the prover to the page; one `done` or `failed` ends the work. */
export type ProverReport =
  | { kind: 'step'; step: ProvingStep }
  | { kind: 'done'; presentation: Presentation }
  | { kind: 'failed'; code: string };
