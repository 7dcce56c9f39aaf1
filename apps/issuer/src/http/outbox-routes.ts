import { HttpError } from '@postern/http-service';
import { type IssuerContext, listMails } from '@postern/issuer';
import type { Router } from 'express';

import { renderOutboxPage } from './page/render-outbox.ts';
import { sendHtml } from './page/send-page.ts';

/** Messages that the page shows. */
const SHOWN = 30;

/** Where a local demo reads its e-mails; elsewhere there is nothing at this address. */
export function addOutboxRoutes(router: Router, context: IssuerContext): void {
  router.get('/outbox', async (_request, response) => {
    const { demoSignIn, publicUrl } = context.settings;
    if (!demoSignIn) throw new HttpError('ERR_NOT_FOUND', 'There is nothing at this address.');
    const mails = await listMails(context, { limit: SHOWN });
    sendHtml(response, { status: 200, formAction: "'none'", html: renderOutboxPage({ mails, publicUrl }) });
  });
}
