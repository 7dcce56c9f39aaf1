// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {KycPresentationVerifier} from "../../src/verifiers/KycPresentationVerifier.sol";
import {PosternFixture} from "./PosternFixture.sol";
import {vm} from "./Vm.sol";

/// @notice The fixture with the generated verifier and 32 holders who have real proofs (test/vectors/admissions.json).
abstract contract RealProofs is PosternFixture {
    uint256 internal constant HOLDERS = 32;
    uint32 internal constant REAL_CIRCUIT = 2;

    KycPresentationVerifier internal realVerifier;
    bytes32 internal realPolicyId;
    uint256[] private _words;
    uint256[] private _ending;

    function setUp() public virtual override {
        super.setUp();
        string memory json = vm.readFile("packages/contracts/test/vectors/admissions.json");
        _words = vm.parseJsonUintArray(json, ".items");
        _ending = vm.parseJsonUintArray(json, ".ending");
        realVerifier = new KycPresentationVerifier();
        bytes32 codeHash = address(realVerifier).codehash;
        vm.prank(governor);
        policies.addCircuitVersion(REAL_CIRCUIT, address(realVerifier), codeHash);
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.circuitVersion = REAL_CIRCUIT;
        p.policyHash = vm.parseJsonUint(json, ".policyHash");
        realPolicyId = createPolicy(p);
    }

    /// @dev The leaf that the proofs were made against: its key signed for these very addresses.
    function registerFirstLeaf() internal override returns (uint256) {
        string memory json = vm.readFile("packages/contracts/test/vectors/admissions.json");
        uint256[] memory key = vm.parseJsonUintArray(json, ".key");
        uint256[] memory r8 = vm.parseJsonUintArray(json, ".popR8");
        ITrustRegistry.LeafRegistration memory registration = ITrustRegistry.LeafRegistration({
            issuerId: issuerId,
            listId: LIST,
            schemaId: vm.parseJsonUint(json, ".schemaId"),
            key: [key[0], key[1]],
            popR8: [r8[0], r8[1]],
            popS: vm.parseJsonUint(json, ".popS"),
            statusRoot: vm.parseJsonUint(json, ".statusRoot"),
            contentHash: bytes32(uint256(1)),
            uri: "http://localhost:4101/t/demo-bank/status/1"
        });
        vm.prank(governor);
        return trust.registerLeaf(registration);
    }

    /// @dev The 16 words of a holder's proof and signals; holders count from 0.
    function wordsOf(uint256 holder) internal view returns (uint256[16] memory words) {
        for (uint256 i = 0; i < 16; ++i) {
            words[i] = _words[16 * holder + i];
        }
    }

    /// @dev The proof and signals by which the first holder ends the pass without the account; made at START + 60.
    function ending() internal view returns (Proof memory proof, uint256[8] memory signals) {
        uint256[16] memory w;
        for (uint256 i = 0; i < 16; ++i) {
            w[i] = _ending[i];
            if (i >= 8) signals[i - 8] = w[i];
        }
        proof = Proof([w[0], w[1]], [[w[2], w[3]], [w[4], w[5]]], [w[6], w[7]]);
    }

    /// @dev What a holder hands to a relay: the proof and the account's signature.
    function itemOf(uint256 holder) internal view returns (AdmissionItem memory) {
        return itemOf(holder, wordsOf(holder));
    }

    function itemOf(uint256 holder, uint256[16] memory words) internal view returns (AdmissionItem memory item) {
        item.policyId = realPolicyId;
        item.account = vm.addr(holder + 1);
        item.proof = Proof([words[0], words[1]], [[words[2], words[3]], [words[4], words[5]]], [words[6], words[7]]);
        for (uint256 i = 0; i < 8; ++i) {
            item.signals[i] = words[8 + i];
        }
        bytes32 digest = passes.admitDigest(realPolicyId, words[8], words[13], words[15]);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(holder + 1, digest);
        item.accountSignature = abi.encodePacked(r, s, v);
    }

    function batchOf(uint256 count) internal view returns (AdmissionItem[] memory items) {
        items = new AdmissionItem[](count);
        for (uint256 i = 0; i < count; ++i) {
            items[i] = itemOf(i);
        }
    }
}
