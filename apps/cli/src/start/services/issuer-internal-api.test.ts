import { describe, expect, it, vi } from 'vitest';
import { fetchEnrolmentLinks, fetchLeafOffer } from './issuer-internal-api.ts';

const answer = (body: unknown, status = 200) =>
  vi.fn<typeof globalThis.fetch>(async () => Response.json(body, { status }));
const options = { issuerUrl: 'http://localhost:4101', launcherToken: 'secret', tenant: 'demo-bank', chainId: 31_338 };

describe('the internal addresses of the issuer', () => {
  it('are asked with the launcher’s token in a header, never in the address', async () => {
    const links = [{ staffId: 'maker', name: 'Mara', url: 'http://localhost:4102/enroll#t' }];
    const fetch = answer({ links });
    expect(await fetchEnrolmentLinks({ ...options, fetch })).toEqual(links);
    const [url, init] = fetch.mock.calls[0]!;
    expect(url).toBe('http://localhost:4101/internal/enrolment-links?tenant=demo-bank');
    expect(new Headers(init?.headers).get('x-postern-launcher')).toBe('secret');
  });

  it('are told for which chain a key is to be proven', async () => {
    const fetch = answer({});
    await fetchLeafOffer({ ...options, fetch }).catch(() => undefined);
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'http://localhost:4101/internal/leaf-registration?tenant=demo-bank&chain=31338',
    );
  });

  it.each([
    ['links', fetchEnrolmentLinks],
    ['a key', fetchLeafOffer],
  ])('refuse %s with one code', async (_what, ask) => {
    const refused = ask({ ...options, fetch: answer({}, 403) });
    await expect(refused).rejects.toMatchObject({ code: 'ERR_LAUNCHER_ISSUER' });
  });

  it('are not believed when they answer something else', async () => {
    await expect(fetchLeafOffer({ ...options, fetch: answer({ issuerId: 128 }) })).rejects.toThrow();
  });
});
