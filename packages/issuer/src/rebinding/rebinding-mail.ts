/** `3 December 2026, 14:05 UTC` */
function formatMoment(unixSeconds: number): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${format.format(unixSeconds * 1000).replace(' at ', ', ')} UTC`;
}

/** What the holder of a live credential reads when another wallet is to take its place. Plain text, one link: ours. */
export function writeRebindingMail(options: { bankName: string; link: string; startedAt: number; dueAt: number }): {
  subject: string;
  text: string;
} {
  const { bankName, link, startedAt, dueAt } = options;
  return {
    subject: `${bankName}: your proof of identity is to move to another wallet`,
    text: `Hello,

On ${formatMoment(startedAt)} a wallet that we do not know asked for the proof of identity that ${bankName} issued to you. Two members of our staff had agreed that it is issued anew.

What this means: the proof in your present wallet is suspended from now on. On ${formatMoment(dueAt)} it ends for good, and the other wallet receives a new one.

If this was you, you need not do anything. You can also confirm it with your present wallet; then the other one receives its proof at once.

If this was not you, tell us before that time. Then nothing ends until our staff have looked into it.

You can do both on this page of ours, and only there:

${link}

Keep this link to yourself. We never ask for a password or a code by e-mail.

${bankName}
`,
  };
}
