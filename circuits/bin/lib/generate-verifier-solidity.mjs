/** Text of the Solidity verifier: the Groth16 equation over the BN254 precompiles (EIP-196, EIP-197). */

/**
 * @param {{ vkey: object, manifest: object, notice: string }} options
 * @returns {string}
 */
export function generateVerifierSolidity({ vkey, manifest, notice }) {
  const constants = [
    ...g1('ALPHA', vkey.vk_alpha_1),
    ...g2('BETA', vkey.vk_beta_2),
    ...g2('GAMMA', vkey.vk_gamma_2),
    ...g2('DELTA', vkey.vk_delta_2),
    ...vkey.IC.flatMap((point, index) => g1(`IC${index}`, point)),
  ].map(([name, value]) => `    uint256 private constant ${name} =\n        ${value};`);
  const count = manifest.publicSignals.length;
  const accumulate = manifest.publicSignals.map(
    (name, index) =>
      `            ok := addScaled(pointer, IC${index + 1}_X, IC${index + 1}_Y, calldataload(add(signals, ${32 * index})), ok) // ${name}`,
  );

  return `// SPDX-License-Identifier: Apache-2.0
// ${notice}
pragma solidity ^0.8.24;

/// @title KycPresentationVerifier
/// @notice Groth16 verifier of the kyc-presentation circuit.
/// @dev ${manifest.development ? 'DEVELOPMENT KEY: its secret is public, anybody can forge. For local chains only.' : 'Key of a ceremony; see circuits/artifacts/manifest.json.'}
///      Verification key SHA-256 ${manifest.files.vkey.sha256}.
///      A proof with a point off the curve makes a precompile consume all gas that it was given: callers cap the gas.
contract KycPresentationVerifier {
    /// @dev Order of the scalar field.
    uint256 private constant R =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @dev Order of the base field.
    uint256 private constant Q =
        21888242871839275222246405745257275088696311157297823662689037894645226208583;

${constants.join('\n')}

    /// @notice Whether the proof stands for the public signals.
    /// @param a proof point A
    /// @param b proof point B, coordinates in EVM order (imaginary part first)
    /// @param c proof point C
    /// @param signals ${manifest.publicSignals.join(', ')}; false when one is not below the field order
    function verifyProof(
        uint256[2] calldata a,
        uint256[2][2] calldata b,
        uint256[2] calldata c,
        uint256[${count}] calldata signals
    ) external view returns (bool valid) {
        assembly ("memory-safe") {
            // (x, y) at pointer += scalar · (x, y); refuses scalars that are not field elements.
            function addScaled(pointer, x, y, scalar, ok) -> result {
                mstore(add(pointer, 0x40), x)
                mstore(add(pointer, 0x60), y)
                mstore(add(pointer, 0x80), scalar)
                result := and(ok, lt(scalar, R))
                result := and(result, staticcall(gas(), 7, add(pointer, 0x40), 0x60, add(pointer, 0x40), 0x40))
                result := and(result, staticcall(gas(), 6, pointer, 0x80, pointer, 0x40))
            }

            let pointer := mload(0x40)
            let ok := lt(calldataload(add(a, 0x20)), Q)

            // 1. IC0 + Σ signal · IC
            mstore(pointer, IC0_X)
            mstore(add(pointer, 0x20), IC0_Y)
${accumulate.join('\n')}
            let icX := mload(pointer)
            let icY := mload(add(pointer, 0x20))

            // 2. e(−A, B) · e(α, β) · e(IC, γ) · e(C, δ) = 1
            mstore(pointer, calldataload(a))
            mstore(add(pointer, 0x20), mod(sub(Q, calldataload(add(a, 0x20))), Q))
            calldatacopy(add(pointer, 0x40), b, 0x80)
            mstore(add(pointer, 0xc0), ALPHA_X)
            mstore(add(pointer, 0xe0), ALPHA_Y)
${storeG2('BETA', 0x100)}
            mstore(add(pointer, 0x180), icX)
            mstore(add(pointer, 0x1a0), icY)
${storeG2('GAMMA', 0x1c0)}
            calldatacopy(add(pointer, 0x240), c, 0x40)
${storeG2('DELTA', 0x280)}
            ok := and(ok, staticcall(gas(), 8, pointer, 0x300, pointer, 0x20))
            valid := and(ok, eq(mload(pointer), 1))
        }
    }
}
`;
}

const g1 = (name, point) => [
  [`${name}_X`, point[0]],
  [`${name}_Y`, point[1]],
];

/** The precompile wants the imaginary part first; snarkjs writes the real part first. */
const g2 = (name, point) => [
  [`${name}_X_IMAGINARY`, point[0][1]],
  [`${name}_X_REAL`, point[0][0]],
  [`${name}_Y_IMAGINARY`, point[1][1]],
  [`${name}_Y_REAL`, point[1][0]],
];

const storeG2 = (name, offset) =>
  ['X_IMAGINARY', 'X_REAL', 'Y_IMAGINARY', 'Y_REAL']
    .map((part, index) => `            mstore(add(pointer, 0x${(offset + 32 * index).toString(16)}), ${name}_${part})`)
    .join('\n');
