import { runService } from '@postern/http-service';

import { createContainer } from './container.ts';
import { readEnv } from './env.ts';

const env = readEnv(process.env);
const container = await createContainer({ env });
const { service, logger } = container;
await runService({ service, logger, port: env.PORT, onClose: () => container.close() });
