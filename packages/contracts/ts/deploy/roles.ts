/** Roles of the access manager. */
export const ROLES = {
  /** Grants and revokes roles, assigns functions to them. Waits for the delay of the deployment. */
  admin: 0n,
  /** Loosens: admits issuers, leaves and verifiers. Waits for the delay of the deployment. */
  governor: 1n,
  /** Tightens: removes leaves, suspends operators, drops roots, disables verifiers, closes policies. Instant. */
  guardian: 2n,
} as const;

/** Restricted functions by role and contract; everything else is open or checks its caller by itself. */
export const ROLE_FUNCTIONS = {
  trustRegistry: {
    governor: ['createIssuer', 'registerLeaf', 'setOperator', 'setStandbyOperator'],
    guardian: ['removeLeaf', 'suspendOperator', 'dropRoot', 'dropHistory'],
  },
  policyRegistry: {
    governor: ['addCircuitVersion', 'resumeCircuitVersion', 'setGasPercent'],
    guardian: ['disableCircuitVersion', 'pauseCircuitVersion'],
  },
} as const;
