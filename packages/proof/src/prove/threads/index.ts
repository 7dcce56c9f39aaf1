export { serveBrowserThread } from './browser-threads.ts';
