import { expect, it } from 'vitest';
import { keepConnected } from './keep-connected.ts';

const closed = () => new DOMException('The database connection is closing.', 'InvalidStateError');

function createWorld(failures: (Error | undefined)[] = []) {
  const opened: { onEnd: () => void }[] = [];
  const connected = keepConnected({
    open: async (listeners) => {
      opened.push(listeners);
      return opened.length;
    },
  });
  const use = () =>
    connected(async (connection) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return connection;
    });
  return { opened, use };
}

it('opens once and is used by all', async () => {
  const { opened, use } = createWorld();
  expect(await Promise.all([use(), use()])).toEqual([1, 1]);
  expect(opened).toHaveLength(1);
});

it('opens another one after the browser ended the first', async () => {
  const { opened, use } = createWorld();
  await use();
  opened[0]!.onEnd();
  expect(await use()).toBe(2);
});

it('tries once more what met a closing connection, and no more than once', async () => {
  expect(await createWorld([closed()]).use()).toBe(2);
  await expect(createWorld([closed(), closed()]).use()).rejects.toMatchObject({ name: 'InvalidStateError' });
});

it('hands on every other failure', async () => {
  const { opened, use } = createWorld([new DOMException('full', 'QuotaExceededError')]);
  await expect(use()).rejects.toMatchObject({ name: 'QuotaExceededError' });
  expect(opened).toHaveLength(1);
});

it('tries again later when opening failed', async () => {
  let isBroken = true;
  const connected = keepConnected({
    open: async () => {
      if (isBroken) throw new DOMException('no', 'UnknownError');
      return 'open';
    },
  });
  await expect(connected(async (it) => it)).rejects.toMatchObject({ name: 'UnknownError' });
  isBroken = false;
  expect(await connected(async (it) => it)).toBe('open');
});
