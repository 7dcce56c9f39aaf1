// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

import {IERC5192} from "./interfaces/IERC5192.sol";
import {IPassRegistry} from "./interfaces/IPassRegistry.sol";
import {IPassToken} from "./interfaces/IPassToken.sol";
import {PassCard} from "./libraries/PassCard.sol";

/// @title PassToken
/// @dev Why a contract of its own, one per policy, and not functions of the pass registry: the token id can be the
/// account, so that owner and balance are exact without a written balance or an index; an admission pays nothing for it
/// and the gate stays small; and nothing here can touch a pass. The price is that an admission emits no `Locked`:
/// {show} does, for whoever wants wallets and explorers to notice.
contract PassToken is IPassToken, IERC721, IERC721Metadata {
    /// @notice Registry that the tokens are derived from.
    IPassRegistry public immutable passRegistry;
    /// @notice Policy whose passes are shown.
    bytes32 public immutable policyId;

    /// @dev What the log says, which may lag behind the registry. Nothing is decided by it.
    mapping(address account => bool) private _shown;

    constructor(IPassRegistry passRegistry_, bytes32 policyId_) {
        passRegistry = passRegistry_;
        policyId = policyId_;
    }

    /// @inheritdoc IPassToken
    function show(address account) external returns (bool shown) {
        shown = passRegistry.isAdmitted(policyId, account);
        if (shown == _shown[account]) return shown;
        _shown[account] = shown;
        uint256 tokenId = tokenIdOf(account);
        if (shown) {
            emit Transfer(address(0), account, tokenId);
            emit Locked(tokenId);
        } else {
            emit Transfer(account, address(0), tokenId);
        }
    }

    // Views

    /// @inheritdoc IPassToken
    function tokenIdOf(address account) public pure returns (uint256) {
        return uint160(account);
    }

    /// @inheritdoc IERC721
    function ownerOf(uint256 tokenId) public view returns (address owner) {
        owner = address(uint160(tokenId));
        if (tokenId > type(uint160).max || !passRegistry.isAdmitted(policyId, owner)) {
            revert PassTokenUnknown(tokenId);
        }
    }

    /// @inheritdoc IERC721
    function balanceOf(address owner) external view returns (uint256) {
        if (owner == address(0)) revert PassTokenZeroAddress();
        return passRegistry.isAdmitted(policyId, owner) ? 1 : 0;
    }

    /// @inheritdoc IERC5192
    function locked(uint256 tokenId) external view returns (bool) {
        ownerOf(tokenId);
        return true;
    }

    /// @inheritdoc IERC721Metadata
    function name() external pure returns (string memory) {
        return "Postern Pass";
    }

    /// @inheritdoc IERC721Metadata
    function symbol() external pure returns (string memory) {
        return "PASS";
    }

    /// @inheritdoc IERC721Metadata
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        address owner = ownerOf(tokenId);
        return PassCard.tokenUri(policyId, passRegistry.passOf(policyId, owner).expiresAt);
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 tokenId) external view returns (address) {
        ownerOf(tokenId);
        return address(0);
    }

    /// @inheritdoc IERC721
    function isApprovedForAll(address, address) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == type(IERC721).interfaceId
            || interfaceId == type(IERC721Metadata).interfaceId || interfaceId == type(IERC5192).interfaceId;
    }

    // What ERC-721 asks for and a pass does not do

    /// @inheritdoc IERC721
    function transferFrom(address, address, uint256) external pure {
        revert PassTokenSoulbound();
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address, address, uint256) external pure {
        revert PassTokenSoulbound();
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address, address, uint256, bytes calldata) external pure {
        revert PassTokenSoulbound();
    }

    /// @inheritdoc IERC721
    function approve(address, uint256) external pure {
        revert PassTokenSoulbound();
    }

    /// @inheritdoc IERC721
    function setApprovalForAll(address, bool) external pure {
        revert PassTokenSoulbound();
    }
}
