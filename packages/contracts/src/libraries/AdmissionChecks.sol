// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry} from "../interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../interfaces/IPolicyRegistry.sol";
import {ITrustRegistry} from "../interfaces/ITrustRegistry.sol";
import {PresentationSignals} from "./PresentationSignals.sol";
import {UtcDate} from "./UtcDate.sol";

/// @title AdmissionChecks
/// @notice What a proof's public signals must meet, whoever sends it. Each check returns the encoded error that refuses, or
/// nothing: {IPassRegistry-admit} reverts with it, {IPassRegistry-admitBatch} skips.
library AdmissionChecks {
    using PresentationSignals for uint256[8];

    /// @dev Every pass ends at midnight UTC, so that the moment says little about its holder.
    uint256 private constant EXPIRY_GRID = 1 days;

    /// @notice The signals are canonical, and about this policy, this registry on this chain, and this account.
    /// @param scope {IPassRegistry-scopeOf} of the policy's scope id
    function checkSubject(
        IPolicyRegistry.AdmissionTerms memory terms,
        bytes32 policyId,
        uint256 scope,
        address account,
        uint256[8] calldata signals
    ) internal pure returns (bytes memory refusal) {
        // No signal is compared or used as a key before it is known to be canonical.
        unchecked {
            for (uint256 i = 0; i < PresentationSignals.COUNT; ++i) {
                if (signals[i] >= PresentationSignals.FIELD_ORDER) {
                    return abi.encodeWithSelector(IPassRegistry.PassRegistrySignalOutOfField.selector, i);
                }
            }
        }
        if (terms.standing == IPolicyRegistry.Standing.Unknown) {
            return abi.encodeWithSelector(IPolicyRegistry.PolicyRegistryUnknownPolicy.selector, policyId);
        }
        if (signals.policyHash() != terms.policyHash) {
            return abi.encodeWithSelector(
                IPassRegistry.PassRegistryPolicyMismatch.selector, signals.policyHash(), terms.policyHash
            );
        }
        if (signals.scope() != scope) {
            return abi.encodeWithSelector(IPassRegistry.PassRegistryScopeMismatch.selector, signals.scope(), scope);
        }
        if (account == address(0) || signals.binding() != uint160(account)) {
            return abi.encodeWithSelector(
                IPassRegistry.PassRegistryAccountMismatch.selector, signals.binding(), account
            );
        }
    }

    /// @notice Time, root and expiry fit the policy and the block, and there is a verifier that may decide.
    /// @param grace Seconds for which a superseded root serves here
    function checkStatement(
        IPolicyRegistry.AdmissionTerms memory terms,
        uint256[8] calldata signals,
        ITrustRegistry trustRegistry,
        uint256 grace
    ) internal view returns (bytes memory refusal) {
        refusal = _checkTime(terms, signals);
        if (refusal.length != 0) return refusal;
        refusal = _checkRootAndExpiry(terms, signals, trustRegistry, grace);
        if (refusal.length != 0) return refusal;
        return _checkVerifier(terms);
    }

    function _checkTime(IPolicyRegistry.AdmissionTerms memory terms, uint256[8] calldata signals)
        private
        view
        returns (bytes memory refusal)
    {
        uint256 provenAt = signals.provenAt();
        if (provenAt > block.timestamp) {
            return abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofFromFuture.selector, provenAt, block.timestamp
            );
        }
        if (block.timestamp - provenAt > terms.maxProofAge) {
            return abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofTooOld.selector, provenAt, block.timestamp, terms.maxProofAge
            );
        }
        if (provenAt < terms.notBefore) {
            return abi.encodeWithSelector(
                IPassRegistry.PassRegistryProofBeforeNotBefore.selector, provenAt, terms.notBefore
            );
        }
        uint256 today = UtcDate.fromTimestamp(provenAt);
        if (signals.today() != today) {
            return abi.encodeWithSelector(IPassRegistry.PassRegistryDateMismatch.selector, signals.today(), today);
        }
    }

    /// @dev A superseded root serves only proofs made before it was superseded, and those only for the grace: nobody's
    /// proof fails because somebody else was revoked, and the revoked get nothing by a proof made afterwards. A holder can
    /// date a proof back, within `maxProofAge`; so what holds is that no pass is given by the old root later than
    /// min(grace, maxProofAge) after the anchor.
    /// A pass may live `maxPassLife` from the moment at which its root was last current. So a revoked holder loses access
    /// one pass life after the anchor, and the grace adds nothing to it.
    function _checkRootAndExpiry(
        IPolicyRegistry.AdmissionTerms memory terms,
        uint256[8] calldata signals,
        ITrustRegistry trustRegistry,
        uint256 grace
    ) private view returns (bytes memory refusal) {
        uint256 root = signals.registryRoot();
        (bool known, uint64 supersededAt) = trustRegistry.rootInfo(root);
        if (!known) return abi.encodeWithSelector(IPassRegistry.PassRegistryUnknownRoot.selector, root);
        if (supersededAt != 0) {
            if (signals.provenAt() > supersededAt) {
                return abi.encodeWithSelector(
                    IPassRegistry.PassRegistryRootSuperseded.selector, root, supersededAt, signals.provenAt()
                );
            }
            if (block.timestamp - supersededAt > grace) {
                return abi.encodeWithSelector(
                    IPassRegistry.PassRegistryRootTooOld.selector, root, supersededAt, grace
                );
            }
        }
        uint256 latest = (supersededAt == 0 ? block.timestamp : supersededAt) + terms.maxPassLife;
        uint256 expiresAt = signals.expiresAt();
        if (expiresAt <= block.timestamp || expiresAt > latest || expiresAt % EXPIRY_GRID != 0) {
            return abi.encodeWithSelector(IPassRegistry.PassRegistryInvalidExpiry.selector, expiresAt, latest);
        }
    }

    function _checkVerifier(IPolicyRegistry.AdmissionTerms memory terms) private view returns (bytes memory refusal) {
        if (terms.disabled) {
            return abi.encodeWithSelector(IPassRegistry.PassRegistryCircuitDisabled.selector, terms.circuitVersion);
        }
        if (terms.paused) {
            return abi.encodeWithSelector(IPassRegistry.PassRegistryCircuitPaused.selector, terms.circuitVersion);
        }
        if (terms.verifier.codehash != terms.codeHash) {
            return abi.encodeWithSelector(IPassRegistry.PassRegistryVerifierChanged.selector, terms.verifier);
        }
    }
}
