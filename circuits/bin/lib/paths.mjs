/** Every folder and file of the circuit build, once. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

export const circuitsDir = path.resolve(here, '../..');
export const rootDir = path.resolve(circuitsDir, '..');
export const buildDir = path.join(circuitsDir, 'build');
export const artifactsDir = path.join(circuitsDir, 'artifacts');
export const circuitName = 'kyc-presentation';
