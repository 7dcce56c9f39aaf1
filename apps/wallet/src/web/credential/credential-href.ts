/** Address of a credential's page. */
export function credentialHref(id: string): string {
  return `/credentials/${encodeURIComponent(id)}`;
}
