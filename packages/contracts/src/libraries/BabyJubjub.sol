// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

/// @title BabyJubjub
/// @notice EdDSA-Poseidon signatures on Baby Jubjub (EIP-2494), with the rule of circomlib's `EdDSAPoseidonVerifier`.
/// @dev Points are projective (X : Y : Z). The addition law is complete on this curve, so there are no special cases.
library BabyJubjub {
    uint256 internal constant P = 21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @notice Order of the prime subgroup.
    uint256 internal constant SUBGROUP_ORDER =
        2736030358979909402780800718157159386076813972158567259200215660948447373041;
    uint256 private constant A = 168700;
    uint256 private constant D = 168696;
    uint256 private constant BASE8_X = 5299619240641551281634865583518297030282874472190772894086521144482721001553;
    uint256 private constant BASE8_Y = 16950150798460657717958625567821834550301663161624707787222815936182638968203;

    struct Point {
        uint256 x;
        uint256 y;
        uint256 z;
    }

    /// @notice Whether both coordinates are canonical and satisfy the curve equation.
    function isOnCurve(uint256[2] memory point) internal pure returns (bool) {
        if (point[0] >= P || point[1] >= P) return false;
        uint256 xx = mulmod(point[0], point[0], P);
        uint256 yy = mulmod(point[1], point[1], P);
        uint256 left = addmod(mulmod(A, xx, P), yy, P);
        uint256 right = addmod(1, mulmod(D, mulmod(xx, yy, P), P), P);
        return left == right;
    }

    /// @notice Whether the point is a usable public key: on the curve and not of small order.
    function isValidKey(uint256[2] memory key) internal pure returns (bool) {
        if (!isOnCurve(key)) return false;
        return timesEight(Point(key[0], key[1], 1)).x != 0;
    }

    /// @notice Whether `(r8, s)` signs `message` under `key`: s·Base8 = r8 + h·(8·key), h = Poseidon(r8, key, message).
    /// @dev The key must have passed {isValidKey}.
    function verify(uint256[2] memory key, uint256[2] memory r8, uint256 s, uint256 message)
        internal
        pure
        returns (bool)
    {
        if (s >= SUBGROUP_ORDER || !isOnCurve(r8)) return false;
        uint256 h = PoseidonT6.hash([r8[0], r8[1], key[0], key[1], message]);
        Point memory negatedKey = timesEight(Point(P - key[0], key[1], 1));
        Point memory left = doubleScalarMultiply(s, Point(BASE8_X, BASE8_Y, 1), h, negatedKey);
        return left.x == mulmod(r8[0], left.z, P) && left.y == mulmod(r8[1], left.z, P);
    }

    /// @dev 8·point: kills every component of small order.
    function timesEight(Point memory point) internal pure returns (Point memory) {
        return double(double(double(point)));
    }

    /// @dev m·p + n·q, both scalars read bit by bit together (Shamir's trick).
    function doubleScalarMultiply(uint256 m, Point memory p, uint256 n, Point memory q)
        internal
        pure
        returns (Point memory result)
    {
        Point memory sum = add(p, q);
        result = Point(0, 1, 1);
        for (uint256 bit = 254; bit > 0; --bit) {
            result = double(result);
            bool takeP = (m >> (bit - 1)) & 1 == 1;
            bool takeQ = (n >> (bit - 1)) & 1 == 1;
            if (takeP && takeQ) result = add(result, sum);
            else if (takeP) result = add(result, p);
            else if (takeQ) result = add(result, q);
        }
    }

    /// @dev add-2008-bbjlp of the explicit-formulas database.
    function add(Point memory p, Point memory q) internal pure returns (Point memory sum) {
        uint256 zz = mulmod(p.z, q.z, P);
        uint256 c = mulmod(p.x, q.x, P);
        uint256 d = mulmod(p.y, q.y, P);
        uint256 e = mulmod(D, mulmod(c, d, P), P);
        uint256 b = mulmod(zz, zz, P);
        uint256 f = addmod(b, P - e, P);
        uint256 g = addmod(b, e, P);
        uint256 cross = mulmod(addmod(p.x, p.y, P), addmod(q.x, q.y, P), P);
        cross = addmod(cross, P - addmod(c, d, P), P);
        sum.x = mulmod(mulmod(zz, f, P), cross, P);
        sum.y = mulmod(mulmod(zz, g, P), addmod(d, P - mulmod(A, c, P), P), P);
        sum.z = mulmod(f, g, P);
    }

    /// @dev dbl-2008-bbjlp of the explicit-formulas database.
    function double(Point memory p) internal pure returns (Point memory twice) {
        uint256 sum = addmod(p.x, p.y, P);
        uint256 b = mulmod(sum, sum, P);
        uint256 c = mulmod(p.x, p.x, P);
        uint256 d = mulmod(p.y, p.y, P);
        uint256 e = mulmod(A, c, P);
        uint256 f = addmod(e, d, P);
        uint256 j = addmod(f, P - mulmod(2, mulmod(p.z, p.z, P), P), P);
        twice.x = mulmod(addmod(b, P - addmod(c, d, P), P), j, P);
        twice.y = mulmod(f, addmod(e, P - d, P), P);
        twice.z = mulmod(f, j, P);
    }
}
