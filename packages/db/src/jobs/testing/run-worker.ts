// A worker process for tests: `run-worker.ts URL MODE`; it prints a line for each run.
import { createJobQueue } from '../create-job-queue.ts';

const [url = '', mode = ''] = process.argv.slice(2);
await createJobQueue({
  url,
  maintenanceSeconds: 1,
  onEvent: () => undefined,
  jobs: [
    {
      name: 'leader',
      everyMs: 500,
      expireSeconds: 2,
      run: async () => {
        process.stdout.write('run\n');
        // A worker that hangs is one that will be killed in the midst of its work.
        if (mode === 'hang') await new Promise(() => undefined);
      },
    },
  ],
});
process.stdout.write('ready\n');
