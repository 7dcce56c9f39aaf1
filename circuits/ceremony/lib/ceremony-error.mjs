import { PosternError } from '@postern/primitives';

/**
 * A step of the ceremony is refused. Codes:
 *
 * - `ERR_CEREMONY_USAGE` an argument is missing or malformed
 * - `ERR_CEREMONY_STATE` the step does not fit the state of the ceremony
 * - `ERR_CEREMONY_R1CS` another circuit than the ceremony's
 * - `ERR_CEREMONY_POWERS_OF_TAU` other powers of tau than the ceremony's, or too few, or not prepared
 * - `ERR_CEREMONY_POWERS_OF_TAU_DEVELOPMENT` a production key may not come from powers of tau that were made here
 * - `ERR_CEREMONY_FILE_MALFORMED` not a Groth16 key file
 * - `ERR_CEREMONY_CIRCUIT` the key file is not of this circuit and these powers of tau
 * - `ERR_CEREMONY_HISTORY` a recorded contribution is missing or changed, or more than one is new
 * - `ERR_CEREMONY_POINT` a point of the key is not on the curve
 * - `ERR_CEREMONY_CHAIN` a contribution does not follow from the one before it
 * - `ERR_CEREMONY_ATTESTATION` the attestation names another contribution
 * - `ERR_CEREMONY_TOO_FEW` fewer contributors than a production key needs
 */
export class CeremonyError extends PosternError {}
