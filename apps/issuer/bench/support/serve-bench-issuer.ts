import { startTestIssuer } from '../../src/test-support/start-test-issuer.ts';
import { apply, approve, signInForDemo } from '../../src/test-support/test-staff.ts';
import { askToken } from '../../src/test-support/test-wallet.ts';

/** The issuer of a bench in its own process: approves people, hands their tokens over, then answers how much CPU it used. */
const [port, people] = process.argv.slice(2).map(Number) as [number, number];
const host = await startTestIssuer({
  port,
  env: {
    ISSUER_RATE_LIMIT_PER_MINUTE: '1000000',
    ISSUER_ACCESS_TOKEN_LIFE_SECONDS: '7200',
    ISSUER_ANCHOR_INTERVAL_MS: '1000',
    LOG_LEVEL: 'warn',
  },
});
await host.registerLeaf();
const maker = await signInForDemo(host, 'maker');
const checker = await signInForDemo(host, 'checker');
const tokens: string[] = [];
for (let person = 0; person < people; person += 1) {
  const document = { type: 'passport', number: `B${10_000 + person}`, issuingCountry: 'GR', expiresOn: '2035-05-01' };
  const applied = await apply(host, { familyName: `Bench${person}`, document });
  const { code, txCode } = await approve(host, { applied, maker, checker });
  tokens.push(String((await askToken({ issuer: host.issuer, code, txCode })).body.access_token));
}
process.on('message', (message) => {
  if (message === 'usage') process.send?.(process.cpuUsage());
  else void host.stop().then(() => process.exit(0));
});
process.send?.({ issuer: host.issuer, tokens });
