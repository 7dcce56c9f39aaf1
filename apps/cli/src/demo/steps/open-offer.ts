import type { OfferView } from '@postern/protocol';
import type { StaffClient } from '../clients/create-staff-client.ts';
import { DemoError } from '../demo-error.ts';
import type { StepResult } from '../run-step.ts';

/** The credential offer of the approved case; approval may have opened one already. */
export const openOffer = async (options: { staff: StaffClient; caseId: string }): Promise<StepResult<OfferView>> => {
  const { staff, caseId } = options;
  const approved = await staff.readCase(caseId);
  const { offer } = approved.offer?.state === 'open' ? approved : await staff.openOffer(caseId);
  if (offer === undefined) throw new DemoError('ERR_DEMO_EXPECTATION', 'The approved case has no offer.');
  return { value: offer, note: 'link and QR code for the wallet' };
};
