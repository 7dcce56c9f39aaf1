const ASKED = 'postern-persistence-asked';

/** Whether the browser has promised not to clear the wallet away by itself. */
export type Persistence = 'granted' | 'refused' | 'not-asked' | 'unknown';

export type WalletPersistence = {
  /** Asks the browser, once: some of them ask the person. */
  askOnce: () => Promise<void>;
  read: () => Promise<Persistence>;
};

/** @param options.manager absent in browsers that know no such promise */
export function createPersistence(options: {
  manager: Pick<StorageManager, 'persist' | 'persisted'> | undefined;
  storage: () => Pick<Storage, 'getItem' | 'setItem'>;
}): WalletPersistence {
  const { manager } = options;
  let wasAsked = false;
  const isAsked = () => {
    try {
      return wasAsked || options.storage().getItem(ASKED) === '1';
    } catch {
      return wasAsked;
    }
  };
  return {
    askOnce: async () => {
      if (manager === undefined || isAsked()) return;
      wasAsked = true;
      try {
        options.storage().setItem(ASKED, '1');
      } catch {
        // Then it is asked again in the next tab; no more than that is lost.
      }
      await manager.persist().catch(() => false);
    },
    read: async () => {
      if (manager === undefined) return 'unknown';
      const isPersisted = await manager.persisted().catch(() => undefined);
      if (isPersisted === undefined) return 'unknown';
      if (isPersisted) return 'granted';
      return isAsked() ? 'refused' : 'not-asked';
    },
  };
}
