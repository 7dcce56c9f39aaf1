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

    /// @notice One leaf as the registry keeps it. (issuerId, listId) is its identity, for ever.
    /// @param leafIndex Position in the tree; free for another leaf once this one is removed
    /// @param epoch Number of the anchor, chosen by the operator; 0 is the registration
    /// @param lastAnchoredAt Unix seconds
    /// @param active Whether the leaf is in the tree; one that is stale or whose operator was suspended comes back by
    /// anchoring, a removed one never
    /// @param removed Whether the guardian took the leaf out for ever
    /// @param issuerCommitment Poseidon(Poseidon(DS_ISSUER, key), issuerId·2^16 + listId, schemaId)
    /// @param statusRoot Root anchored last, also of a leaf that is not in the tree
    struct Leaf {
        uint8 issuerId;
        uint16 listId;
        uint8 leafIndex;
        uint64 epoch;
        uint64 lastAnchoredAt;
        bool active;
        bool removed;
        uint256 schemaId;
        uint256[2] key;
        uint256 issuerCommitment;
        uint256 statusRoot;
        bytes32 contentHash;
        string uri;
    }

    /// @notice An issuer was admitted.
    event IssuerCreated(uint256 indexed issuerId, address indexed operator, string name);
    /// @notice Another account anchors for this issuer from now on.
    event OperatorChanged(uint256 indexed issuerId, address indexed operator);
    /// @notice Another account, or none, takes over when the operator is suspended.
    event StandbyOperatorChanged(uint256 indexed issuerId, address indexed standby);
    /// @notice An operator can anchor no more and all leaves of the issuer are out of the tree. {HistoryDropped} follows.
    /// @param standby The operator from now on, who restores the leaves by anchoring; zero if there was none
    /// @param registryRoot Root of the registry without the leaves
    event OperatorSuspended(
        uint256 indexed issuerId, address indexed suspended, address indexed standby, uint256 registryRoot
    );
    /// @notice A key, status list and schema were registered. The first {StatusAnchored} follows, with epoch 0.
    /// @param leafIndex See {Leaf}
    /// @param issuerCommitment See {Leaf}
    event LeafRegistered(
        uint256 indexed issuerId,
        uint256 indexed listId,
        uint256 leafIndex,
        uint256 schemaId,
        uint256[2] key,
        uint256 issuerCommitment
    );
    /// @notice The status root of a leaf was set; with `uri` anybody can fetch the bits and build the same root.
    /// @param epoch See {Leaf}; higher than any before it for this leaf
    /// @param registryRoot Root of the registry with this leaf in it
    /// @param contentHash As in {anchorStatus}
    /// @param auditHash As in {anchorStatus}
    event StatusAnchored(
        uint256 indexed issuerId,
        uint256 indexed listId,
        uint64 epoch,
        uint256 statusRoot,
        uint256 registryRoot,
        bytes32 contentHash,
        bytes32 auditHash,
        string uri
    );
    /// @notice A leaf was taken out for ever. {HistoryDropped} follows.
    /// @param registryRoot Root of the registry without it
    event LeafRemoved(uint256 indexed issuerId, uint256 indexed listId, uint256 registryRoot);
    /// @notice A leaf that was silent past the heartbeat was taken out until its operator anchors again.
    /// @param registryRoot Root of the registry without it
    event StaleLeafZeroed(uint256 indexed issuerId, uint256 indexed listId, uint256 registryRoot);
    /// @notice A superseded root is refused from now on, unless it becomes current again.
    event RootDropped(uint256 indexed root);
    /// @notice Every root superseded until now is refused.
    /// @param droppedAt Unix seconds; roots superseded at this moment are refused too
    event HistoryDropped(uint64 droppedAt);

    /// @notice All 127 issuer ids are taken.
    error TrustRegistryIssuersFull();
    /// @notice All 128 positions are taken by leaves that were not removed.
    error TrustRegistryLeavesFull();
    /// @notice No issuer has this id.
    error TrustRegistryUnknownIssuer(uint256 issuerId);
    /// @notice No leaf has this identity.
    error TrustRegistryUnknownLeaf(uint256 issuerId, uint256 listId);
    /// @notice No leaf ever had this position.
    error TrustRegistryUnknownPosition(uint256 leafIndex);
    /// @notice The operator must be a non-zero account, and operator and standby two accounts.
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
    /// @notice 0 is the root of no status tree.
    error TrustRegistryZeroStatusRoot();
    /// @notice The registry has no superseded root of this value that it still knows.
    error TrustRegistryUnknownRoot(uint256 root);
    /// @notice The current root cannot be dropped, for nobody could be admitted: take out the leaf that is wrong.
    error TrustRegistryRootIsCurrent(uint256 root);
    /// @notice An epoch is at most 2^20 above the one before.
    error TrustRegistryEpochTooFar(uint64 given, uint64 current);
    /// @notice Epochs strictly increase.
    error TrustRegistryStaleEpoch(uint64 given, uint64 current);
    /// @notice The leaf was removed and never comes back.
    error TrustRegistryLeafRemoved(uint256 issuerId, uint256 listId);
    /// @notice The leaf is not in the tree.
    error TrustRegistryLeafInactive(uint256 issuerId, uint256 listId);
    /// @notice The leaf is not silent for long enough yet.
    /// @param staleAt Unix seconds; from the second after it the leaf can be taken out
    error TrustRegistryNotStale(uint256 issuerId, uint256 listId, uint256 staleAt);
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
    /// @return leafIndex Position in the tree: the first that a removed leaf left, else the next
    function registerLeaf(LeafRegistration calldata registration) external returns (uint256 leafIndex);

    /// @notice Sets the status root of a leaf. Only the operator of its issuer.
    /// @param epoch Greater than the leaf's epoch, by 2^20 at most
    /// @param statusRoot Root of the status tree over the bits, a field element. It is what proofs and passes hang on
    /// @param contentHash keccak256 of the bits as published: 262,144 bytes, a bit set for revoked or suspended. It
    /// serves who cannot build a Poseidon tree. No contract and no wallet of ours checks it: they go by the root
    /// @param auditHash Salted hash of the head of the issuer's audit log, or zero. Only {StatusAnchored} has it: it
    /// dates the log, and nothing on chain reads it
    /// @param uri Where the bits can be fetched. Not checked; its length decides what anchoring costs
    function anchorStatus(
        uint256 issuerId,
        uint256 listId,
        uint64 epoch,
        uint256 statusRoot,
        bytes32 contentHash,
        bytes32 auditHash,
        string calldata uri
    ) external;

    /// @notice Hands the anchoring of one issuer to another account. Governance.
    /// @param operator Not zero and not the standby; the one before can anchor no more
    function setOperator(uint256 issuerId, address operator) external;

    /// @notice Names the account that takes over when the operator of an issuer is suspended. Governance, beforehand.
    /// @param standby Zero for none; not the operator
    function setStandbyOperator(uint256 issuerId, address standby) external;

    /// @notice Takes a leaf out for ever and refuses every root superseded until now, this one included. Guardian,
    /// instant. Its position comes free, its (issuerId, listId) never. Passes given under it run on to their end, or
    /// until the owner or the guardian raises the policy's `notBefore`.
    function removeLeaf(uint256 issuerId, uint256 listId) external;

    /// @notice Suspends the operator of an issuer: all its leaves leave the tree, and every root superseded until now
    /// is refused. The standby becomes the operator and restores the leaves by anchoring; without one, governance names
    /// an operator. Guardian, instant.
    function suspendOperator(uint256 issuerId) external;

    /// @notice Refuses one superseded root. Guardian, instant. Should the tree come to it again it is current, and good.
    /// @param root One that {rootInfo} knows; not the current one, which only a change of the tree puts aside
    function dropRoot(uint256 root) external;

    /// @notice Refuses every root superseded until now. Guardian, instant.
    function dropHistory() external;

    /// @notice Takes out a leaf whose operator was silent past the heartbeat. Anybody.
    function zeroStaleLeaf(uint256 issuerId, uint256 listId) external;

    /// @notice Root of the tree as it stands.
    function currentRoot() external view returns (uint256);

    /// @notice What the registry knows of a root. It decides nothing about age: policies do, by their grace.
    /// @return known Whether the root was or is the registry's and was not dropped
    /// @return supersededAt Unix seconds at which another root took over last; 0 = it is current, or not known
    function rootInfo(uint256 root) external view returns (bool known, uint64 supersededAt);

    /// @notice Number of positions that were ever taken, 128 at most.
    function leafCount() external view returns (uint256);

    /// @notice The leaf at a position; all zero if a removed one left it and no other took it.
    /// @param leafIndex Below {leafCount}; reverts for any other
    function leafAt(uint256 leafIndex) external view returns (Leaf memory);

    /// @notice One leaf, removed ones included. Reverts for one that was never registered.
    function leaf(uint256 issuerId, uint256 listId) external view returns (Leaf memory);

    /// @notice Number of issuers.
    function issuerCount() external view returns (uint256);

    /// @notice Operator, standby operator and name of an issuer.
    /// @param issuerId 1 to {issuerCount}; reverts for any other
    /// @return operator Zero after a suspension without a standby
    /// @return standby Zero if there is none
    /// @return name See {createIssuer}
    function issuer(uint256 issuerId) external view returns (address operator, address standby, string memory name);

    /// @notice Seconds of silence after which a leaf can be taken out by anybody; the same for all, fixed for ever.
    function heartbeat() external view returns (uint64);
}
