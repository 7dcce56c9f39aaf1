import { describe, expect, it } from 'vitest';
import { DemoError } from './demo-error.ts';
import { createStepRunner, type StepReport } from './run-step.ts';

const setUp = () => {
  const reports: StepReport[] = [];
  let time = 0;
  const step = createStepRunner({ reports, onReport: () => undefined, elapsed: () => (time += 5) });
  return { reports, step };
};

describe('createStepRunner', () => {
  it('measures and hands the value on', async () => {
    const { reports, step } = setUp();
    await expect(step('one', async () => ({ value: 7, note: 'fine' }))).resolves.toBe(7);
    expect(reports).toEqual([{ title: 'one', milliseconds: 5, note: 'fine', ok: true }]);
  });

  it('reports a failure by its code and passes it on', async () => {
    const { reports, step } = setUp();
    const failing = step('two', () => Promise.reject(new DemoError('ERR_DEMO_TIMEOUT', 'too slow')));
    await expect(failing).rejects.toMatchObject({ code: 'ERR_DEMO_TIMEOUT' });
    expect(reports[0]).toMatchObject({ ok: false, note: expect.stringContaining('ERR_DEMO_TIMEOUT') });
  });
});
