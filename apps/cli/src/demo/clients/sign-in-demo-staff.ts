import { zStaffSession } from '@postern/protocol';
import { DemoError } from '../demo-error.ts';
import { createStaffClient, type StaffClient } from './create-staff-client.ts';
import { requestJson } from './request-json.ts';

/**
 * Signs two people of the demo bank in: an analyst who proposes and an approver who approves.
 *
 * @throws DemoError `ERR_DEMO_NO_ACCOUNT`: only local chains have the demo sign-in
 */
export const signInDemoStaff = async (options: {
  fetch: typeof globalThis.fetch;
  portalUrl: string;
}): Promise<{ maker: StaffClient; checker: StaffClient }> => {
  const { fetch, portalUrl } = options;
  const { demoStaff } = await requestJson({ fetch, url: `${portalUrl}/api/staff/session`, response: zStaffSession });
  const staff = await Promise.all(demoStaff.map(({ staffId }) => createStaffClient({ fetch, portalUrl, staffId })));
  const maker = staff.find(({ role }) => role === 'analyst');
  const checker = staff.find(({ role }) => role === 'approver');
  if (maker === undefined || checker === undefined) {
    throw new DemoError('ERR_DEMO_NO_ACCOUNT', 'The bank has no demo sign-in: the walk needs a local chain.');
  }
  return { maker, checker };
};
