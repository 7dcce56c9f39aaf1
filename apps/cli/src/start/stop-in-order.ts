/** Runs the closers last first, each once; a failing one does not keep the others from running. */
export const stopInOrder = async (closers: (() => Promise<unknown>)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Not everything stopped cleanly.');
};
