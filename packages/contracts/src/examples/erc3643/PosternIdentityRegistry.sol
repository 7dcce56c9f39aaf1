// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry} from "../../interfaces/IPassRegistry.sol";
import {PosternGuard} from "../../PosternGuard.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title PosternIdentityRegistry
/// @notice Lets an ERC-3643 token that exists already accept passes: give its owner this address for
/// `setIdentityRegistry`, and `isVerified` is "has a pass that counts".
/// @dev A pass comes from a proof alone, so nobody registers, changes or deletes anything here, and there is no
/// identity contract and no country to read: a policy can ask for countries, its passes do not tell them. Token
/// recovery, which registers the new wallet, works once that wallet has a pass of its own and by other means than
/// this registry.
contract PosternIdentityRegistry is IIdentityRegistry, PosternGuard {
    /// @notice Identities are proven, never registered.
    error PosternIdentityRegistryReadOnly();

    constructor(IPassRegistry passRegistry_, bytes32 policyId_) PosternGuard(passRegistry_, policyId_) {}

    /// @inheritdoc IIdentityRegistry
    function isVerified(address userAddress) public view returns (bool) {
        return passRegistry.isAdmitted(policyId, userAddress);
    }

    /// @inheritdoc IIdentityRegistry
    function contains(address userAddress) external view returns (bool) {
        return isVerified(userAddress);
    }

    /// @inheritdoc IIdentityRegistry
    function identity(address) external pure returns (address) {
        return address(0);
    }

    /// @inheritdoc IIdentityRegistry
    function investorCountry(address) external pure returns (uint16) {
        return 0;
    }

    /// @inheritdoc IIdentityRegistry
    function identityStorage() external pure returns (address) {
        return address(0);
    }

    /// @inheritdoc IIdentityRegistry
    function issuersRegistry() external pure returns (address) {
        return address(0);
    }

    /// @inheritdoc IIdentityRegistry
    function topicsRegistry() external pure returns (address) {
        return address(0);
    }

    // What a registry of claims would let its agents do

    /// @inheritdoc IIdentityRegistry
    function registerIdentity(address, address, uint16) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function batchRegisterIdentity(address[] calldata, address[] calldata, uint16[] calldata) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function deleteIdentity(address) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function updateIdentity(address, address) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function updateCountry(address, uint16) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function setIdentityRegistryStorage(address) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function setClaimTopicsRegistry(address) external pure {
        revert PosternIdentityRegistryReadOnly();
    }

    /// @inheritdoc IIdentityRegistry
    function setTrustedIssuersRegistry(address) external pure {
        revert PosternIdentityRegistryReadOnly();
    }
}
