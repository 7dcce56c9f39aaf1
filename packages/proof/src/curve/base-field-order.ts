/** Order of the base field of BN254, the field of point coordinates (EIP-196). */
export const BASE_FIELD_ORDER = 21888242871839275222246405745257275088696311157297823662689037894645226208583n;

/**
 * Order of the groups, the field of scalars: `FIELD_ORDER` of primitives, written again so that a proving thread loads
 * nothing else.
 */
export const SCALAR_FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;
