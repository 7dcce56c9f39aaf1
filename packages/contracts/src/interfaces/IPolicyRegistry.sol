// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IPolicyRegistry
/// @notice What protocols ask of a holder, fixed for ever under an id that is the hash of all of it.
interface IPolicyRegistry {
    /// @notice Everything that a policy fixes.
    /// @param policyHash Poseidon hash of the statement's predicates, the public signal of the circuit; not zero
    /// @param circuitVersion Version of the circuit whose verifier decides; must be listed and not disabled
    /// @param maxPassLife Seconds for which a pass may last after the moment at which its proof's root was last
    /// current, 1 to 366 days
    /// @param maxProofAge Greatest age of a proof in seconds, ten minutes to one day
    /// @param grace Seconds during which a superseded registry root stays acceptable for the renewal of a pass that
    /// counts, by proofs made before it was superseded; ten minutes to `maxProofAge`
    /// @param firstGrace The same for a first pass, a move, and a renewal after the end; one minute to `grace`
    /// @param moveCooldown Seconds that a person stays bound to one account before a move under this policy, 0 to 366
    /// days; a move under another policy of the scope waits as that one says
    /// @param salt Chosen by the owner; policies of one owner and salt share a scope
    struct PolicyParameters {
        uint256 policyHash;
        uint32 circuitVersion;
        uint32 maxPassLife;
        uint32 maxProofAge;
        uint32 grace;
        uint32 firstGrace;
        uint32 moveCooldown;
        bytes32 salt;
    }

    /// @notice A policy as the registry keeps it, in four slots; the last is all that deciding over a pass reads.
    /// @dev Members that are not told here are those of {PolicyParameters}.
    /// @param scopeId See {computeScopeId}
    /// @param createdAt Unix seconds
    /// @param notBefore Unix seconds; passes admitted and proofs made before it do not count. 0 = never raised
    /// @param closed Whether {closePolicy} ended admissions
    /// @param stopped Whether {stopPolicy} ended admissions and all passes
    struct Policy {
        address owner;
        uint32 circuitVersion;
        uint32 maxPassLife;
        uint32 maxProofAge;
        uint256 policyHash;
        bytes32 scopeId;
        uint32 grace;
        uint32 firstGrace;
        uint32 moveCooldown;
        uint64 createdAt;
        uint64 notBefore;
        bool closed;
        bool stopped;
    }

    /// @notice A verifier contract for one version of the circuit.
    /// @param verifier Contract that checks single proofs and batches; one code hash pins both
    /// @param addedAt Unix seconds
    /// @param disabled Whether the version admits nobody, for ever
    /// @param paused Whether the version admits nobody until governance resumes it
    /// @param gasPercent What one call may burn, in percent of the figures in `VerifierCalls` and `AccountConsent`
    /// @param codeHash Hash of the verifier's code when it was added
    struct CircuitVersion {
        address verifier;
        uint64 addedAt;
        bool disabled;
        bool paused;
        uint16 gasPercent;
        bytes32 codeHash;
    }

    /// @notice Whether a policy admits; {Ended} is closed or stopped.
    enum Standing {
        Unknown,
        Open,
        Ended
    }

    /// @notice What deciding over an admission takes from a policy and from the verifier of its circuit version.
    /// @dev Members that are not told here are those of {Policy} and {CircuitVersion}.
    /// @param standing Everything else is zero if it is {Unknown}
    /// @param codeHash Pinned hash; the caller compares it with the verifier's present code
    struct AdmissionTerms {
        Standing standing;
        bool disabled;
        bool paused;
        uint16 gasPercent;
        uint32 circuitVersion;
        uint32 maxPassLife;
        uint32 maxProofAge;
        uint32 grace;
        uint32 firstGrace;
        uint32 moveCooldown;
        uint64 notBefore;
        uint256 policyHash;
        bytes32 scopeId;
        address verifier;
        bytes32 codeHash;
    }

    /// @notice A policy was created.
    /// @param scopeId See {computeScopeId}
    /// @param policyJson As in {createPolicy}; kept nowhere else
    event PolicyCreated(
        bytes32 indexed policyId, address indexed owner, uint256 policyHash, bytes32 scopeId, string policyJson
    );
    /// @notice No new pass under this policy; passes run on.
    event PolicyClosed(bytes32 indexed policyId);
    /// @notice Every pass under this policy ended.
    event PolicyStopped(bytes32 indexed policyId);
    /// @notice Passes admitted before `notBefore` ended.
    /// @param notBefore Unix seconds
    event NotBeforeRaised(bytes32 indexed policyId, uint64 notBefore);
    /// @notice A verifier was added.
    event CircuitVersionAdded(uint32 indexed circuitVersion, address verifier, bytes32 codeHash);
    /// @notice A verifier was disabled for ever.
    event CircuitVersionDisabled(uint32 indexed circuitVersion);
    /// @notice Admissions through a verifier wait until it is resumed.
    event CircuitVersionPaused(uint32 indexed circuitVersion);
    /// @notice What calls to a verifier, and to accounts that are asked for consent with it, may burn.
    /// @param gasPercent See {CircuitVersion}
    event GasPercentChanged(uint32 indexed circuitVersion, uint16 gasPercent);
    /// @notice Admissions through a verifier go on.
    event CircuitVersionResumed(uint32 indexed circuitVersion);

