// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IIdentityRegistry} from "../../src/examples/erc3643/IIdentityRegistry.sol";
import {PosternIdentityRegistry} from "../../src/examples/erc3643/PosternIdentityRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {PermissionedToken} from "./utils/PermissionedToken.sol";

/// @notice What an ERC-3643 token had before: a list kept by hand.
contract HandKeptRegistry {
    mapping(address => bool) public isVerified;

    function set(address account, bool verified) external {
        isVerified[account] = verified;
    }
}

contract PosternIdentityRegistryTest is PosternFixture {
    PosternIdentityRegistry private _registry;
    PermissionedToken private _token;

    function setUp() public override {
        super.setUp();
        _registry = new PosternIdentityRegistry(passes, policyId);
        _token = new PermissionedToken(_registry);
        admit(ask(alice, 5));
    }

    function test_tokenMintsToAndMovesBetweenAccountsWithAPass() public {
        admit(ask(bob, 6));
        _token.mint(alice, 100);
        vm.prank(alice);
        _token.transfer(bob, 40);
        vm.assertEq(_token.balanceOf(bob), 40);
        _token.forcedTransfer(bob, alice, 10);
        vm.assertEq(_token.balanceOf(alice), 70);
    }

    function test_tokenRefusesReceiversWithoutAPass() public {
        bytes memory refusal = abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, stranger);
        vm.expectRevert(refusal);
        _token.mint(stranger, 1);
        _token.mint(alice, 100);
        vm.expectRevert(refusal);
        vm.prank(alice);
        _token.transfer(stranger, 1);
        vm.expectRevert(refusal);
        _token.forcedTransfer(alice, stranger, 1);
    }

    function test_holderWhosePassEndedCanStillSendAndBeBurned() public {
        admit(ask(bob, 6));
        _token.mint(alice, 100);
        vm.prank(alice);
        passes.end(policyId);
        vm.assertFalse(_registry.isVerified(alice));
        vm.prank(alice);
        _token.transfer(bob, 60);
        _token.burn(alice, 40);
        vm.assertEq(_token.balanceOf(alice), 0);
        vm.expectRevert(abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, alice));
        vm.prank(bob);
        _token.transfer(alice, 1);
    }

    function test_tokenThatExistsAlreadyChangesOver() public {
        HandKeptRegistry before = new HandKeptRegistry();
        before.set(stranger, true);
        _token.setIdentityRegistry(IIdentityRegistry(address(before)));
        _token.mint(stranger, 10);
        _token.setIdentityRegistry(_registry);
        vm.expectRevert(abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, stranger));
        _token.mint(stranger, 10);
        vm.prank(stranger);
        _token.transfer(alice, 10);
        vm.assertEq(_token.balanceOf(alice), 10);
    }

    function test_expiryEndsVerification() public {
        vm.assertTrue(_registry.isVerified(alice) && _registry.contains(alice));
        vm.warp(passes.passOf(policyId, alice).expiresAt);
        vm.assertFalse(_registry.isVerified(alice) || _registry.contains(alice));
    }

    function test_tellsNeitherIdentityNorCountry() public view {
        vm.assertEq(_registry.identity(alice), address(0));
        vm.assertEq(_registry.investorCountry(alice), 0);
        vm.assertEq(_registry.identityStorage(), address(0));
        vm.assertEq(_registry.issuersRegistry(), address(0));
        vm.assertEq(_registry.topicsRegistry(), address(0));
    }

    function test_nobodyRegistersByHand() public {
        address[] memory accounts = new address[](1);
        uint16[] memory countries = new uint16[](1);
        _expectReadOnly();
        _registry.registerIdentity(alice, bob, 276);
        _expectReadOnly();
        _registry.batchRegisterIdentity(accounts, accounts, countries);
        _expectReadOnly();
        _registry.deleteIdentity(alice);
        _expectReadOnly();
        _registry.updateIdentity(alice, bob);
        _expectReadOnly();
        _registry.updateCountry(alice, 276);
        _expectReadOnly();
        _registry.setIdentityRegistryStorage(bob);
        _expectReadOnly();
        _registry.setClaimTopicsRegistry(bob);
        _expectReadOnly();
        _registry.setTrustedIssuersRegistry(bob);
    }

    /// @dev Selectors as ERC-3643 publishes them; `isVerified(address)` is what tokens call.
    function test_selectorsAreThoseOfTheStandard() public pure {
        vm.assertTrue(IIdentityRegistry.isVerified.selector == bytes4(keccak256("isVerified(address)")), "isVerified");
        bytes4 register = bytes4(keccak256("registerIdentity(address,address,uint16)"));
        vm.assertTrue(IIdentityRegistry.registerIdentity.selector == register, "registerIdentity");
        bytes4 country = bytes4(keccak256("investorCountry(address)"));
        vm.assertTrue(IIdentityRegistry.investorCountry.selector == country, "investorCountry");
    }

    function _expectReadOnly() private {
        vm.expectRevert(PosternIdentityRegistry.PosternIdentityRegistryReadOnly.selector);
    }
}
