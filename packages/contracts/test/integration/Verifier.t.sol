// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {KycPresentationVerifier} from "../../src/verifiers/KycPresentationVerifier.sol";
import {bound, vm} from "../utils/Vm.sol";

interface VmJson {
    function readFile(string calldata path) external view returns (string memory);
    function parseJsonUintArray(string calldata json, string calldata key) external pure returns (uint256[] memory);
}

/// @notice The generated verifier against a real proof of the circuit; see Verifier.tree.
contract KycPresentationVerifierTest {
    KycPresentationVerifier private _verifier;
    uint256[2] private _a;
    uint256[2][2] private _b;
    uint256[2] private _c;
    uint256[8] private _signals;

    function setUp() public {
        _verifier = new KycPresentationVerifier();
        string memory json = VmJson(address(vm)).readFile("circuits/vectors/accepted/walk.json");
        uint256[] memory a = read(json, ".solidity.proof.a");
        uint256[] memory b0 = read(json, ".solidity.proof.b[0]");
        uint256[] memory b1 = read(json, ".solidity.proof.b[1]");
        uint256[] memory c = read(json, ".solidity.proof.c");
        uint256[] memory signals = read(json, ".solidity.signals");
        _a = [a[0], a[1]];
        _b = [[b0[0], b0[1]], [b1[0], b1[1]]];
        _c = [c[0], c[1]];
        for (uint256 i = 0; i < 8; ++i) {
            _signals[i] = signals[i];
        }
    }

    function read(string memory json, string memory key) private pure returns (uint256[] memory) {
        return VmJson(address(vm)).parseJsonUintArray(json, key);
    }

    function test_acceptsTheVectorWithin250kGas() public view {
        (uint256[2] memory a, uint256[2][2] memory b, uint256[2] memory c, uint256[8] memory s) =
            (_a, _b, _c, _signals);
        uint256 before = gasleft();
        bool valid = _verifier.verifyProof(a, b, c, s);
        vm.assertLe(before - gasleft(), 250_000, "verification gas");
        vm.assertTrue(valid);
    }

    function testFuzz_refusesEveryFlippedSignal(uint256 index, uint256 bit) public view {
        uint256[8] memory s = _signals;
        s[bound(index, 0, 7)] ^= 1 << bound(bit, 0, 255);
        vm.assertFalse(verify(_a, _b, _c, s));
    }

    function testFuzz_refusesEveryFlippedProofElement(uint256 index, uint256 bit) public view {
        (uint256[2] memory a, uint256[2][2] memory b, uint256[2] memory c) = (_a, _b, _c);
        uint256 flip = 1 << bound(bit, 0, 255);
        index = bound(index, 0, 7);
        if (index < 2) a[index] ^= flip;
        else if (index < 6) b[(index - 2) / 2][index % 2] ^= flip;
        else c[index - 6] ^= flip;
        vm.assertFalse(verify(a, b, c, _signals));
    }

    function test_refusesSignalsPlusTheFieldOrder() public view {
        for (uint256 i = 0; i < 8; ++i) {
            uint256[8] memory s = _signals;
            s[i] += 21888242871839275222246405745257275088548364400416034343698204186575808495617;
            vm.assertFalse(verify(_a, _b, _c, s));
        }
    }

    /// @dev Off the curve a precompile burns what it gets: the cap is what `PassRegistry` gives.
    function verify(uint256[2] memory a, uint256[2][2] memory b, uint256[2] memory c, uint256[8] memory s)
        private
        view
        returns (bool)
    {
        try _verifier.verifyProof{gas: 400_000}(a, b, c, s) returns (bool valid) {
            return valid;
        } catch {
            return false;
        }
    }
}
