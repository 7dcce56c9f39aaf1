import { z } from 'zod';
import { printLine, type Print, runCommand } from '../chain/run-command.ts';
import { resolveLauncherPaths } from '../start/launcher-paths.ts';
import { readSecrets } from '../start/load-secrets.ts';
import { deriveMetricsToken, planPorts, planUrls } from '../start/services/service-plan.ts';
import { parseStartOptions } from '../start/start-options.ts';
import { JobsCommandError } from './jobs-command-error.ts';

/** Text options of `postern jobs`, as commander hands them over. */
export type RawJobsOptions = {
  /** One service anywhere; without it issuer and verifier of the running stack. */
  url?: string;
  data?: string;
  portBase?: string;
};

const zReport = z.object({
  queues: z.array(
    z.object({
      name: z.string(),
      waiting: z.int(),
      active: z.int(),
      overdueSeconds: z.number().nullable(),
      sinceDoneSeconds: z.number().nullable(),
    }),
  ),
  deadLetters: z.object({
    open: z.int(),
    newest: z.array(
      z.object({ job: z.string(), key: z.string(), at: z.string(), code: z.string(), settled: z.boolean() }),
    ),
  }),
});
type Report = z.output<typeof zReport>;

type Asked = { url: string; token: string };

/**
 * `postern jobs`: how the periodic work of a service stands.
 *
 * @param options.token of `METRICS_TOKEN`, for `--url`
 * @returns exit code: 1 while work that failed for good has not ended well since
 */
export const runJobs = async (
  options: RawJobsOptions & { token: string; fetch: typeof globalThis.fetch; print?: Print },
): Promise<number> => {
  const { print = printLine, fetch } = options;
  return runCommand(print, async () => {
    let open = 0;
    for (const asked of await listServices(options)) {
      const report = await readReport({ ...asked, fetch });
      for (const line of describeReport(asked.url, report)) print(line);
      open += report.deadLetters.open;
    }
    return open === 0 ? 0 : 1;
  });
};

const listServices = async (options: RawJobsOptions & { token: string }): Promise<Asked[]> => {
  const { url, token, data, portBase } = options;
  if (url !== undefined) {
    if (token === '') {
      throw new JobsCommandError('ERR_JOBS_COMMAND_NO_TOKEN', 'Put METRICS_TOKEN of the service into the environment.');
    }
    return [{ url, token }];
  }
  const given = { ...(data === undefined ? {} : { data }), ...(portBase === undefined ? {} : { portBase }) };
  const { dataDir, portBase: base } = parseStartOptions(given);
  const secrets = await readSecrets(resolveLauncherPaths(dataDir).secretsFile);
  if (secrets === undefined) {
    throw new JobsCommandError('ERR_JOBS_COMMAND_NO_DATA', 'No start has kept anything in this folder: see --data.', {
      details: { dataDir },
    });
  }
  const { issuer, verifier } = planUrls(planPorts(base));
  return [issuer, verifier].map((each) => ({ url: each, token: deriveMetricsToken(secrets) }));
};

const readReport = async ({ url, token, fetch }: Asked & { fetch: typeof globalThis.fetch }): Promise<Report> => {
  const response = await fetch(new URL('/jobs', url), { headers: { authorization: `Bearer ${token}` } }).catch(
    (cause: unknown) => {
      throw new JobsCommandError('ERR_JOBS_COMMAND_NOT_RUNNING', 'Nothing answers there.', { cause, details: { url } });
    },
  );
  const report = zReport.safeParse(await response.json().catch(() => undefined));
  if (report.success) return report.data;
  throw new JobsCommandError('ERR_JOBS_COMMAND_REFUSED', 'The service does not say how its work stands.', {
    details: { url, status: response.status },
  });
};

const describeReport = (url: string, { queues, deadLetters }: Report): string[] => [
  `${deadLetters.open === 0 ? '✓' : '✗'} ${url}`,
  ...queues.map(({ name, waiting, active, overdueSeconds, sinceDoneSeconds }) => {
    const late = overdueSeconds === null ? '' : `, late by ${Math.ceil(overdueSeconds)} s`;
    const done = sinceDoneSeconds === null ? 'not done lately' : `done ${Math.floor(sinceDoneSeconds)} s ago`;
    return `    ${name}: ${waiting} waiting, ${active} running${late}; ${done}`;
  }),
  ...deadLetters.newest.map(({ job, key, at, code, settled }) => {
    const what = key === '' ? job : `${job} ${key}`;
    return `    ${settled ? 'failed once' : 'FAILS'}: ${what}, given up ${at} (${code})${settled ? ', well since' : ''}`;
  }),
];
