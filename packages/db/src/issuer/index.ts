export { createIssuerClient, type IssuerClient } from './create-issuer-client.ts';
