// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {IIdentityRegistry} from "../../../src/examples/erc3643/IIdentityRegistry.sol";

/// @notice What a recovery asks of the identity contract that ERC-3643 knows for each holder (ERC-734).
interface IOnchainIdentity {
    function keyHasPurpose(bytes32 key, uint256 purpose) external view returns (bool);
}

/// @notice A token that behaves as the text of ERC-3643 says, as far as an identity registry can tell: it asks about
/// the receiver on transfer, mint and forced transfer, never on burn; agents mint, burn, force, freeze, pause and recover.
/// @dev Agents may act on frozen accounts and while the token is paused, as in the standard.
contract PermissionedToken is ERC20 {
    uint256 private constant MANAGEMENT_KEY = 1;

    address public immutable owner = msg.sender;
    IIdentityRegistry public identityRegistry;
    mapping(address account => bool) public isAgent;
    mapping(address account => bool) public isFrozen;
    bool public paused;

    error PermissionedTokenNotVerified(address receiver);
    error PermissionedTokenOwnerOnly();
    error PermissionedTokenAgentOnly();
    error PermissionedTokenFrozen(address account);
    error PermissionedTokenPaused();
    error PermissionedTokenRecoveryNotPossible();

    constructor(IIdentityRegistry identityRegistry_) ERC20("Harbor Bond", "BOND") {
        identityRegistry = identityRegistry_;
    }

    modifier onlyOwner() {
        if (msg.sender != owner) revert PermissionedTokenOwnerOnly();
        _;
    }

    modifier onlyAgent() {
        if (!isAgent[msg.sender]) revert PermissionedTokenAgentOnly();
        _;
    }

    modifier movable(address from, address to) {
        if (paused) revert PermissionedTokenPaused();
        if (isFrozen[from]) revert PermissionedTokenFrozen(from);
        if (isFrozen[to]) revert PermissionedTokenFrozen(to);
        _;
    }

    function setIdentityRegistry(IIdentityRegistry identityRegistry_) external onlyOwner {
        identityRegistry = identityRegistry_;
    }

    function addAgent(address account) external onlyOwner {
        isAgent[account] = true;
    }

    // Holders

    function transfer(address to, uint256 amount) public override movable(msg.sender, to) returns (bool) {
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override movable(from, to) returns (bool) {
        return super.transferFrom(from, to, amount);
    }

    // Agents

    function mint(address to, uint256 amount) external onlyAgent {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external onlyAgent {
        _burn(from, amount);
    }

    function forcedTransfer(address from, address to, uint256 amount) external onlyAgent {
        _transfer(from, to, amount);
    }

    function setAddressFrozen(address account, bool frozen) external onlyAgent {
        isFrozen[account] = frozen;
    }

    function setPaused(bool wanted) external onlyAgent {
        paused = wanted;
    }

    /// @dev Registers the new wallet, moves everything there with its freeze, and deletes the lost one.
    function recoveryAddress(address lost, address fresh, IOnchainIdentity identity) external onlyAgent {
        bytes32 key = keccak256(abi.encode(fresh));
        if (balanceOf(lost) == 0 || !identity.keyHasPurpose(key, MANAGEMENT_KEY)) {
            revert PermissionedTokenRecoveryNotPossible();
        }
        identityRegistry.registerIdentity(fresh, address(identity), identityRegistry.investorCountry(lost));
        _transfer(lost, fresh, balanceOf(lost));
        if (isFrozen[lost]) isFrozen[fresh] = true;
        identityRegistry.deleteIdentity(lost);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (to != address(0) && !identityRegistry.isVerified(to)) revert PermissionedTokenNotVerified(to);
        super._update(from, to, amount);
    }
}
