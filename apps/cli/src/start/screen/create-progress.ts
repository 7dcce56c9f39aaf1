export type Progress = {
  /** Runs a step, shows that it runs, and how long it took when that was more than a moment. */
  step: <T>(label: string, run: () => Promise<T>) => Promise<T>;
};

export type CreateProgressOptions = { write: (text: string) => void; quiet: boolean; monotonicMs: () => number };

const QUIET_MS = 1000;

/** Lines such as `  local chain … 1.2 s`; a step below a second stays silent. */
export const createProgress = ({ write, quiet, monotonicMs }: CreateProgressOptions): Progress => ({
  step: async (label, run) => {
    if (quiet) return run();
    const start = monotonicMs();
    let shown = false;
    const timer = setTimeout(() => {
      shown = true;
      write(`  ${label} …`);
    }, QUIET_MS);
    try {
      const result = await run();
      if (shown) write(` ${((monotonicMs() - start) / 1000).toFixed(1)} s\n`);
      return result;
    } catch (error) {
      if (shown) write(' failed\n');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  },
});