    /// @notice No policy has this id.
    error PolicyRegistryUnknownPolicy(bytes32 policyId);
    /// @notice The same owner created the same policy before.
    error PolicyRegistryPolicyExists(bytes32 policyId);
    /// @notice The policy hash is zero or not below the field order.
    error PolicyRegistryInvalidPolicyHash(uint256 policyHash);
    /// @notice A pass must be able to live at least a day and at most 366 days.
    error PolicyRegistryInvalidPassLife(uint32 maxPassLife);
    /// @notice A proof may be at least ten minutes and at most one day old.
    error PolicyRegistryInvalidProofAge(uint32 maxProofAge);
    /// @notice Grace is at least 10 minutes and at most `maxProofAge`.
    error PolicyRegistryInvalidGrace(uint32 grace);
    /// @notice The grace of first passes is at least 60 seconds and at most `grace`.
    error PolicyRegistryInvalidFirstGrace(uint32 firstGrace);
    /// @notice Gas limits are at least 100 and at most 1000 percent of what the code says.
    error PolicyRegistryInvalidGasPercent(uint16 gasPercent);
    /// @notice The move cool-down is at most 366 days.
    error PolicyRegistryInvalidMoveCooldown(uint32 moveCooldown);
    /// @notice The caller may not do this to this policy.
    error PolicyRegistryNotAllowed(bytes32 policyId, address caller);
    /// @notice The policy is closed or stopped already.
    error PolicyRegistryAlreadyEnded(bytes32 policyId);
    /// @notice `notBefore` only rises, up to the present.
    /// @param current The one that stands, unix seconds
    error PolicyRegistryInvalidNotBefore(uint64 given, uint64 current);
    /// @notice No verifier has this version.
    error PolicyRegistryUnknownCircuit(uint32 circuitVersion);
    /// @notice The verifier of this version was disabled.
    error PolicyRegistryCircuitDisabled(uint32 circuitVersion);
    /// @notice The verifier of this version is paused or resumed already.
    error PolicyRegistryPauseUnchanged(uint32 circuitVersion);
    /// @notice The version is zero or taken.
    error PolicyRegistryInvalidCircuitVersion(uint32 circuitVersion);
    /// @notice The verifier has no code, or not the announced code.
    /// @param codeHash Hash of the code that it has
    error PolicyRegistryInvalidVerifier(address verifier, bytes32 codeHash);

    /// @notice Adds a verifier contract and pins its code. Governance.
    /// @param circuitVersion New number above 0
    /// @param verifier Contract with both functions of {IPresentationVerifier}, for the key of this version
    /// @param codeHash keccak256 of the code that was reviewed; compared again here, for adding waits
    function addCircuitVersion(uint32 circuitVersion, address verifier, bytes32 codeHash) external;

    /// @notice Disables a verifier for ever: no admission through it from now on. Guardian, instant.
    function disableCircuitVersion(uint32 circuitVersion) external;

    /// @notice Pauses a verifier: no admission through it until it is resumed; passes run on. Guardian, instant.
    function pauseCircuitVersion(uint32 circuitVersion) external;

    /// @notice Ends the pause of a verifier. Governance, for it loosens.
    function resumeCircuitVersion(uint32 circuitVersion) external;

    /// @notice Changes what calls to a verifier may burn, should the price of opcodes change. Governance.
    /// @param gasPercent From 100, what is known to suffice, to 1000, which bounds what a relay can lose
    function setGasPercent(uint32 circuitVersion, uint16 gasPercent) external;

    /// @notice Creates a policy of the caller. Anybody.
    /// @param parameters See {PolicyParameters}
    /// @param policyJson Canonical JSON of the statement; not checked here: readers compile it and compare the hash
    /// @return policyId keccak256(abi.encode(chain id, this, owner, parameters))
    function createPolicy(PolicyParameters calldata parameters, string calldata policyJson)
        external
        returns (bytes32 policyId);

    /// @notice Ends admissions; passes run on. Owner or guardian.
    function closePolicy(bytes32 policyId) external;

    /// @notice Ends admissions and every pass, for ever. Owner.
    function stopPolicy(bytes32 policyId) external;

    /// @notice Ends passes admitted before a moment. Owner or guardian.
    /// @param notBefore Unix seconds, above the present value and not in the future
    function raiseNotBefore(bytes32 policyId, uint64 notBefore) external;

    /// @notice One policy. Reverts for an id that has none.
    function policy(bytes32 policyId) external view returns (Policy memory);

    /// @notice All that deciding over an admission reads. Never reverts, so that a batch can skip an unknown policy.
    function admissionTerms(bytes32 policyId) external view returns (AdmissionTerms memory);

    /// @notice What decides whether a pass counts: one storage read. Never reverts; all zero for an unknown policy.
    /// @return notBefore Unix seconds; a pass admitted before it does not count
    /// @return stopped Whether no pass counts
    function passGate(bytes32 policyId) external view returns (uint64 notBefore, bool stopped);

    /// @notice Owner of every policy of a scope; zero while it has none.
    function scopeOwner(bytes32 scopeId) external view returns (address);

    /// @notice Whether a caller may end passes under a policy: its owner, and the guardian.
    function mayTighten(bytes32 policyId, address caller) external view returns (bool);

    /// @notice One verifier. Reverts for a version that was never added.
    function circuitVersion(uint32 version) external view returns (CircuitVersion memory);

    /// @notice Id that {createPolicy} gives to these parameters of this owner.
    function computePolicyId(address owner, PolicyParameters calldata parameters) external view returns (bytes32);

    /// @notice Scope that policies of this owner and salt share.
    /// @return keccak256(abi.encode(owner, salt)); {IPassRegistry-scopeOf} makes the circuit's field element of it
    function computeScopeId(address owner, bytes32 salt) external pure returns (bytes32);
}
