// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title ITrustRegistry
/// @notice Which issuer keys may sign seals of which schema, and which of their seals are revoked: one Poseidon root.
/// @dev `leaf = Poseidon(issuerCommitment, statusRoot)` in a binary tree of depth 7 whose empty leaf is 0.
interface ITrustRegistry {
    /// @notice Everything needed to register one issuer key, status list and schema.
    /// @param issuerId Issuer that the leaf belongs to, 1 to 127
    /// @param listId Status list, unique for ever within the issuer, below 2^16
    /// @param schemaId Credential schema that the key may sign, a field element
    /// @param key Baby Jubjub public key, (x, y)
    /// @param popR8 First half of the proof of possession, a curve point
    /// @param popS Second half of the proof of possession, below the subgroup order
    /// @param statusRoot As in {anchorStatus}
    /// @param contentHash As in {anchorStatus}
    /// @param uri As in {anchorStatus}
    struct LeafRegistration {
        uint256 issuerId;
        uint256 listId;
        uint256 schemaId;
        uint256[2] key;
        uint256[2] popR8;
        uint256 popS;
        uint256 statusRoot;
        bytes32 contentHash;
        string uri;
    }

    /// @notice One leaf as the registry keeps it.
    /// @param issuerCommitment Poseidon(Poseidon(DS_ISSUER, key), issuerId·2^16 + listId, schemaId)
    /// @param statusRoot Root anchored last, also of a leaf that is not in the tree
    /// @param epoch Number of the anchor, chosen by the operator; 0 is the registration
    /// @param lastAnchoredAt Unix seconds
    /// @param active Whether the leaf is in the tree; a stale leaf comes back by anchoring, a removed one never
    /// @param removed Whether the guardian took the leaf out for ever
    struct Leaf {
        uint128 issuerId;
        uint128 listId;
        uint256 schemaId;
        uint256[2] key;
        uint256 issuerCommitment;
        uint256 statusRoot;
        uint64 epoch;
        uint64 lastAnchoredAt;
        bool active;
        bool removed;
        bytes32 contentHash;
        string uri;
    }

    /// @notice An issuer was admitted.
    event IssuerCreated(uint256 indexed issuerId, address indexed operator, string name);
    /// @notice Another account anchors for this issuer from now on.
    event OperatorChanged(uint256 indexed issuerId, address indexed operator);
    /// @notice A key, status list and schema were registered. The first {StatusAnchored} follows, with epoch 0.
    /// @param issuerCommitment See {Leaf}
    event LeafRegistered(
        uint256 indexed leafIndex,
        uint256 indexed issuerId,
        uint256 listId,
        uint256 schemaId,
        uint256[2] key,
        uint256 issuerCommitment
    );
    /// @notice The status root of a leaf was set; with `uri` anybody can fetch the bits and build the same root.
    /// @param epoch See {Leaf}; higher than any before it for this leaf
    /// @param registryRoot Root of the registry with this leaf in it
    /// @param contentHash As in {anchorStatus}
    event StatusAnchored(
        uint256 indexed leafIndex,
        uint256 indexed issuerId,
        uint256 indexed listId,
        uint64 epoch,
        uint256 statusRoot,
        uint256 registryRoot,
        bytes32 contentHash,
        string uri
    );
    /// @notice A leaf was taken out for ever.
    /// @param registryRoot Root of the registry without it
    event LeafRemoved(uint256 indexed leafIndex, uint256 indexed issuerId, uint256 registryRoot);
    /// @notice A leaf that was silent past the heartbeat was taken out until its operator anchors again.
    /// @param registryRoot Root of the registry without it
    event StaleLeafZeroed(uint256 indexed leafIndex, uint256 indexed issuerId, uint256 registryRoot);
    /// @notice A root is refused from now on, even when it is or becomes current.
    event RootDropped(uint256 indexed root);
    /// @notice Every root superseded until now is refused.
    /// @param droppedAt Unix seconds; roots superseded at this moment are refused too
    event HistoryDropped(uint64 droppedAt);

