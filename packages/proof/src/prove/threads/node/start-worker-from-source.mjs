// Development and tests only: gives the thread the TypeScript loader before its program. Not part of the build.
import { register } from 'tsx/esm/api';

register();
await import('./proving.worker.ts');
