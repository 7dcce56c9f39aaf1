import { setTimeout as systemSleep } from 'node:timers/promises';

/** A process of ours. */
export type Child = {
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<unknown>;
  stop: () => Promise<void>;
};

/** `ended`: by itself; it is started again. `full`: it waits for room on the disk. `back`: it runs again. */
export type SuperviseEvent = { name: string; type: 'ended' | 'full' | 'back' };

export type SuperviseOptions<T extends Child> = {
  name: string;
  start: () => Promise<T>;
  onEvent: (event: SuperviseEvent) => void;
  /** Whether there is room on the disk for it to run. */
  hasRoom: () => Promise<boolean>;
  sleep?: (ms: number) => Promise<unknown>;
  now?: () => number;
};

export type Supervised<T extends Child> = {
  readonly current: T;
  /** Stops it and starts it again. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts something under supervision; the name begins a sentence. */
export type Supervisor = <T extends Child>(name: string, start: () => Promise<T>) => Promise<Supervised<T>>;

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 15_000;
/** Who ran for so long has recovered. */
const STEADY_MS = 30_000;
const LOOK_FOR_ROOM_MS = 1000;

/**
 * Keeps a process running: one that ends by itself is started again, after a wait that grows while it does not hold, and
 * not before there is room on the disk. What it keeps is in its own folder; this keeps nothing.
 *
 * @throws what the first start throws
 */
export const supervise = async <T extends Child>(options: SuperviseOptions<T>): Promise<Supervised<T>> => {
  const { name, start, onEvent, hasRoom, sleep = systemSleep, now = () => performance.now() } = options;
  let stopping = false;
  let wait = FIRST_WAIT_MS;
  let reviving: Promise<void> = Promise.resolve();
  let current = await start();

  const waitForRoom = async (): Promise<void> => {
    if (await hasRoom()) return;
    onEvent({ name, type: 'full' });
    while (!stopping && !(await hasRoom())) await sleep(LOOK_FOR_ROOM_MS);
  };
  const revive = async (): Promise<void> => {
    while (!stopping) {
      await sleep(wait);
      await waitForRoom();
      if (stopping) return;
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      try {
        current = await start();
      } catch {
        // Its log says why; the next try may find what it needs.
        continue;
      }
      onEvent({ name, type: 'back' });
      watch(current);
      return;
    }
  };
  const watch = (child: T): void => {
    const from = now();
    void child.ended.then(() => {
      if (stopping || child !== current) return;
      if (now() - from > STEADY_MS) wait = FIRST_WAIT_MS;
      onEvent({ name, type: 'ended' });
      reviving = revive();
    });
  };
  watch(current);
  return {
    get current() {
      return current;
    },
    restart: async () => {
      const before = current;
      current = { ...before, ended: new Promise(() => undefined) };
      await before.stop();
      current = await start();
      watch(current);
    },
    stop: async () => {
      stopping = true;
      await reviving;
      await current.stop();
    },
  };
};

/** What a person reads of it: one plain line each. */
export const describeEvent = ({ name, type }: SuperviseEvent): string | undefined => {
  if (type === 'ended') return `${name} ended by itself and is started again: see its log`;
  if (type === 'full') return `The disk is full: ${name} waits for room and then goes on by itself.`;
  return undefined;
};