    /// @notice All 127 issuer ids are taken.
    error TrustRegistryIssuersFull();
    /// @notice All 128 leaves are taken.
    error TrustRegistryLeavesFull();
    /// @notice No issuer has this id.
    error TrustRegistryUnknownIssuer(uint256 issuerId);
    /// @notice No leaf has this index.
    error TrustRegistryUnknownLeaf(uint256 leafIndex);
    /// @notice The operator must be a non-zero account.
    error TrustRegistryInvalidOperator();
    /// @notice The caller is not the operator of this issuer.
    error TrustRegistryNotOperator(uint256 issuerId, address caller);
    /// @notice A list id must be below 2^16.
    error TrustRegistryInvalidListId(uint256 listId);
    /// @notice The list id was used before by this issuer; it never comes free.
    error TrustRegistryListTaken(uint256 issuerId, uint256 listId);
    /// @notice The key belongs to another issuer, for ever.
    /// @param keyHash Poseidon(DS_ISSUER, key)
    /// @param issuerId The issuer that has it
    error TrustRegistryKeyTaken(uint256 keyHash, uint256 issuerId);
    /// @notice The key is off the curve or of small order.
    error TrustRegistryInvalidKey();
    /// @notice The signature that proves possession of the key does not stand.
    error TrustRegistryInvalidPossession();
    /// @notice A value is not below the field order.
    error TrustRegistryNotAFieldElement(uint256 value);
    /// @notice Epochs strictly increase.
    error TrustRegistryStaleEpoch(uint64 given, uint64 current);
    /// @notice The leaf was removed and never comes back.
    error TrustRegistryLeafRemoved(uint256 leafIndex);
    /// @notice The leaf is not in the tree.
    error TrustRegistryLeafInactive(uint256 leafIndex);
    /// @notice The leaf is not silent for long enough yet.
    /// @param staleAt Unix seconds; from the second after it the leaf can be taken out
    error TrustRegistryNotStale(uint256 leafIndex, uint256 staleAt);
    /// @notice The heartbeat must be between one hour and 365 days.
    /// @param heartbeat Seconds
    error TrustRegistryInvalidHeartbeat(uint64 heartbeat);

    /// @notice Admits an issuer. Governance.
    /// @param operator Account that may anchor status roots of this issuer
    /// @param name Public name, for people; nothing reads it on chain and two issuers may have the same
    /// @return issuerId A counter from 1 to 127, never reused
    function createIssuer(address operator, string calldata name) external returns (uint256 issuerId);

    /// @notice Registers a key, status list and schema of one issuer. Governance.
    /// @dev The proof of possession signs Poseidon(DS_ISSUER, chainId, this, issuerId·2^16 + listId, schemaId).
    /// @param registration See {LeafRegistration}
    /// @return leafIndex Position in the tree, never reused
    function registerLeaf(LeafRegistration calldata registration) external returns (uint256 leafIndex);

    /// @notice Sets the status root of a leaf. Only the operator of its issuer.
    /// @param leafIndex Leaf to move
    /// @param epoch Greater than the leaf's epoch; gaps are allowed
    /// @param statusRoot Root of the status tree over the bits, a field element. It is what proofs and passes hang on
    /// @param contentHash keccak256 of the bits as published: 262,144 bytes, a bit set for revoked or suspended. It
    /// serves who cannot build a Poseidon tree. No contract and no wallet of ours checks it: they go by the root
    /// @param uri Where the bits can be fetched. Not checked; its length decides what anchoring costs
    function anchorStatus(uint256 leafIndex, uint64 epoch, uint256 statusRoot, bytes32 contentHash, string calldata uri)
        external;

    /// @notice Hands the anchoring of one issuer to another account. Governance.
    /// @param operator Not zero; the one before can anchor no more
    function setOperator(uint256 issuerId, address operator) external;

    /// @notice Takes a leaf out for ever. Guardian, instant.
    function removeLeaf(uint256 leafIndex) external;

    /// @notice Refuses one root from now on. Guardian, instant.
    /// @param root A field element, known or not: one that was never current is refused should it become so
    function dropRoot(uint256 root) external;

    /// @notice Refuses every root superseded until now. Guardian, instant.
    function dropHistory() external;

    /// @notice Takes out a leaf whose operator was silent past the heartbeat. Anybody.
    function zeroStaleLeaf(uint256 leafIndex) external;

    /// @notice Root of the tree as it stands.
    function currentRoot() external view returns (uint256);

    /// @notice What the registry knows of a root. It decides nothing about age: policies do, by their grace.
    /// @return known Whether the root was or is the registry's and was not dropped
    /// @return supersededAt Unix seconds at which another root took over last; 0 = it is current, or not known
    function rootInfo(uint256 root) external view returns (bool known, uint64 supersededAt);

    /// @notice Number of registered leaves, removed ones included.
    function leafCount() external view returns (uint256);

    /// @notice One leaf.
    /// @param leafIndex Below {leafCount}; reverts for any other
    function leaf(uint256 leafIndex) external view returns (Leaf memory);

    /// @notice Number of issuers.
    function issuerCount() external view returns (uint256);

    /// @notice Operator and name of an issuer.
    /// @param issuerId 1 to {issuerCount}; reverts for any other
    function issuer(uint256 issuerId) external view returns (address operator, string memory name);

    /// @notice Seconds of silence after which a leaf can be taken out by anybody; the same for all, fixed for ever.
    function heartbeat() external view returns (uint64);
}
