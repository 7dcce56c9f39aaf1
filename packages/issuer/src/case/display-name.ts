import type { ApplicationData } from '@postern/protocol';

/** A person's name as staff see it: the Latin form if there is one, else given and family name. */
export function displayName(application: ApplicationData): string {
  return application.latinName ?? `${application.givenName} ${application.familyName}`.trim();
}
