// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IIdentityRegistry} from "../../src/examples/erc3643/IIdentityRegistry.sol";
import {PosternIdentityRegistry} from "../../src/examples/erc3643/PosternIdentityRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {IOnchainIdentity, PermissionedToken} from "./utils/PermissionedToken.sol";

/// @notice What an ERC-3643 token had before: a list kept by hand.
contract HandKeptRegistry {
    mapping(address => bool) public isVerified;
    mapping(address => uint16) public investorCountry;

    function registerIdentity(address account, address, uint16 country) external {
        (isVerified[account], investorCountry[account]) = (true, country);
    }

    function deleteIdentity(address account) external {
        (isVerified[account], investorCountry[account]) = (false, 0);
    }
}

/// @notice An identity contract with one key, that of a wallet.
contract OneKeyIdentity is IOnchainIdentity {
    bytes32 private immutable _key;

    constructor(address wallet) {
        _key = keccak256(abi.encode(wallet));
    }

    function keyHasPurpose(bytes32 key, uint256 purpose) external view returns (bool) {
        return key == _key && purpose == 1;
    }
}

/// @notice See PosternIdentityRegistry.tree.
contract PosternIdentityRegistryTest is PosternFixture {
    PosternIdentityRegistry private _registry;
    PermissionedToken private _token;

    function setUp() public override {
        super.setUp();
        _registry = new PosternIdentityRegistry(passes, policyId);
        _token = new PermissionedToken(_registry);
        _token.addAgent(address(this));
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
        before.registerIdentity(stranger, address(0), 276);
        _token.setIdentityRegistry(IIdentityRegistry(address(before)));
        _token.mint(stranger, 10);
        _token.setIdentityRegistry(_registry);
        vm.expectRevert(abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, stranger));
        _token.mint(stranger, 10);
        vm.prank(stranger);
        _token.transfer(alice, 10);
        vm.assertEq(_token.balanceOf(alice), 10);
    }

    function test_onlyAgentsActOnOthersTokens() public {
        _token.mint(alice, 100);
        bytes[6] memory calls = [
            abi.encodeCall(_token.mint, (alice, 1)),
            abi.encodeCall(_token.burn, (alice, 1)),
            abi.encodeCall(_token.forcedTransfer, (alice, alice, 1)),
            abi.encodeCall(_token.setAddressFrozen, (alice, false)),
            abi.encodeCall(_token.setPaused, (false)),
            abi.encodeCall(_token.recoveryAddress, (alice, bob, new OneKeyIdentity(bob)))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(alice);
            (bool ok, bytes memory reason) = address(_token).call(calls[i]);
            vm.assertFalse(ok);
            vm.assertEq(reason, abi.encodeWithSelector(PermissionedToken.PermissionedTokenAgentOnly.selector));
        }
        _token.addAgent(alice);
        for (uint256 i = 0; i < 5; ++i) {
            vm.prank(alice);
            (bool ok,) = address(_token).call(calls[i]);
            vm.assertTrue(ok);
        }
        vm.prank(alice);
        vm.expectRevert(PermissionedToken.PermissionedTokenOwnerOnly.selector);
        _token.setIdentityRegistry(_registry);
    }

    /// @dev A pass says who may receive; whom the issuer froze is the token's own affair.
    function test_passThawsNobody() public {
        admit(ask(bob, 6));
        _token.mint(alice, 100);
        _token.mint(bob, 100);
        _token.setAddressFrozen(alice, true);
        bytes memory refusal = abi.encodeWithSelector(PermissionedToken.PermissionedTokenFrozen.selector, alice);
        vm.prank(alice);
        vm.expectRevert(refusal);
        _token.transfer(bob, 1);
        vm.prank(bob);
        vm.expectRevert(refusal);
        _token.transfer(alice, 1);
        vm.prank(alice);
        _token.approve(bob, 1);
        vm.prank(bob);
        vm.expectRevert(refusal);
        _token.transferFrom(alice, bob, 1);
        // A new pass of the same person changes nothing.
        advance(60);
        admit(ask(alice, 5));
        vm.prank(alice);
        vm.expectRevert(refusal);
        _token.transfer(bob, 1);
        // The agent may, to whom has a pass.
        _token.forcedTransfer(alice, bob, 40);
        _token.setAddressFrozen(alice, false);
        vm.prank(alice);
        _token.transfer(bob, 60);
        vm.assertEq(_token.balanceOf(bob), 200);
    }

    function test_pausedTokenMovesByItsAgentsOnly() public {
        admit(ask(bob, 6));
        _token.setPaused(true);
        _token.mint(alice, 100);
        vm.prank(alice);
        vm.expectRevert(PermissionedToken.PermissionedTokenPaused.selector);
        _token.transfer(bob, 1);
        _token.forcedTransfer(alice, bob, 40);
        vm.expectRevert(abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, stranger));
        _token.forcedTransfer(alice, stranger, 1);
        _token.setPaused(false);
        vm.prank(alice);
        _token.transfer(bob, 60);
        vm.assertEq(_token.balanceOf(bob), 100);
    }

    // Recovery of a lost wallet

    function test_recoveryWorksWithAListKeptByHand() public {
        HandKeptRegistry list = new HandKeptRegistry();
        _token.setIdentityRegistry(IIdentityRegistry(address(list)));
        OneKeyIdentity identity = new OneKeyIdentity(bob);
        list.registerIdentity(alice, address(identity), 276);
        _token.mint(alice, 100);
        _token.setAddressFrozen(alice, true);
        vm.expectRevert(PermissionedToken.PermissionedTokenRecoveryNotPossible.selector);
        _token.recoveryAddress(alice, stranger, identity);
        _token.recoveryAddress(alice, bob, identity);
        vm.assertEq(_token.balanceOf(bob), 100);
        vm.assertTrue(_token.isFrozen(bob) && list.isVerified(bob));
        vm.assertEq(list.investorCountry(bob), 276);
        vm.assertFalse(list.isVerified(alice));
    }

    /// @dev It would register the new wallet by hand, which no pass comes from, even if that wallet has one.
    function test_recoveryIsRefusedAndMovesNothing() public {
        _token.mint(alice, 100);
        OneKeyIdentity identity = new OneKeyIdentity(bob);
        _expectReadOnly();
        _token.recoveryAddress(alice, bob, identity);
        admit(ask(bob, 6));
        _expectReadOnly();
        _token.recoveryAddress(alice, bob, identity);
        vm.assertEq(_token.balanceOf(alice), 100);
        vm.assertEq(_token.balanceOf(bob), 0);
        vm.assertTrue(_registry.isVerified(alice));
    }

    /// @dev The way that takes the place of recovery: the person's pass moves, and the agent moves the tokens after it.
    function test_lostWalletIsFollowedByForce() public {
        _token.mint(alice, 100);
        vm.expectRevert(abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, bob));
        _token.forcedTransfer(alice, bob, 100);
        advance(COOLDOWN);
        admit(ask(bob, 5));
        vm.assertFalse(_registry.isVerified(alice));
        _token.forcedTransfer(alice, bob, 100);
        vm.assertEq(_token.balanceOf(bob), 100);
        vm.assertEq(_token.balanceOf(alice), 0);
        // Whoever found the lost wallet receives nothing there any more.
        vm.expectRevert(abi.encodeWithSelector(PermissionedToken.PermissionedTokenNotVerified.selector, alice));
        vm.prank(bob);
        _token.transfer(alice, 1);
    }

    // The registry itself

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
