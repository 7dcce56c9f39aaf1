const NAME = 'postern-console-api-key';

/** Keeps the API key for this tab only: it is gone when the tab closes, and no other site can read it. */
export type ApiKeyStore = {
  read(): string | undefined;
  write(apiKey: string): void;
  clear(): void;
};

export function createApiKeyStore(storage: Storage): ApiKeyStore {
  return {
    read: () => storage.getItem(NAME) ?? undefined,
    write: (apiKey) => storage.setItem(NAME, apiKey),
    clear: () => storage.removeItem(NAME),
  };
}
