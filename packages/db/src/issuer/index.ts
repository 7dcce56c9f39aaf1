export {
  createDidRows,
  type DidIdentifierRow,
  type DidKeyRow,
  type DidPrivateKeyRow,
  type DidRows,
} from './create-did-rows.ts';
export { createIssuerClient, type IssuerClient } from './create-issuer-client.ts';
export { createIssuerStore } from './create-issuer-store.ts';
export { createServiceFacts, type ServiceFacts } from './create-service-facts.ts';
