import path from 'node:path';
import type { ServiceName } from './service-plan.ts';
import { type RunningServiceProcess, startService } from './start-service.ts';

/** One process: which app, under which name, with what. */
export type ServicePlan = {
  name: string;
  app: ServiceName;
  /** On this machine. */
  url: string;
  environment: Readonly<Record<string, string>>;
};

export type ServiceGroup = {
  /** Starts one, or starts it anew. */
  launch: (name: string) => RunningServiceProcess;
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
  onRestart: (name: string) => void;
}): ServiceGroup => {
  const { plans, logsDir, dev, onRestart } = options;
  const running = new Map<string, RunningServiceProcess>();
  const launch = (name: string): RunningServiceProcess => {
    const plan = plans.find((one) => one.name === name);
    if (plan === undefined) throw new Error(`No service is called ${name}.`);
    const service = startService({
      ...plan,
      logFile: path.join(logsDir, `${name}.log`),
      dev,
      onUnexpectedExit: () => {
        onRestart(name);
        // A service that does not come up again is left alone: its log says why.
        launch(name)
          .waitUntil('healthz')
          .catch(() => undefined);
      },
    });
    running.set(name, service);
    return service;
  };
  return {
    launch,
    launchAll: async () => {
      for (const { name } of plans) if (!running.has(name)) launch(name);
      await Promise.all([...running.values()].map((service) => service.waitUntil('readyz')));
    },
    restart: async (name) => {
      await running.get(name)?.stop();
      await launch(name).waitUntil('readyz');
    },
    stop: async () => {
      await Promise.all([...running.values()].map((service) => service.stop()));
    },
  };
};
