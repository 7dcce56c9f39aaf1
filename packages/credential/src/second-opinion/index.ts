export { askDidJwtVc } from './ask-did-jwt-vc.ts';
