/**
 * Where a mirror keeps its checkpoint: one text that is replaced as a whole, so that a file, a row of a database or a
 * browser's storage will do. A store that loses the text costs a new reading of the chain and nothing else.
 */
export type CheckpointStore = {
  /** The text of the last `save`; undefined when there is none. */
  load(): Promise<string | undefined>;
  /** Replaces the text, at once or not at all. */
  save(text: string): Promise<void>;
};

/** A store that lives as long as the process. */
export function createMemoryCheckpointStore(): CheckpointStore {
  let kept: string | undefined;
  return {
    load: () => Promise.resolve(kept),
    save: (text) => {
      kept = text;
      return Promise.resolve();
    },
  };
}
