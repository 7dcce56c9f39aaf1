import type { ApplicationData } from '@postern/protocol';

const yearsLater = (isoDay: string, years: number) => `${Number(isoDay.slice(0, 4)) + years}${isoDay.slice(4)}`;

/**
 * Facts in the application that a reviewer should see before deciding. They are read off the statement itself; no list is
 * consulted and nothing is scored.
 *
 * @param options.today day of the review, `YYYY-MM-DD`.
 */
export function warnAboutApplication(options: { application: ApplicationData; today: string }): string[] {
  const { application, today } = options;
  const { document } = application;
  const warnings: [boolean, string][] = [
    [document.expiresOn <= today, 'The document has expired.'],
    [document.expiresOn > today && document.expiresOn < yearsLater(today, 1), 'The document expires within a year.'],
    [yearsLater(application.birthDate, 18) > today, 'The applicant is under 18.'],
    [
      document.type !== 'residence_permit' &&
        document.type !== 'driving_licence' &&
        !application.nationalities.includes(document.issuingCountry),
      'The document was issued by a country that is not among the nationalities.',
    ],
    [application.address.street === '', 'No street was stated.'],
  ];
  return warnings.filter(([applies]) => applies).map(([, words]) => words);
}
