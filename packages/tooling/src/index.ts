export { generateClient, type GenerateClientOptions } from './db/generate-client.ts';
