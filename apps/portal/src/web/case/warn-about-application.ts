import type { ApplicationData } from '@postern/protocol';

/** Last day of the month that holds a day. */
const lastOfMonth = (isoDay: string) =>
  new Date(Date.UTC(Number(isoDay.slice(0, 4)), Number(isoDay.slice(5, 7)), 0)).toISOString().slice(0, 10);
const yearsLater = (isoDay: string, years: number) => `${Number(isoDay.slice(0, 4)) + years}${isoDay.slice(4)}`;

/**
 * Facts in the application that a reviewer should see before deciding. They are read off the statement itself; no list is
 * consulted and nothing is scored.
 *
 * @param options.today day of the review, `YYYY-MM-DD` in UTC: a document is valid through the last second of its last
 *   day there.
 */
export function warnAboutApplication(options: { application: ApplicationData; today: string }): string[] {
  const { application, today } = options;
  const { document } = application;
  const { expiresOn } = document;
  const hasExpired = expiresOn !== null && expiresOn < today;
  // Credentials end with a month, and never after the document.
  const endsTooSoon = expiresOn !== null && !hasExpired && expiresOn < lastOfMonth(today);
  const endsWithinYear = expiresOn !== null && expiresOn < yearsLater(today, 1);
  const warnings: [boolean, string][] = [
    [hasExpired, 'The document has expired.'],
    [endsTooSoon, 'The document ends before this month does. No credential can be issued from it.'],
    [!hasExpired && !endsTooSoon && endsWithinYear, 'The document expires within a year.'],
    [expiresOn === null, 'The applicant states that the document has no end printed on it.'],
    [application.nationalities.length > 2, 'The applicant has more nationalities than a credential can prove.'],
    [yearsLater(application.birthDate, 18) > today, 'The applicant is under 18.'],
    [
      document.type !== 'residence_permit' &&
        document.type !== 'driving_licence' &&
        !application.nationalities.includes(document.issuingCountry),
      'The document was issued by a country that is not among the nationalities.',
    ],
    [application.address === null, 'The applicant states that they have no fixed address.'],
    [application.address?.street === '', 'No street was stated.'],
  ];
  return warnings.filter(([applies]) => applies).map(([, words]) => words);
}
