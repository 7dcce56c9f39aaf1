export { DEMO_ACCOUNTS } from './start/chain/demo-accounts.ts';
export { createProgress, type Progress } from './start/screen/create-progress.ts';
export { parseStartOptions, type RawStartOptions, type StartOptions } from './start/start-options.ts';
export { type Stack, startStack, type StartStackOptions } from './start/start-stack.ts';
