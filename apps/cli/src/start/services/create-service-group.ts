import path from 'node:path';
import type { ServiceName } from './service-plan.ts';
import { type RunningServiceProcess, startService } from './start-service.ts';
import type { Supervised, Supervisor } from '../supervise.ts';

/** One process: which app, under which name, with what. */
export type ServicePlan = {
  name: string;
  app: ServiceName;
  /** On this machine. */
  url: string;
  environment: Readonly<Record<string, string>>;
};

export type ServiceGroup = {
  /** Starts one and keeps it running. */
  launch: (name: string) => Promise<RunningServiceProcess>;
  /** Starts those that do not run yet, and waits until all are ready. */
  launchAll: () => Promise<void>;
  /** Stops one and starts it again on its data. */
  restart: (name: string) => Promise<void>;
  stop: () => Promise<void>;
};

/** The service processes of a stack; one that ends by itself is started again. */
export const createServiceGroup = (options: {
  plans: readonly ServicePlan[];
  logsDir: string;
  dev: boolean;
  supervised: Supervisor;
}): ServiceGroup => {
  const { plans, logsDir, dev, supervised } = options;
  const running = new Map<string, Supervised<RunningServiceProcess>>();
  const launch = async (name: string): Promise<RunningServiceProcess> => {
    const plan = plans.find((one) => one.name === name);
    if (plan === undefined) throw new Error(`No service is called ${name}.`);
    const logFile = path.join(logsDir, `${name}.log`);
    const service = await supervised(name, async () => startService({ ...plan, logFile, dev }));
    running.set(name, service);
    return service.current;
  };
  return {
    launch,
    launchAll: async () => {
      for (const { name } of plans) if (!running.has(name)) await launch(name);
      await Promise.all([...running.values()].map((service) => service.current.waitUntil('readyz')));
    },
    restart: async (name) => {
      const service = running.get(name);
      await service?.restart();
      await service?.current.waitUntil('readyz');
    },
    stop: async () => {
      await Promise.all([...running.values()].map((service) => service.stop()));
    },
  };
};
