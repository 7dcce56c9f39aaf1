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

    /// @dev A root gets its record when it is superseded or dropped. Records are never overwritten by later roots, so
    /// no number of anchors by one operator pushes another's root out of its grace.
    struct RootRecord {
        uint64 supersededAt;
        bool dropped;
    }

    struct Issuer {
        address operator;
        string name;
    }

    /// @inheritdoc ITrustRegistry
    uint64 public immutable heartbeat;

    RegistryTree.Tree private _tree;
    Leaf[] private _leaves;
    mapping(uint256 issuerId => Issuer) private _issuers;
    mapping(uint256 keyHash => uint256 issuerId) private _keyOwner;
    mapping(uint256 listReference => bool) private _listTaken;
    mapping(uint256 root => RootRecord) private _roots;
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
        _issuers[issuerId] = Issuer(operator, name);
        emit IssuerCreated(issuerId, operator, name);
    }

    /// @inheritdoc ITrustRegistry
    function setOperator(uint256 issuerId, address operator) external restricted {
        if (operator == address(0)) revert TrustRegistryInvalidOperator();
        _requireIssuer(issuerId);
        _issuers[issuerId].operator = operator;
        emit OperatorChanged(issuerId, operator);
    }

    /// @inheritdoc ITrustRegistry
    function registerLeaf(LeafRegistration calldata registration) external restricted returns (uint256 leafIndex) {
        leafIndex = _leaves.length;
        if (leafIndex == RegistryTree.LEAVES) revert TrustRegistryLeavesFull();
        _requireIssuer(registration.issuerId);
        if (registration.listId >= LIST_IDS) revert TrustRegistryInvalidListId(registration.listId);
        _requireFieldElement(registration.schemaId);
        _requireFieldElement(registration.statusRoot);

        uint256 listReference = registration.issuerId * LIST_IDS + registration.listId;
        if (_listTaken[listReference]) revert TrustRegistryListTaken(registration.issuerId, registration.listId);
        _listTaken[listReference] = true;

        uint256 issuerCommitment = _claimKey(registration, listReference);
        _leaves.push(
            Leaf({
                issuerId: uint128(registration.issuerId),
                listId: uint128(registration.listId),
                schemaId: registration.schemaId,
                key: registration.key,
                issuerCommitment: issuerCommitment,
                statusRoot: 0,
                epoch: 0,
                lastAnchoredAt: 0,
                active: false,
                removed: false,
                contentHash: 0,
                uri: ""
            })
        );
        emit LeafRegistered(
            leafIndex,
            registration.issuerId,
            registration.listId,
            registration.schemaId,
            registration.key,
            issuerCommitment
        );
        _anchor(leafIndex, 0, registration.statusRoot, registration.contentHash, registration.uri);
    }

    // Guardian: tightens, so it is instant

    /// @inheritdoc ITrustRegistry
    function removeLeaf(uint256 leafIndex) external restricted {
        Leaf storage target = _leafAt(leafIndex);
        if (target.removed) revert TrustRegistryLeafRemoved(leafIndex);
        target.removed = true;
        target.active = false;
        emit LeafRemoved(leafIndex, target.issuerId, _setLeaf(leafIndex, 0));
    }

    /// @inheritdoc ITrustRegistry
    function dropRoot(uint256 root) external restricted {
        _requireFieldElement(root);
        _roots[root].dropped = true;
        emit RootDropped(root);
    }

    /// @inheritdoc ITrustRegistry
    function dropHistory() external restricted {
        _historyDroppedAt = uint64(block.timestamp);
        emit HistoryDropped(uint64(block.timestamp));
    }

    // Operators and anybody

    /// @inheritdoc ITrustRegistry
    function anchorStatus(uint256 leafIndex, uint64 epoch, uint256 statusRoot, bytes32 contentHash, string calldata uri)
        external
    {
        Leaf storage target = _leafAt(leafIndex);
        if (_issuers[target.issuerId].operator != msg.sender) {
            revert TrustRegistryNotOperator(target.issuerId, msg.sender);
        }
        if (target.removed) revert TrustRegistryLeafRemoved(leafIndex);
        if (epoch <= target.epoch) revert TrustRegistryStaleEpoch(epoch, target.epoch);
        _requireFieldElement(statusRoot);
        _anchor(leafIndex, epoch, statusRoot, contentHash, uri);
    }

    /// @inheritdoc ITrustRegistry
    function zeroStaleLeaf(uint256 leafIndex) external {
        Leaf storage target = _leafAt(leafIndex);
        if (!target.active) revert TrustRegistryLeafInactive(leafIndex);
        uint256 staleAt = uint256(target.lastAnchoredAt) + heartbeat;
        if (block.timestamp <= staleAt) revert TrustRegistryNotStale(leafIndex, staleAt);
        target.active = false;
        emit StaleLeafZeroed(leafIndex, target.issuerId, _setLeaf(leafIndex, 0));
    }

    // Views

    /// @inheritdoc ITrustRegistry
    function currentRoot() external view returns (uint256) {
        return _tree.root();
    }

    /// @inheritdoc ITrustRegistry
    function rootInfo(uint256 root) external view returns (bool known, uint64 supersededAt) {
        RootRecord memory record = _roots[root];
        if (record.dropped) return (false, 0);
        if (root == _tree.root()) return (true, 0);
        if (record.supersededAt == 0 || record.supersededAt <= _historyDroppedAt) return (false, 0);
        return (true, record.supersededAt);
    }

    /// @inheritdoc ITrustRegistry
    function leafCount() external view returns (uint256) {
        return _leaves.length;
    }

    /// @inheritdoc ITrustRegistry
    function leaf(uint256 leafIndex) external view returns (Leaf memory) {
        return _leafAt(leafIndex);
    }

    /// @inheritdoc ITrustRegistry
    function issuerCount() external view returns (uint256) {
        return _issuerCount;
    }

    /// @inheritdoc ITrustRegistry
    function issuer(uint256 issuerId) external view returns (address operator, string memory name) {
        _requireIssuer(issuerId);
        Issuer storage found = _issuers[issuerId];
        return (found.operator, found.name);
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

    function _anchor(uint256 leafIndex, uint64 epoch, uint256 statusRoot, bytes32 contentHash, string calldata uri)
        private
    {
        Leaf storage target = _leaves[leafIndex];
        target.statusRoot = statusRoot;
        target.epoch = epoch;
        target.lastAnchoredAt = uint64(block.timestamp);
        target.active = true;
        target.contentHash = contentHash;
        target.uri = uri;
        uint256 root = _setLeaf(leafIndex, PoseidonT3.hash([target.issuerCommitment, statusRoot]));
        emit StatusAnchored(leafIndex, target.issuerId, target.listId, epoch, statusRoot, root, contentHash, uri);
    }

    /// @dev Records when the present root was superseded. An anchor that changes nothing supersedes nothing.
    function _setLeaf(uint256 leafIndex, uint256 value) private returns (uint256 root) {
        uint256 previous = _tree.root();
        root = _tree.set(leafIndex, value);
        if (root != previous) _roots[previous].supersededAt = uint64(block.timestamp);
    }

    function _leafAt(uint256 leafIndex) private view returns (Leaf storage) {
        if (leafIndex >= _leaves.length) revert TrustRegistryUnknownLeaf(leafIndex);
        return _leaves[leafIndex];
    }

    function _requireIssuer(uint256 issuerId) private view {
        if (issuerId == 0 || issuerId > _issuerCount) revert TrustRegistryUnknownIssuer(issuerId);
    }

    function _requireFieldElement(uint256 value) private pure {
        if (value >= BabyJubjub.P) revert TrustRegistryNotAFieldElement(value);
    }
}
