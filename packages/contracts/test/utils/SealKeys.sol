// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

import {BabyJubjub} from "../../src/libraries/BabyJubjub.sol";

/// @notice Makes seal keys and signs with them, so that tests can register leaves at any address.
/// @dev Signatures made by the TypeScript side are tested against the contract in ts/contracts.test.ts.
library SealKeys {
    uint256 private constant P = BabyJubjub.P;
    uint256 private constant L = BabyJubjub.SUBGROUP_ORDER;
    uint256 private constant BASE8_X = 5299619240641551281634865583518297030282874472190772894086521144482721001553;
    uint256 private constant BASE8_Y = 16950150798460657717958625567821834550301663161624707787222815936182638968203;

    function keyOf(uint256 secret) internal view returns (uint256[2] memory) {
        return multiplyBase(secret % L);
    }

    function sign(uint256 secret, uint256 message) internal view returns (uint256[2] memory r8, uint256 s) {
        uint256 nonce = uint256(keccak256(abi.encode(secret, message))) % L;
        uint256[2] memory key = keyOf(secret);
        r8 = multiplyBase(nonce);
        uint256 h = PoseidonT6.hash([r8[0], r8[1], key[0], key[1], message]);
        s = addmod(nonce, mulmod(8, mulmod(h, secret % L, L), L), L);
    }

    function multiplyBase(uint256 scalar) internal view returns (uint256[2] memory affine) {
        BabyJubjub.Point memory base = BabyJubjub.Point(BASE8_X, BASE8_Y, 1);
        BabyJubjub.Point memory point = BabyJubjub.doubleScalarMultiply(scalar, base, 0, base);
        uint256 inverse = power(point.z, P - 2);
        return [mulmod(point.x, inverse, P), mulmod(point.y, inverse, P)];
    }

    function power(uint256 base, uint256 exponent) private view returns (uint256 result) {
        bytes memory input = abi.encode(32, 32, 32, base, exponent, P);
        (bool ok, bytes memory output) = address(5).staticcall(input);
        require(ok, "modexp");
        return abi.decode(output, (uint256));
    }
}
