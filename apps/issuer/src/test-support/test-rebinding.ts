import { deliverMails, type ListedMail, listMails, runDueRebindings } from '@postern/issuer';
import { parseCompactJws } from '@postern/credential';

import { startTestIssuer, type TestIssuer } from './start-test-issuer.ts';
import { createTestDesk, type TestDesk } from './test-bank-desk.ts';
import { browse, type Page } from './test-client.ts';
import { type AskedPresentation, createTestDevice, credentialOf, type TestDevice } from './test-device.ts';
import { signInForDemo } from './test-staff.ts';

export const DAY = 86_400;
export const DELAY = 3 * DAY;

/** A bank whose clock the test moves and whose due work it runs by hand. */
export type RebindingWorld = {
  host: TestIssuer;
  desk: TestDesk;
  clock: { now(): number; pass(seconds: number): void };
  device(options?: { commitment?: null }): Promise<TestDevice>;
  /** A person whose wallet holds a credential. */
  settled(options?: { email?: string | null }): Promise<SettledPerson>;
  /** Somebody else applies with that person's document; two people of the bank are deceived. */
  deceive(person: SettledPerson): Promise<Deceit>;
  /** How many re-bindings have ended by time now. */
  runDue(): Promise<number>;
  /** Lets time end whatever earlier tests left. */
  clear(): Promise<void>;
  /** Hands messages over and gives those to an address. */
  mailsTo(address: string): Promise<ListedMail[]>;
};

type Admitted = Awaited<ReturnType<TestDesk['admit']>>;
export type SettledPerson = Admitted & {
  application: Record<string, unknown>;
  device: TestDevice;
  credential: string;
  email: string | null;
};
export type Deceit = Admitted & { device: TestDevice; transactionId: string };

export async function startRebindingWorld(options: { port: number }): Promise<RebindingWorld> {
  let offset = 0;
  const clock = {
    now: () => Math.floor(Date.now() / 1000) + offset,
    pass: (seconds: number) => {
      offset += seconds;
    },
  };
  const host = await startTestIssuer({
    port: options.port,
    clock,
    env: {
      ISSUER_RATE_LIMIT_PER_MINUTE: '6000',
      ISSUER_ANCHOR_INTERVAL_MS: '3600000',
      ISSUER_SESSION_IDLE_SECONDS: '100000000',
      ISSUER_SESSION_LIFE_SECONDS: '100000000',
      ISSUER_ACCESS_TOKEN_LIFE_SECONDS: '100000000',
    },
  });
  await host.registerLeaf();
  const desk = createTestDesk({
    host,
    maker: await signInForDemo(host, 'maker'),
    checker: await signInForDemo(host, 'checker'),
  });
  let people = 0;
  let secrets = 100n;
  const device: RebindingWorld['device'] = (own = {}) => {
    secrets += 1n;
    return createTestDevice({ host, clock, secret: secrets, ...own });
  };
  const context = () => host.container.context;
  const runDue = async () => {
    const { done, failures } = await runDueRebindings(context());
    if (failures.length > 0) throw failures[0];
    return done;
  };
  return {
    host,
    desk,
    clock,
    device,
    settled: async ({ email } = {}) => {
      people += 1;
      const address = email === undefined ? `person${people}@home.example` : email;
      const application = {
        familyName: `Holder${people}`,
        birthDate: new Date(Date.UTC(1971, 0, people)).toISOString().slice(0, 10),
        document: { type: 'passport', number: `H${5000 + people}`, issuingCountry: 'GR', expiresOn: '2036-05-01' },
        ...(address === null ? {} : { email: address }),
      };
      const admitted = await desk.admit(application);
      const own = await device();
      await own.redeem(admitted.offer);
      const credential = credentialOf(await own.request());
      await own.request('postern_seal');
      return { ...admitted, application, device: own, credential, email: address };
    },
    deceive: async ({ application }) => {
      // The older file is the one that others join.
      clock.pass(1);
      people += 1;
      const birthDate = new Date(Date.UTC(1985, 0, people)).toISOString().slice(0, 10);
      const stranger = { ...application, familyName: `Stranger${people}`, birthDate, email: 'thief@away.example' };
      const admitted = await desk.admit(stranger, { answer: 'same' });
      const own = await device();
      await own.redeem(admitted.offer);
      const answer = await own.request();
      if (answer.status !== 202) throw new Error(`request: ${answer.status} ${JSON.stringify(answer.body)}`);
      return { ...admitted, device: own, transactionId: String(answer.body.transaction_id) };
    },
    runDue,
    clear: async () => {
      clock.pass(DELAY);
      await runDue();
    },
    mailsTo: async (address) => {
      await deliverMails(context());
      return (await listMails(context(), { limit: 100 })).filter(({ to }) => to === address);
    },
  };
}

/** The page that a message links to, as the browser posts to it. */
export function openLink(mail: ListedMail | undefined): {
  url: string;
  token: string;
  answer(answer: 'read' | 'confirm' | 'object', token?: string): Promise<Page>;
} {
  const [, url = '', token = ''] = /(http:\S+)#(\S+)/.exec(mail?.text ?? '') ?? [];
  return { url, token, answer: (answer, given = token) => browse(url, { token: given, answer }) };
}

/** The bank's request behind the wallet link of a page. */
export async function fetchAsked(page: Page): Promise<{ jws: string; requestUri: string; request: AskedPresentation }> {
  const href = /href="([^"]+\/present\?[^"]+)"/.exec(page.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const requestUri = new URL(href).searchParams.get('request_uri') ?? '';
  const jws = await (await fetch(requestUri)).text();
  return { jws, requestUri, request: parseCompactJws(jws).payload as unknown as AskedPresentation };
}
