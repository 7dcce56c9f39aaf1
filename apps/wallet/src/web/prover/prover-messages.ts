import type { CircuitInputs, Presentation, ProvingStep } from '@postern/proof/prove';

/** From the page to the prover. The chain decides whether the key may be used at all. */
export type ProverCommand =
  /** Load and get ready; a failure shows when it is asked to prove. */
  { kind: 'prepare'; chainId: number } | { kind: 'prove'; chainId: number; inputs: CircuitInputs };

/** From the prover to the page; one `done` or `failed` ends the work. */
export type ProverReport =
  | { kind: 'ready' }
  | { kind: 'step'; step: ProvingStep }
  | { kind: 'done'; presentation: Presentation }
  | { kind: 'failed'; code: string };
