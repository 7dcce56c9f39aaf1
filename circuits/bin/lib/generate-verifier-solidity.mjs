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
  const combine = ['one', ...manifest.publicSignals].map(
    (name, index) =>
      `            ok := addScaled(point, IC${index}_X, IC${index}_Y, sub(R, mload(add(sums, ${32 * index}))), ok) // ${name}`,
  );
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
///      One contract holds both entry points, so that the code hash that governance pins covers both and neither can
///      come to another key than the other.
contract KycPresentationVerifier {
    /// @dev Order of the scalar field.
    uint256 private constant R =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @dev Order of the base field.
    uint256 private constant Q =
        21888242871839275222246405745257275088696311157297823662689037894645226208583;
    /// @dev SHA-256 of the verification key, as in the manifest.
    bytes32 private constant KEY_HASH =
        0x${manifest.files.vkey.sha256};
    /// @dev keccak256("postern/batch/1"); assembly takes literals only.
    bytes32 private constant BATCH_TAG =
        0x6ceb7efdd07000385b9bc9395456ba951757b19d55d619732397d35f8558bf2f;

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

    /// @notice Whether every one of N proofs stands, by one equation of N + 3 pairings.
    /// @dev With Eᵢ the value that the Groth16 equation of proof i must bring to 1, this checks Π Eᵢ^rᵢ = 1 in a group
    ///      of prime order. If some Eᵢ ≠ 1, then at most one rᵢ passes once the others are fixed, so chance is 2^-128.
    ///      r₀ = 1 is as good: if another proof is wrong the bound is that proof's; if none is, E₀ alone must be 1.
    ///      The other rᵢ are 128 bits of a hash over a transcript. Everything that the sender chooses is in it before
    ///      the first coefficient is known: all signals and all of A, B and C, else what is left out could be solved
    ///      for afterwards; their number and order; the key, the chain and the caller, so that a search for a batch
    ///      that passes by chance serves one place only.
    /// @param items A, B, C and the public signals of each proof, in the order of {verifyProof}
    function verifyProofs(uint256[${8 + count}][] calldata items) external view returns (bool valid) {
        assembly ("memory-safe") {
            // (x, y) at pointer += scalar · (x, y), any scalar. Negation is left to the scalar, never to a coordinate.
            function addScaled(pointer, x, y, scalar, ok) -> result {
                mstore(add(pointer, 0x40), x)
                mstore(add(pointer, 0x60), y)
                mstore(add(pointer, 0x80), scalar)
                result := and(ok, staticcall(gas(), 7, add(pointer, 0x40), 0x60, add(pointer, 0x40), 0x40))
                result := and(result, staticcall(gas(), 6, pointer, 0x80, pointer, 0x40))
            }

            let count := items.length
            let size := mul(count, ${hex(32 * (8 + count))})

            // 1. The seed of the coefficients. 0x00 keeps it, 0x20 the index.
            let pointer := mload(0x40)
            mstore(pointer, BATCH_TAG)
            mstore(add(pointer, 0x20), KEY_HASH)
            mstore(add(pointer, 0x40), chainid())
            mstore(add(pointer, 0x60), caller())
            mstore(add(pointer, 0x80), count)
            calldatacopy(add(pointer, 0xa0), items.offset, size)
            mstore(0x00, keccak256(pointer, add(0xa0, size)))

            // Layout: ${1 + count} sums, the point C with room for one product, the point to accumulate IC in, pairing input.
            let sums := pointer
            let c := add(sums, ${hex(32 * (1 + count))})
            let point := add(c, 0xa0)
            let pairs := add(point, 0xa0)
            calldatacopy(sums, calldatasize(), sub(pairs, sums))
            let ok := gt(count, 0)

            // 2. Per proof: (rᵢ·Aᵢ, Bᵢ) for the pairing, Σ rᵢ·Cᵢ, Σ rᵢ, and Σ rᵢ·signal for each signal.
            let pair := pairs
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                let item := add(items.offset, mul(i, ${hex(32 * (8 + count))}))
                mstore(0x20, i)
                let coefficient := 1
                if i { coefficient := shr(128, keccak256(0x00, 0x40)) }

                calldatacopy(pair, item, 0x40)
                if i {
                    mstore(add(pair, 0x40), coefficient)
                    ok := and(ok, staticcall(gas(), 7, pair, 0x60, pair, 0x40))
                }
                calldatacopy(add(pair, 0x40), add(item, 0x40), 0x80)
                pair := add(pair, 0xc0)

                ok := addScaled(c, calldataload(add(item, 0xc0)), calldataload(add(item, 0xe0)), coefficient, ok)

                mstore(sums, addmod(mload(sums), coefficient, R))
                for { let j := ${hex(32)} } lt(j, ${hex(32 * (1 + count))}) { j := add(j, 0x20) } {
                    let signal := calldataload(add(add(item, 0xe0), j))
                    ok := and(ok, lt(signal, R))
                    mstore(add(sums, j), addmod(mload(add(sums, j)), mulmod(coefficient, signal, R), R))
                }
            }

            // 3. (−Σ rᵢ·α, β), (−Σ rᵢ·ICᵢ, γ), (−Σ rᵢ·Cᵢ, δ). The sum of the C came out of a precompile: it is canonical.
            mstore(pair, ALPHA_X)
            mstore(add(pair, 0x20), ALPHA_Y)
            mstore(add(pair, 0x40), sub(R, mload(sums)))
            ok := and(ok, staticcall(gas(), 7, pair, 0x60, pair, 0x40))
${storeG2('BETA', 0x40, 'pair')}
${combine.join('\n')}
            mstore(add(pair, 0xc0), mload(point))
            mstore(add(pair, 0xe0), mload(add(point, 0x20)))
${storeG2('GAMMA', 0x100, 'pair')}
            mstore(add(pair, 0x180), mload(c))
            mstore(add(pair, 0x1a0), mod(sub(Q, mload(add(c, 0x20))), Q))
${storeG2('DELTA', 0x1c0, 'pair')}

            // 4. Π e(rᵢ·Aᵢ, Bᵢ) · e(−Σ rᵢ·α, β) · e(−Σ rᵢ·ICᵢ, γ) · e(−Σ rᵢ·Cᵢ, δ) = 1
            ok := and(ok, staticcall(gas(), 8, pairs, mul(add(count, 3), 0xc0), 0x00, 0x20))
            valid := and(ok, eq(mload(0x00), 1))
        }
    }
}
`;
}

const hex = (value) => `0x${value.toString(16)}`;

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

const storeG2 = (name, offset, base = 'pointer') =>
  ['X_IMAGINARY', 'X_REAL', 'Y_IMAGINARY', 'Y_REAL']
    .map((part, index) => `            mstore(add(${base}, ${hex(offset + 32 * index)}), ${name}_${part})`)
    .join('\n');
