export { createRateLimits, type CreateRateLimitsOptions, type SharedRateLimits } from './create-rate-limits.ts';
