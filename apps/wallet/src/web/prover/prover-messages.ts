import type { CircuitInputs, MadeProof, ProverEngineName, ProvingStep } from '@postern/proof/prove';

/** From the page to the prover. The chain decides whether the key may be used at all. */
export type ProverCommand =
  /** Load and get ready; a failure shows when it is asked to prove. */
  | { kind: 'prepare'; chainId: number; engine: ProverEngineName }
  | { kind: 'prove'; chainId: number; engine: ProverEngineName; inputs: CircuitInputs };

/** From the prover to the page; one `done` or `failed` ends the work. */
export type ProverReport =
  | { kind: 'ready' }
  /** This browser cannot make any proof; told at once, whatever was asked. */
  | { kind: 'unable'; code: 'ERR_WASM_MISSING' }
  | { kind: 'step'; step: ProvingStep }
  | { kind: 'done'; made: MadeProof }
  | { kind: 'failed'; code: string };
