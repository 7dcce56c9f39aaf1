import { z } from 'zod';

const zOtherWalletUrl = z.string().startsWith('openid-credential-offer://');

/** Links that open one credential offer (OpenID4VCI 1.0 §4.1.2, §4.1.3). The transaction code is in none of them. */
export const zOfferLinks = z.strictObject({
  /** Opens our wallet. */
  walletUrl: z.url(),
  /** Opens any wallet that has registered for the scheme; it fetches the offer. */
  otherWalletUrl: zOtherWalletUrl,
  /** The same with the offer itself in the link, for wallets that fetch none; absent once the offer is not open. */
  otherWalletUrlByValue: zOtherWalletUrl.optional(),
});
export type OfferLinks = z.infer<typeof zOfferLinks>;
