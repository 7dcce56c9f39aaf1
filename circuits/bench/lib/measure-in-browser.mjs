/** Has the wallet's built prover prove in a real Chromium, and measures it. */
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../../../e2e/bin/find-browser.mjs';
import { artifactsDir, rootDir } from '../../bin/lib/paths.mjs';

const ASSETS = path.join(rootDir, 'apps/wallet/dist/web/assets');
const LOCAL_CHAIN = 31_337;
const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

/**
 * @param {{ inputs: object, rounds: number }} options
 * @returns {Promise<{ isolated: boolean, cold: { wall: number, cpu: number }[], warm: { wall: number, cpu: number }[], reference: { wall: number, cpu: number }[] }[] | undefined>}
 *   undefined when the wallet is not built. Milliseconds; CPU of all browser processes, NaN where it cannot be told.
 *   Cold: a new page and worker, artifacts from the browser's caches. Warm: a worker that got ready before. Reference:
 *   the same by snarkjs.
 */
export async function measureInBrowser({ inputs, rounds }) {
  const script = existsSync(ASSETS) ? readdirSync(ASSETS).find((name) => name.startsWith('prover.worker-')) : undefined;
  if (script === undefined) return undefined;
  const launcher = await chromium.launchServer({
    executablePath: await findBrowser(),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const browser = await chromium.connect(launcher.wsEndpoint());
  const results = [];
  try {
    for (const isolated of [false, true]) {
      const server = await serve(isolated ? ISOLATION : {});
      const url = `http://localhost:${server.address().port}/`;
      const context = await browser.newContext();
      const run = async (prepared, engine = 'fast') => {
        const page = await context.newPage();
        await page.goto(url);
        if ((await page.evaluate(() => globalThis.crossOriginIsolated)) !== isolated)
          throw new Error('Isolation failed.');
        await page.evaluate(startProver, { script: `/assets/${script}`, chainId: LOCAL_CHAIN, prepared, engine });
        const cpu = readCpu(launcher.process().pid);
        const wall = await page.evaluate(prove, { chainId: LOCAL_CHAIN, inputs, engine });
        const used = readCpu(launcher.process().pid) - cpu;
        await page.close();
        return { wall, cpu: used };
      };
      // Fills the caches.
      await run(false);
      const [cold, warm, reference] = [[], [], []];
      for (let round = 0; round < rounds; round += 1) {
        cold.push(await run(false));
        warm.push(await run(true));
        reference.push(await run(true, 'snarkjs'));
      }
      results.push({ isolated, cold, warm, reference });
      await context.close();
      server.close();
    }
  } finally {
    await browser.close();
    await launcher.close();
  }
  return results;
}

/** In the page. A cold prover is only named here: it starts within the measured time. */
async function startProver({ script, chainId, prepared, engine }) {
  globalThis.startWorker = () => new Worker(script, { type: 'module' });
  if (!prepared) return;
  const worker = globalThis.startWorker();
  await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.kind === 'ready' ? resolve() : reject(new Error(data.code)));
    worker.onerror = () => reject(new Error('The worker failed.'));
    worker.postMessage({ kind: 'prepare', chainId, engine });
  });
  globalThis.startWorker = () => worker;
}

/** In the page. */
async function prove({ chainId, inputs, engine }) {
  const begun = performance.now();
  const worker = globalThis.startWorker();
  await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.kind === 'done') resolve();
      if (data.kind === 'failed') reject(new Error(data.code));
    };
    worker.onerror = () => reject(new Error('The worker failed.'));
    worker.postMessage({ kind: 'prove', chainId, inputs, engine });
  });
  const wall = performance.now() - begun;
  worker.terminate();
  return wall;
}

/** The wallet's scripts and the artifacts as the wallet serves them. */
async function serve(headers) {
  const server = createServer((request, response) => {
    const [folder, name = ''] = request.url.split('?')[0].slice(1).split('/');
    const caching = { ...headers, 'cache-control': 'public, max-age=86400' };
    if (folder === '') response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end('<!doctype html>');
    else if (folder === 'assets' && existsSync(path.join(ASSETS, path.basename(name)))) {
      response.writeHead(200, { ...caching, 'content-type': 'text/javascript' });
      createReadStream(path.join(ASSETS, path.basename(name))).pipe(response);
    } else if (folder === 'artifacts' && existsSync(path.join(artifactsDir, `${path.basename(name)}.br`))) {
      response.writeHead(200, { ...caching, 'content-type': 'application/octet-stream', 'content-encoding': 'br' });
      createReadStream(path.join(artifactsDir, `${path.basename(name)}.br`)).pipe(response);
    } else response.writeHead(404, headers).end();
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  return server;
}

/** CPU milliseconds of a process and all below it, from /proc; ticks are 10 ms. */
function readCpu(root) {
  if (process.platform !== 'linux') return Number.NaN;
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      parents.set(Number(pid), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It ended meanwhile.
    }
  }
  const belongs = (pid) => pid === root || (parents.has(pid) && belongs(parents.get(pid).parent));
  let ticks = 0;
  for (const [pid, entry] of parents) if (belongs(pid)) ticks += entry.ticks;
  return ticks * 10;
}
