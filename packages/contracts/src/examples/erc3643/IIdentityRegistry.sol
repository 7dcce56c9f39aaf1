// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title IIdentityRegistry
/// @notice The identity registry that ERC-3643 tokens ask, written anew from the text of the standard.
/// @dev Contract types of the standard are `address` here: the selectors and encodings are the same.
interface IIdentityRegistry {
    /// @notice A wallet was linked with an identity.
    event IdentityRegistered(address indexed investorAddress, address indexed identity);
    /// @notice A wallet was unlinked from its identity.
    event IdentityRemoved(address indexed investorAddress, address indexed identity);

    /// @notice Links a wallet with an identity and a country.
    function registerIdentity(address userAddress, address identity, uint16 country) external;

    /// @notice Links several wallets.
    function batchRegisterIdentity(
        address[] calldata userAddresses,
        address[] calldata identities,
        uint16[] calldata countries
    ) external;

    /// @notice Unlinks a wallet.
    function deleteIdentity(address userAddress) external;

    /// @notice Replaces the identity of a wallet.
    function updateIdentity(address userAddress, address identity) external;

    /// @notice Replaces the country of a wallet.
    function updateCountry(address userAddress, uint16 country) external;

    /// @notice Replaces the storage that registries share.
    function setIdentityRegistryStorage(address identityRegistryStorage) external;

    /// @notice Replaces the registry of claim topics.
    function setClaimTopicsRegistry(address claimTopicsRegistry) external;

    /// @notice Replaces the registry of trusted claim issuers.
    function setTrustedIssuersRegistry(address trustedIssuersRegistry) external;

    /// @notice Whether the wallet may hold the token: the question that `transfer` and `mint` ask.
    function isVerified(address userAddress) external view returns (bool);

    /// @notice Whether the wallet is known.
    function contains(address userAddress) external view returns (bool);

    /// @notice Identity contract of the wallet.
    function identity(address userAddress) external view returns (address);

    /// @notice ISO 3166-1 numeric country of the wallet's owner; 0 = not told.
    function investorCountry(address userAddress) external view returns (uint16);

    /// @notice Storage that registries share.
    function identityStorage() external view returns (address);

    /// @notice Registry of trusted claim issuers.
    function issuersRegistry() external view returns (address);

    /// @notice Registry of claim topics.
    function topicsRegistry() external view returns (address);
}
