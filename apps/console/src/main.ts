import { runService } from '@postern/http-service';
import { createContainer } from './container.ts';
import { parseEnv } from './env.ts';

const env = parseEnv(process.env);
await runService({ ...createContainer(env), port: env.PORT });
