import { runService } from '@postern/http-service';

import { createContainer } from './container.ts';
import { readEnv } from './env.ts';

const env = readEnv(process.env);
const { service, logger, close } = await createContainer({ env });
await runService({ service, logger, port: env.PORT, onClose: close });
