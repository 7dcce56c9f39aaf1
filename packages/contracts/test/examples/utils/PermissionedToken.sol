// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

import {IIdentityRegistry} from "../../../src/examples/erc3643/IIdentityRegistry.sol";

/// @notice A token that asks its identity registry as ERC-3643 tokens do: on transfer, mint and forced transfer, about
/// the receiver; never on burn.
contract PermissionedToken is ERC20 {
    address public immutable owner = msg.sender;
    IIdentityRegistry public identityRegistry;

    error PermissionedTokenNotVerified(address receiver);
    error PermissionedTokenOwnerOnly();

    constructor(IIdentityRegistry identityRegistry_) ERC20("Harbor Bond", "BOND") {
        identityRegistry = identityRegistry_;
    }

    modifier onlyOwner() {
        if (msg.sender != owner) revert PermissionedTokenOwnerOnly();
        _;
    }

    function setIdentityRegistry(IIdentityRegistry identityRegistry_) external onlyOwner {
        identityRegistry = identityRegistry_;
    }

    function mint(address to, uint256 amount) external onlyOwner {
        _mint(to, amount);
    }

    function burn(address from, uint256 amount) external onlyOwner {
        _burn(from, amount);
    }

    function forcedTransfer(address from, address to, uint256 amount) external onlyOwner {
        _transfer(from, to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (to != address(0) && !identityRegistry.isVerified(to)) revert PermissionedTokenNotVerified(to);
        super._update(from, to, amount);
    }
}
