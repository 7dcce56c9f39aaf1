import { runService } from '@postern/http-service';
import { createContainer } from './container.ts';
import { parseEnv } from './env.ts';

const env = parseEnv(process.env);
const { service, logger } = createContainer({ env });
await runService({ service, logger, port: env.PORT });
