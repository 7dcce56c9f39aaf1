// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";
import {PoseidonT4} from "poseidon-solidity/PoseidonT4.sol";
import {PoseidonT6} from "poseidon-solidity/PoseidonT6.sol";

import {ITrustRegistry} from "./interfaces/ITrustRegistry.sol";
import {BabyJubjub} from "./libraries/BabyJubjub.sol";
import {DomainSeparators} from "./libraries/DomainSeparators.sol";
import {RegistryTree} from "./libraries/RegistryTree.sol";

/// @title TrustRegistry
contract TrustRegistry is ITrustRegistry, AccessManaged {
    using RegistryTree for RegistryTree.Tree;

    /// @dev Issuer ids have 7 bits in the circuit; 0 is left out so that a missing id never reads as an issuer.
    uint256 private constant LAST_ISSUER_ID = 127;
    /// @dev List ids have 16 bits in the circuit.
    uint256 private constant LIST_IDS = 1 << 16;
    uint64 private constant MIN_HEARTBEAT = 1 hours;
    uint64 private constant MAX_HEARTBEAT = 365 days;
    /// @dev A stolen operator key cannot use up the 2^64 epochs of a leaf: that would take 2^44 anchors.
    uint64 private constant MAX_EPOCH_STEP = 1 << 20;

    struct Issuer {
        address operator;
        address standby;
        string name;
    }

    /// @inheritdoc ITrustRegistry
    uint64 public immutable heartbeat;

    RegistryTree.Tree private _tree;
    /// @dev By issuerId·2^16 + listId, which is a leaf's identity. A leaf that was ever registered has a commitment.
    mapping(uint256 listReference => Leaf) private _leaves;
    /// @dev Which leaf has a position of the tree; 0 = it is free again.
    uint256[] private _positions;
    mapping(uint256 issuerId => Issuer) private _issuers;
    mapping(uint256 keyHash => uint256 issuerId) private _keyOwner;
    /// @dev A root is dated when it is superseded; 0 = it never was, or was dropped. Later roots never overwrite the date,
    /// so no number of anchors by one operator pushes another's root out of its grace.
    mapping(uint256 root => uint64) private _supersededAt;
    uint256 private _issuerCount;
    uint64 private _historyDroppedAt;

    constructor(address authority, uint64 heartbeat_) AccessManaged(authority) {
        if (heartbeat_ < MIN_HEARTBEAT || heartbeat_ > MAX_HEARTBEAT) revert TrustRegistryInvalidHeartbeat(heartbeat_);
        heartbeat = heartbeat_;
    }

    // Governance: loosens, so it waits for the timelock

    /// @inheritdoc ITrustRegistry
    function createIssuer(address operator, string calldata name) external restricted returns (uint256 issuerId) {
        if (operator == address(0)) revert TrustRegistryInvalidOperator();
        issuerId = ++_issuerCount;
        if (issuerId > LAST_ISSUER_ID) revert TrustRegistryIssuersFull();
        _issuers[issuerId] = Issuer(operator, address(0), name);
        emit IssuerCreated(issuerId, operator, name);
    }

    /// @inheritdoc ITrustRegistry
    function setOperator(uint256 issuerId, address operator) external restricted {
        _requireIssuer(issuerId);
        if (operator == address(0) || operator == _issuers[issuerId].standby) revert TrustRegistryInvalidOperator();
        _issuers[issuerId].operator = operator;
        emit OperatorChanged(issuerId, operator);
    }

    /// @inheritdoc ITrustRegistry
    function setStandbyOperator(uint256 issuerId, address standby) external restricted {
        _requireIssuer(issuerId);
        if (standby == _issuers[issuerId].operator) revert TrustRegistryInvalidOperator();
        _issuers[issuerId].standby = standby;
        emit StandbyOperatorChanged(issuerId, standby);
    }

    /// @inheritdoc ITrustRegistry
    function registerLeaf(LeafRegistration calldata registration) external restricted returns (uint256 leafIndex) {
        _requireIssuer(registration.issuerId);
        if (registration.listId >= LIST_IDS) revert TrustRegistryInvalidListId(registration.listId);
        _requireFieldElement(registration.schemaId);
        _requireStatusRoot(registration.statusRoot);

        uint256 listReference = registration.issuerId * LIST_IDS + registration.listId;
        Leaf storage target = _leaves[listReference];
        if (target.issuerCommitment != 0) revert TrustRegistryListTaken(registration.issuerId, registration.listId);
        leafIndex = _takePosition(listReference);
        target.issuerId = uint8(registration.issuerId);
        target.listId = uint16(registration.listId);
        target.leafIndex = uint8(leafIndex);
        target.schemaId = registration.schemaId;
        target.key = registration.key;
        target.issuerCommitment = _claimKey(registration, listReference);
        emit LeafRegistered(
            registration.issuerId,
            registration.listId,
            leafIndex,
            registration.schemaId,
            registration.key,
            target.issuerCommitment
        );
        _anchor(target, 0, registration.statusRoot, registration.contentHash, 0, registration.uri);
    }

    // Guardian: tightens, so it is instant

    /// @inheritdoc ITrustRegistry
    function removeLeaf(uint256 issuerId, uint256 listId) external restricted {
        Leaf storage target = _leafOf(issuerId, listId);
        if (target.removed) revert TrustRegistryLeafRemoved(issuerId, listId);
        target.removed = true;
        target.active = false;
        _positions[target.leafIndex] = 0;
        emit LeafRemoved(issuerId, listId, _setLeaf(target.leafIndex, 0));
        _dropHistory();
    }

    /// @inheritdoc ITrustRegistry
    function suspendOperator(uint256 issuerId) external restricted {
        _requireIssuer(issuerId);
        Issuer storage target = _issuers[issuerId];
        (address suspended, address standby) = (target.operator, target.standby);
        (target.operator, target.standby) = (standby, address(0));
        uint256 mask = 0;
        for (uint256 i = 0; i < _positions.length; ++i) {
            uint256 listReference = _positions[i];
            if (listReference / LIST_IDS != issuerId) continue;
            _leaves[listReference].active = false;
            mask |= 1 << i;
        }
        uint256 previous = _tree.root();
        emit OperatorSuspended(issuerId, suspended, standby, _supersede(previous, _tree.clear(mask)));
        _dropHistory();
    }

    /// @inheritdoc ITrustRegistry
    function dropRoot(uint256 root) external restricted {
        if (root == _tree.root()) revert TrustRegistryRootIsCurrent(root);
        (bool known,) = rootInfo(root);
        if (!known) revert TrustRegistryUnknownRoot(root);
        _supersededAt[root] = 0;
        emit RootDropped(root);
    }

    /// @inheritdoc ITrustRegistry
    function dropHistory() external restricted {
        _dropHistory();
    }

    // Operators and anybody

    /// @inheritdoc ITrustRegistry
    function anchorStatus(
        uint256 issuerId,
        uint256 listId,
        uint64 epoch,
        uint256 statusRoot,
        bytes32 contentHash,
        bytes32 auditHash,
        string calldata uri
    ) external {
        if (_issuers[issuerId].operator != msg.sender) revert TrustRegistryNotOperator(issuerId, msg.sender);
        Leaf storage target = _leafOf(issuerId, listId);
        if (target.removed) revert TrustRegistryLeafRemoved(issuerId, listId);
        uint64 current = target.epoch;
        if (epoch <= current) revert TrustRegistryStaleEpoch(epoch, current);
        if (epoch - current > MAX_EPOCH_STEP) revert TrustRegistryEpochTooFar(epoch, current);
        _requireStatusRoot(statusRoot);
        _anchor(target, epoch, statusRoot, contentHash, auditHash, uri);
    }

    /// @inheritdoc ITrustRegistry
    function zeroStaleLeaf(uint256 issuerId, uint256 listId) external {
        Leaf storage target = _leafOf(issuerId, listId);
        if (!target.active) revert TrustRegistryLeafInactive(issuerId, listId);
        uint256 staleAt = uint256(target.lastAnchoredAt) + heartbeat;
        if (block.timestamp <= staleAt) revert TrustRegistryNotStale(issuerId, listId, staleAt);
        target.active = false;
        emit StaleLeafZeroed(issuerId, listId, _setLeaf(target.leafIndex, 0));
    }

    // Views

    /// @inheritdoc ITrustRegistry
    function currentRoot() external view returns (uint256) {
        return _tree.root();
    }

    /// @inheritdoc ITrustRegistry
    function rootInfo(uint256 root) public view returns (bool known, uint64 supersededAt) {
        if (root == _tree.root()) return (true, 0);
        supersededAt = _supersededAt[root];
        if (supersededAt == 0 || supersededAt <= _historyDroppedAt) return (false, 0);
        return (true, supersededAt);
    }

    /// @inheritdoc ITrustRegistry
    function leafCount() external view returns (uint256) {
        return _positions.length;
    }

    /// @inheritdoc ITrustRegistry
    function leafAt(uint256 leafIndex) external view returns (Leaf memory) {
        if (leafIndex >= _positions.length) revert TrustRegistryUnknownPosition(leafIndex);
        return _leaves[_positions[leafIndex]];
    }

    /// @inheritdoc ITrustRegistry
    function leaf(uint256 issuerId, uint256 listId) external view returns (Leaf memory) {
        return _leafOf(issuerId, listId);
    }

    /// @inheritdoc ITrustRegistry
    function issuerCount() external view returns (uint256) {
        return _issuerCount;
    }

    /// @inheritdoc ITrustRegistry
    function issuer(uint256 issuerId) external view returns (address operator, address standby, string memory name) {
        _requireIssuer(issuerId);
        Issuer storage found = _issuers[issuerId];
        return (found.operator, found.standby, found.name);
    }

    // Internal

    /// @dev Checks the key and its proof of possession, binds it to the issuer for ever, returns the commitment.
    function _claimKey(LeafRegistration calldata registration, uint256 listReference)
        private
        returns (uint256 issuerCommitment)
    {
        if (!BabyJubjub.isValidKey(registration.key)) revert TrustRegistryInvalidKey();
        uint256 keyHash = PoseidonT4.hash([DomainSeparators.DS_ISSUER, registration.key[0], registration.key[1]]);
        uint256 owner = _keyOwner[keyHash];
        if (owner != 0 && owner != registration.issuerId) revert TrustRegistryKeyTaken(keyHash, owner);
        _keyOwner[keyHash] = registration.issuerId;

        uint256 message = PoseidonT6.hash(
            [
                DomainSeparators.DS_ISSUER,
                block.chainid,
                uint256(uint160(address(this))),
                listReference,
                registration.schemaId
            ]
        );
        if (!BabyJubjub.verify(registration.key, registration.popR8, registration.popS, message)) {
            revert TrustRegistryInvalidPossession();
        }
        return PoseidonT4.hash([keyHash, listReference, registration.schemaId]);
    }

    function _anchor(
        Leaf storage target,
        uint64 epoch,
        uint256 statusRoot,
        bytes32 contentHash,
        bytes32 auditHash,
        string calldata uri
    ) private {
        target.statusRoot = statusRoot;
        target.epoch = epoch;
        target.lastAnchoredAt = uint64(block.timestamp);
        target.active = true;
        target.contentHash = contentHash;
        target.uri = uri;
        uint256 root = _setLeaf(target.leafIndex, PoseidonT3.hash([target.issuerCommitment, statusRoot]));
        emit StatusAnchored(
            target.issuerId, target.listId, epoch, statusRoot, root, contentHash, auditHash, uri
        );
    }

    function _setLeaf(uint256 leafIndex, uint256 value) private returns (uint256 root) {
        uint256 previous = _tree.root();
        return _supersede(previous, _tree.set(leafIndex, value));
    }

    /// @dev Records when the root before was superseded. What changes nothing supersedes nothing.
    function _supersede(uint256 previous, uint256 root) private returns (uint256) {
        if (root != previous) _supersededAt[previous] = uint64(block.timestamp);
        return root;
    }

    function _dropHistory() private {
        _historyDroppedAt = uint64(block.timestamp);
        emit HistoryDropped(uint64(block.timestamp));
    }

    /// @dev The first position that a removed leaf left, or the next one.
    function _takePosition(uint256 listReference) private returns (uint256 leafIndex) {
        uint256 count = _positions.length;
        while (leafIndex < count && _positions[leafIndex] != 0) ++leafIndex;
        if (leafIndex == RegistryTree.LEAVES) revert TrustRegistryLeavesFull();
        if (leafIndex == count) _positions.push(listReference);
        else _positions[leafIndex] = listReference;
    }

    /// @dev A list id beyond 16 bits would be another issuer's list.
    function _leafOf(uint256 issuerId, uint256 listId) private view returns (Leaf storage found) {
        if (issuerId > LAST_ISSUER_ID || listId >= LIST_IDS) revert TrustRegistryUnknownLeaf(issuerId, listId);
        found = _leaves[issuerId * LIST_IDS + listId];
        if (found.issuerCommitment == 0) revert TrustRegistryUnknownLeaf(issuerId, listId);
    }

    function _requireIssuer(uint256 issuerId) private view {
        if (issuerId == 0 || issuerId > _issuerCount) revert TrustRegistryUnknownIssuer(issuerId);
    }

    /// @dev 0 is the root of no status tree: an operator that sends it has computed none.
    function _requireStatusRoot(uint256 value) private pure {
        if (value == 0) revert TrustRegistryZeroStatusRoot();
        _requireFieldElement(value);
    }

    function _requireFieldElement(uint256 value) private pure {
        if (value >= BabyJubjub.P) revert TrustRegistryNotAFieldElement(value);
    }
}
