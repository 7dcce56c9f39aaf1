import type { HostileWorld } from './hostile-samples.ts';
import { redeemOffer } from './hostile-samples.ts';
import { startTestIssuer } from './start-test-issuer.ts';
import { apply, approve, signInForDemo } from './test-staff.ts';
import { ask, createTestWallet } from './test-wallet.ts';

const OTHER_DOCUMENT = { type: 'passport', number: 'NG7654321', issuingCountry: 'NG', expiresOn: '2034-05-01' };

export type HostileHost = { world: HostileWorld; stop(): Promise<void> };

/** The real service with one admitted person; its limits are wide, so that requests get past them. */
export async function startHostileHost(options: { port: number }): Promise<HostileHost> {
  const { port } = options;
  const lives = { ISSUER_ACCESS_TOKEN_LIFE_SECONDS: '86400', ISSUER_OFFER_LIFE_SECONDS: '86400' };
  const env = { ISSUER_RATE_LIMIT_PER_MINUTE: '100000000', ...lives };
  const host = await startTestIssuer({ port, env });
  await host.registerLeaf();
  const maker = await signInForDemo(host, 'maker');
  const checker = await signInForDemo(host, 'checker');
  const applied = await apply(host);
  const accessToken = await redeemOffer(host, await approve(host, { applied, maker, checker }));
  // Somebody else, whose offer stays open.
  const other = await apply(host, { familyName: 'Okafor', document: OTHER_DOCUMENT });
  await approve(host, { applied: other, maker, checker });
  const detail = await checker.get(`/cases/${other.applicationId}`);
  const { offerUri } = detail.body.offer as { offerUri: string };
  const signedIn = await ask(`${host.url}/staff/demo-sign-in`, {
    json: { staffId: 'checker' },
    headers: { origin: host.portalUrl },
  });
  const world: HostileWorld = {
    host,
    applied,
    cookie: (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '',
    offerId: new URL(offerUri).pathname.split('/').at(-1) ?? '',
    accessToken,
    wallet: await createTestWallet(77n),
  };
  return { world, stop: () => host.stop() };
}
