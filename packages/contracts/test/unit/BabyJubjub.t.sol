// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BabyJubjub} from "../../src/libraries/BabyJubjub.sol";
import {SealKeys} from "../utils/SealKeys.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice See BabyJubjub.tree.
contract BabyJubjubTest {
    function testFuzz_acceptsItsOwnSignaturesOnly(uint256 secret, uint256 message, uint256 bit) public view {
        secret = bound(secret, 1, BabyJubjub.SUBGROUP_ORDER - 1);
        message = bound(message, 0, BabyJubjub.P - 1);
        uint256[2] memory key = SealKeys.keyOf(secret);
        vm.assertTrue(BabyJubjub.isValidKey(key));
        (uint256[2] memory r8, uint256 s) = SealKeys.sign(secret, message);
        vm.assertTrue(BabyJubjub.verify(key, r8, s, message));
        vm.assertFalse(BabyJubjub.verify(key, r8, s ^ (1 << bound(bit, 0, 250)), message));
        vm.assertFalse(BabyJubjub.verify(key, r8, s, addmod(message, 1, BabyJubjub.P)));
    }

    /// forge-config: default.fuzz.runs = 1000
    /// @dev Of the key that is no key, for which the greatest `s` that must be refused would else sign everything.
    function test_secondHalfIsBelowTheOrder() public pure {
        uint256[2] memory identity = [uint256(0), 1];
        vm.assertFalse(BabyJubjub.isValidKey(identity));
        vm.assertTrue(BabyJubjub.verify(identity, identity, 0, 7));
        vm.assertFalse(BabyJubjub.verify(identity, identity, BabyJubjub.SUBGROUP_ORDER, 7));
    }

    function testFuzz_randomPointsAreOffTheCurve(uint256 seed) public pure {
        // Hashed, for a fuzzer likes to try constants of the code, and some of those are points of the curve.
        uint256[2] memory point = [uint256(keccak256(abi.encode(seed, "x"))), uint256(keccak256(abi.encode(seed, "y")))];
        vm.assertFalse(BabyJubjub.isOnCurve(point));
    }
}
