// A service process for tests: it answers late, prints its port, and stops as every service does.
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../../log/create-logger.ts';
import { createHttpService } from '../create-http-service.ts';
import { runService } from '../run-service.ts';

const ANSWER_MS = 200;
const logger = createLogger({
  name: 'slow',
  level: 'info',
  destination: {
    write: (line) => {
      const { port } = JSON.parse(line) as { port?: number };
      if (port !== undefined) process.stdout.write(`${port}\n`);
    },
  },
});
const service = createHttpService({
  name: 'slow',
  logger,
  routes: (router) => {
    router.post('/work', async (_request, response) => {
      await sleep(ANSWER_MS);
      response.json({ done: true });
    });
    router.get('/hang', () => undefined);
  },
});
await runService({ service, logger, port: 0 });
