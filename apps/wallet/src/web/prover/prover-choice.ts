import type { ProverEngineName } from '@postern/proof/prove';

const KEY = 'postern-prover';

/** Which engine the holder wants; kept in this browser, and no secret. */
export type ProverChoice = {
  read: () => ProverEngineName;
  write: (engine: ProverEngineName) => void;
  forget: () => void;
};

/**
 * @param options.storage the browser's; where it keeps nothing, the choice lasts as long as the tab
 */
export function createProverChoice(options: {
  storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}): ProverChoice {
  let chosen: string | undefined;
  const attempt = <Result>(use: (storage: ReturnType<typeof options.storage>) => Result): Result | undefined => {
    try {
      return use(options.storage());
    } catch {
      return undefined;
    }
  };
  return {
    // Anew each time: another tab may have changed it.
    read: () => ((attempt((storage) => storage.getItem(KEY)) ?? chosen) === 'snarkjs' ? 'snarkjs' : 'fast'),
    write: (engine) => {
      chosen = engine;
      attempt((storage) => storage.setItem(KEY, engine));
    },
    forget: () => {
      chosen = undefined;
      attempt((storage) => storage.removeItem(KEY));
    },
  };
}
