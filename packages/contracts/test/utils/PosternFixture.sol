// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

import {PassRegistry} from "../../src/PassRegistry.sol";
import {PolicyRegistry} from "../../src/PolicyRegistry.sol";
import {TrustRegistry} from "../../src/TrustRegistry.sol";
import {AdmissionItem, IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../../src/interfaces/ITrustRegistry.sol";
import {DomainSeparators} from "../../src/libraries/DomainSeparators.sol";
import {UtcDate} from "../../src/libraries/UtcDate.sol";
import {AcceptListVerifier} from "./AcceptListVerifier.sol";
import {SealKeys} from "./SealKeys.sol";
import {bound, vm} from "./Vm.sol";

/// @notice All registries with one issuer, one leaf and one policy, and a verifier that accepts what a test announces.
abstract contract PosternFixture {
    uint64 internal constant GOVERNOR = 1;
    uint64 internal constant GUARDIAN = 2;
    uint32 internal constant GRACE = 10 minutes;
    uint32 internal constant FIRST_GRACE = 5 minutes;
    uint32 internal constant MAX_PASS_LIFE = 30 days;
    uint32 internal constant MAX_PROOF_AGE = 1 hours;
    uint32 internal constant COOLDOWN = 7 days;
    uint64 internal constant HEARTBEAT = 7 days;
    uint256 internal constant LIST = 1;
    uint256 internal constant SCHEMA_ID = 77;
    uint256 internal constant POLICY_HASH = 4242;
    /// @dev 2027-01-15 08:00:00 UTC.
    uint256 internal constant START = 1_800_000_000;

    address internal governor = address(0x60);
    address internal guardian = address(0x61);
    address internal operator = address(0x62);
    address internal protocol = address(0x63);
    address internal stranger = address(0x64);
    address internal alice = address(0xA11CE);
    address internal bob = address(0xB0B);

    AccessManager internal manager;
    TrustRegistry internal trust;
    PolicyRegistry internal policies;
    PassRegistry internal passes;
    AcceptListVerifier internal verifier;
    uint256 internal issuerId;
    bytes32 internal policyId;

    /// @dev What a holder would ask the circuit for.
    struct Ask {
        bytes32 policyId;
        address account;
        uint256 nullifier;
        uint256 root;
        uint256 provenAt;
        uint256 expiresAt;
    }

    function setUp() public virtual {
        vm.warp(START);
        manager = new AccessManager(address(this));
        // A deployer each, so that no change of code or order moves an address: real proofs are bound to two of them.
        vm.prank(address(0xD1));
        trust = new TrustRegistry(address(manager), HEARTBEAT);
        vm.prank(address(0xD2));
        policies = new PolicyRegistry(address(manager));
        vm.prank(address(0xD3));
        passes = new PassRegistry(trust, policies);
        verifier = new AcceptListVerifier();
        policies_addVerifier(1, address(verifier));
        assignRoles();

        vm.prank(governor);
        issuerId = trust.createIssuer(operator, "Aurora Bank");
        registerFirstLeaf();
        policyId = createPolicy(parameters());
    }

    function registerFirstLeaf() internal virtual returns (uint256) {
        return registerLeaf(issuerId, LIST, 1, 1000);
    }

    function policies_addVerifier(uint32 version, address target) internal {
        policies.addCircuitVersion(version, target, target.codehash);
    }

    function assignRoles() private {
        bytes4[] memory loosening = new bytes4[](4);
        loosening[0] = ITrustRegistry.createIssuer.selector;
        loosening[1] = ITrustRegistry.registerLeaf.selector;
        loosening[2] = ITrustRegistry.setOperator.selector;
        loosening[3] = ITrustRegistry.setStandbyOperator.selector;
        manager.setTargetFunctionRole(address(trust), loosening, GOVERNOR);
        bytes4[] memory tightening = new bytes4[](4);
        tightening[0] = ITrustRegistry.removeLeaf.selector;
        tightening[1] = ITrustRegistry.dropRoot.selector;
        tightening[2] = ITrustRegistry.dropHistory.selector;
        tightening[3] = ITrustRegistry.suspendOperator.selector;
        manager.setTargetFunctionRole(address(trust), tightening, GUARDIAN);
        bytes4[] memory three = new bytes4[](3);
        three[0] = IPolicyRegistry.addCircuitVersion.selector;
        three[1] = IPolicyRegistry.resumeCircuitVersion.selector;
        three[2] = IPolicyRegistry.setGasPercent.selector;
        manager.setTargetFunctionRole(address(policies), three, GOVERNOR);
        bytes4[] memory two = new bytes4[](2);
        two[0] = IPolicyRegistry.disableCircuitVersion.selector;
        two[1] = IPolicyRegistry.pauseCircuitVersion.selector;
        manager.setTargetFunctionRole(address(policies), two, GUARDIAN);
        manager.grantRole(GOVERNOR, governor, 0);
        manager.grantRole(GUARDIAN, guardian, 0);
    }

    // Making things

    function parameters() internal pure returns (IPolicyRegistry.PolicyParameters memory) {
        return IPolicyRegistry.PolicyParameters({
            policyHash: POLICY_HASH,
            circuitVersion: 1,
            maxPassLife: MAX_PASS_LIFE,
            maxProofAge: MAX_PROOF_AGE,
            grace: GRACE,
            firstGrace: FIRST_GRACE,
            moveCooldown: COOLDOWN,
            salt: 0
        });
    }

    function createPolicy(IPolicyRegistry.PolicyParameters memory p) internal returns (bytes32) {
        vm.prank(protocol);
        return policies.createPolicy(p, "{}");
    }

    function prepareLeaf(uint256 issuer, uint256 listId, uint256 secret, uint256 statusRoot)
        internal
        view
        returns (ITrustRegistry.LeafRegistration memory registration)
    {
        uint256 message = PoseidonT6.hash(
            [
                DomainSeparators.DS_ISSUER,
                block.chainid,
                uint256(uint160(address(trust))),
                issuer * 65_536 + listId,
                SCHEMA_ID
            ]
        );
        (uint256[2] memory r8, uint256 s) = SealKeys.sign(secret, message);
        registration = ITrustRegistry.LeafRegistration({
            issuerId: issuer,
            listId: listId,
            schemaId: SCHEMA_ID,
            key: SealKeys.keyOf(secret),
            popR8: r8,
            popS: s,
            statusRoot: statusRoot,
            contentHash: bytes32(uint256(1)),
            uri: "http://localhost:4101/t/demo-bank/status/1"
        });
    }

    function registerLeaf(uint256 issuer, uint256 listId, uint256 secret, uint256 statusRoot)
        internal
        returns (uint256)
    {
        ITrustRegistry.LeafRegistration memory registration = prepareLeaf(issuer, listId, secret, statusRoot);
        vm.prank(governor);
        return trust.registerLeaf(registration);
    }

    function anchor(uint256 listId, uint64 epoch, uint256 statusRoot) internal {
        vm.prank(operator);
        trust.anchorStatus(
            issuerId, listId, epoch, statusRoot, bytes32(uint256(2)), 0, "http://localhost:4101/t/demo-bank/status/1"
        );
    }

    function ask(address account, uint256 nullifier) internal view returns (Ask memory) {
        return Ask({
            policyId: policyId,
            account: account,
            nullifier: nullifier,
            root: trust.currentRoot(),
            provenAt: block.timestamp,
            expiresAt: (block.timestamp / 1 days + 10) * 1 days
        });
    }

    function signalsOf(Ask memory a) internal view returns (uint256[8] memory) {
        IPolicyRegistry.Policy memory p = policies.policy(a.policyId);
        return [
            a.nullifier,
            a.root,
            p.policyHash,
            passes.scopeOf(p.scopeId),
            uint256(uint160(a.account)),
            a.provenAt,
            UtcDate.fromTimestamp(a.provenAt),
            a.expiresAt
        ];
    }

    /// @dev A proof that stands for these signals and no others.
    function prove(uint256[8] memory signals) internal returns (Proof memory proof) {
        proof.a[0] = uint256(keccak256(abi.encode(signals)));
        verifier.accept(proof.a, proof.b, proof.c, signals);
    }

    function admit(Ask memory a) internal {
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.prank(a.account);
        passes.admit(a.policyId, a.account, proof, signals, "");
    }

    function expectRefusal(Ask memory a, bytes memory revertData) internal {
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.prank(a.account);
        vm.expectRevert(revertData);
        passes.admit(a.policyId, a.account, proof, signals, "");
    }

    /// @dev An item with the signature of the account with this private key.
    function signedItem(Ask memory a, uint256 privateKey) internal returns (AdmissionItem memory item) {
        item.policyId = a.policyId;
        item.account = a.account;
        item.signals = signalsOf(a);
        item.proof = prove(item.signals);
        bytes32 digest = passes.admitDigest(a.policyId, a.nullifier, a.provenAt, a.expiresAt);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        item.accountSignature = abi.encodePacked(r, s, v);
    }

    /// @dev The account with private key `100 + person`, asking with the nullifier `person`.
    function personAsk(uint256 person) internal view returns (Ask memory) {
        return ask(vm.addr(100 + person), person);
    }

    function personItem(uint256 person) internal returns (AdmissionItem memory) {
        return signedItem(personAsk(person), 100 + person);
    }

    function expectSkip(uint256 index, AdmissionItem memory item, bytes4 reason) internal {
        vm.expectEmit(address(passes));
        emit IPassRegistry.AdmissionSkipped(index, item.policyId, item.account, reason);
    }

    function advance(uint256 duration) internal {
        vm.warp(block.timestamp + duration);
    }
}
