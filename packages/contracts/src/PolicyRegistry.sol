// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";

import {IPolicyRegistry} from "./interfaces/IPolicyRegistry.sol";
import {PresentationSignals} from "./libraries/PresentationSignals.sol";

/// @title PolicyRegistry
contract PolicyRegistry is IPolicyRegistry, AccessManaged {
    uint32 private constant MIN_PASS_LIFE = 1 days;
    uint32 private constant MAX_PASS_LIFE = 366 days;
    uint32 private constant MAX_PROOF_AGE = 1 days;
    uint32 private constant MIN_GRACE = 10 minutes;
    uint32 private constant MIN_FIRST_GRACE = 1 minutes;
    uint32 private constant MAX_MOVE_COOLDOWN = 366 days;
    uint16 private constant MIN_GAS_PERCENT = 100;
    uint16 private constant MAX_GAS_PERCENT = 1000;

    mapping(bytes32 policyId => Policy) private _policies;
    mapping(bytes32 scopeId => address) private _scopeOwners;
    mapping(uint32 version => CircuitVersion) private _circuitVersions;

    constructor(address authority) AccessManaged(authority) {}

    // Governance: loosens, so it waits for the timelock

    /// @inheritdoc IPolicyRegistry
    function addCircuitVersion(uint32 version, address verifier, bytes32 codeHash) external restricted {
        if (version == 0 || _circuitVersions[version].verifier != address(0)) {
            revert PolicyRegistryInvalidCircuitVersion(version);
        }
        if (verifier.code.length == 0 || verifier.codehash != codeHash) {
            revert PolicyRegistryInvalidVerifier(verifier, verifier.codehash);
        }
        _circuitVersions[version] = CircuitVersion({
            verifier: verifier,
            addedAt: uint64(block.timestamp),
            disabled: false,
            paused: false,
            gasPercent: MIN_GAS_PERCENT,
            codeHash: codeHash
        });
        emit CircuitVersionAdded(version, verifier, codeHash);
    }

    /// @inheritdoc IPolicyRegistry
    function setGasPercent(uint32 version, uint16 gasPercent) external restricted {
        _requireEnabled(version);
        if (gasPercent < MIN_GAS_PERCENT || gasPercent > MAX_GAS_PERCENT) {
            revert PolicyRegistryInvalidGasPercent(gasPercent);
        }
        _circuitVersions[version].gasPercent = gasPercent;
        emit GasPercentChanged(version, gasPercent);
    }

    /// @inheritdoc IPolicyRegistry
    function resumeCircuitVersion(uint32 version) external restricted {
        _setPaused(version, false);
        emit CircuitVersionResumed(version);
    }

    // Guardian: tightens, so it is instant

    /// @inheritdoc IPolicyRegistry
    function pauseCircuitVersion(uint32 version) external restricted {
        _setPaused(version, true);
        emit CircuitVersionPaused(version);
    }

    /// @inheritdoc IPolicyRegistry
    function disableCircuitVersion(uint32 version) external restricted {
        _requireEnabled(version);
        _circuitVersions[version].disabled = true;
        emit CircuitVersionDisabled(version);
    }

    // Owners

    /// @inheritdoc IPolicyRegistry
    function createPolicy(PolicyParameters calldata parameters, string calldata policyJson)
        external
        returns (bytes32 policyId)
    {
        _requireSound(parameters);
        _requireEnabled(parameters.circuitVersion);
        policyId = computePolicyId(msg.sender, parameters);
        if (_policies[policyId].owner != address(0)) revert PolicyRegistryPolicyExists(policyId);
        bytes32 scopeId = computeScopeId(msg.sender, parameters.salt);
        _scopeOwners[scopeId] = msg.sender;
        _policies[policyId] = Policy({
            owner: msg.sender,
            circuitVersion: parameters.circuitVersion,
            maxPassLife: parameters.maxPassLife,
            maxProofAge: parameters.maxProofAge,
            policyHash: parameters.policyHash,
            scopeId: scopeId,
            grace: parameters.grace,
            firstGrace: parameters.firstGrace,
            moveCooldown: parameters.moveCooldown,
            createdAt: uint64(block.timestamp),
            notBefore: 0,
            closed: false,
            stopped: false
        });
        emit PolicyCreated(policyId, msg.sender, parameters.policyHash, scopeId, policyJson);
    }

    /// @inheritdoc IPolicyRegistry
    function closePolicy(bytes32 policyId) external {
        Policy storage target = _policyAt(policyId);
        _requireOwnerOrGuardian(policyId, target.owner);
        if (target.closed) revert PolicyRegistryAlreadyEnded(policyId);
        target.closed = true;
        emit PolicyClosed(policyId);
    }

    /// @inheritdoc IPolicyRegistry
    function stopPolicy(bytes32 policyId) external {
        Policy storage target = _policyAt(policyId);
        if (target.owner != msg.sender) revert PolicyRegistryNotAllowed(policyId, msg.sender);
        if (target.stopped) revert PolicyRegistryAlreadyEnded(policyId);
        target.stopped = true;
        emit PolicyStopped(policyId);
    }

    /// @inheritdoc IPolicyRegistry
    function raiseNotBefore(bytes32 policyId, uint64 notBefore) external {
        Policy storage target = _policyAt(policyId);
        _requireOwnerOrGuardian(policyId, target.owner);
        if (notBefore <= target.notBefore || notBefore > block.timestamp) {
            revert PolicyRegistryInvalidNotBefore(notBefore, target.notBefore);
        }
        target.notBefore = notBefore;
        emit NotBeforeRaised(policyId, notBefore);
    }

    // Views

    /// @inheritdoc IPolicyRegistry
    function policy(bytes32 policyId) external view returns (Policy memory) {
        return _policyAt(policyId);
    }

    /// @inheritdoc IPolicyRegistry
    function admissionTerms(bytes32 policyId) external view returns (AdmissionTerms memory terms) {
        Policy storage found = _policies[policyId];
        if (found.owner == address(0)) return terms;
        terms.standing = found.closed || found.stopped ? Standing.Ended : Standing.Open;
        terms.circuitVersion = found.circuitVersion;
        terms.maxPassLife = found.maxPassLife;
        terms.maxProofAge = found.maxProofAge;
        terms.policyHash = found.policyHash;
        terms.scopeId = found.scopeId;
        terms.grace = found.grace;
        terms.firstGrace = found.firstGrace;
        terms.moveCooldown = found.moveCooldown;
        terms.notBefore = found.notBefore;
        CircuitVersion storage circuit = _circuitVersions[terms.circuitVersion];
        terms.verifier = circuit.verifier;
        terms.disabled = circuit.disabled;
        terms.paused = circuit.paused;
        terms.gasPercent = circuit.gasPercent;
        terms.codeHash = circuit.codeHash;
    }

    /// @inheritdoc IPolicyRegistry
    function passGate(bytes32 policyId) external view returns (uint64 notBefore, bool stopped) {
        Policy storage found = _policies[policyId];
        return (found.notBefore, found.stopped);
    }

    /// @inheritdoc IPolicyRegistry
    function scopeOwner(bytes32 scopeId) external view returns (address) {
        return _scopeOwners[scopeId];
    }

    /// @inheritdoc IPolicyRegistry
    function mayTighten(bytes32 policyId, address caller) external view returns (bool) {
        return _isOwnerOrGuardian(_policyAt(policyId).owner, caller);
    }

    /// @inheritdoc IPolicyRegistry
    function circuitVersion(uint32 version) external view returns (CircuitVersion memory found) {
        found = _circuitVersions[version];
        if (found.verifier == address(0)) revert PolicyRegistryUnknownCircuit(version);
    }

    /// @inheritdoc IPolicyRegistry
    function computePolicyId(address owner, PolicyParameters calldata parameters) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), owner, parameters));
    }

    /// @inheritdoc IPolicyRegistry
    function computeScopeId(address owner, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(owner, salt));
    }

    // Internal

    function _requireSound(PolicyParameters calldata parameters) private pure {
        if (parameters.policyHash == 0 || parameters.policyHash >= PresentationSignals.FIELD_ORDER) {
            revert PolicyRegistryInvalidPolicyHash(parameters.policyHash);
        }
        if (parameters.maxPassLife < MIN_PASS_LIFE || parameters.maxPassLife > MAX_PASS_LIFE) {
            revert PolicyRegistryInvalidPassLife(parameters.maxPassLife);
        }
        if (parameters.maxProofAge < MIN_GRACE || parameters.maxProofAge > MAX_PROOF_AGE) {
            revert PolicyRegistryInvalidProofAge(parameters.maxProofAge);
        }
        if (parameters.grace < MIN_GRACE || parameters.grace > parameters.maxProofAge) {
            revert PolicyRegistryInvalidGrace(parameters.grace);
        }
        if (parameters.firstGrace < MIN_FIRST_GRACE || parameters.firstGrace > parameters.grace) {
            revert PolicyRegistryInvalidFirstGrace(parameters.firstGrace);
        }
        if (parameters.moveCooldown > MAX_MOVE_COOLDOWN) {
            revert PolicyRegistryInvalidMoveCooldown(parameters.moveCooldown);
        }
    }

    function _setPaused(uint32 version, bool paused) private {
        _requireEnabled(version);
        CircuitVersion storage target = _circuitVersions[version];
        if (target.paused == paused) revert PolicyRegistryPauseUnchanged(version);
        target.paused = paused;
    }

    function _requireEnabled(uint32 version) private view {
        CircuitVersion storage found = _circuitVersions[version];
        if (found.verifier == address(0)) revert PolicyRegistryUnknownCircuit(version);
        if (found.disabled) revert PolicyRegistryCircuitDisabled(version);
    }

    function _requireOwnerOrGuardian(bytes32 policyId, address owner) private view {
        if (!_isOwnerOrGuardian(owner, msg.sender)) revert PolicyRegistryNotAllowed(policyId, msg.sender);
    }

    /// @dev The guardian is whoever the access manager lets call {disableCircuitVersion} without delay.
    function _isOwnerOrGuardian(address owner, address caller) private view returns (bool immediate) {
        if (caller == owner) return true;
        (immediate,) = IAccessManager(authority()).canCall(caller, address(this), this.disableCircuitVersion.selector);
    }

    function _policyAt(bytes32 policyId) private view returns (Policy storage found) {
        found = _policies[policyId];
        if (found.owner == address(0)) revert PolicyRegistryUnknownPolicy(policyId);
    }
}
