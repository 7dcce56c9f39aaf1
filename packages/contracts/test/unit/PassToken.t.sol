// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";

import {PassToken} from "../../src/PassToken.sol";
import {IERC5192} from "../../src/interfaces/IERC5192.sol";
import {IPassToken} from "../../src/interfaces/IPassToken.sol";
import {PassCard} from "../../src/libraries/PassCard.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The ERC-5192 view of passes; see PassToken.tree.
contract PassTokenTest is PosternFixture {
    PassToken private _token;
    uint256 private _aliceId;

    function setUp() public override {
        super.setUp();
        _token = new PassToken(passes, policyId);
        _aliceId = uint160(alice);
    }

    function expectNothing(uint256 tokenId) private {
        bytes memory refusal = abi.encodeWithSelector(IPassToken.PassTokenUnknown.selector, tokenId);
        vm.expectRevert(refusal);
        _token.ownerOf(tokenId);
        vm.expectRevert(refusal);
        _token.locked(tokenId);
        vm.expectRevert(refusal);
        _token.getApproved(tokenId);
        vm.expectRevert(refusal);
        _token.tokenURI(tokenId);
    }

    function test_aPassIsALockedToken() public {
        admit(ask(alice, 5));
        vm.assertEq(_token.tokenIdOf(alice), _aliceId);
        vm.assertEq(_token.ownerOf(_aliceId), alice);
        vm.assertEq(_token.balanceOf(alice), 1);
        vm.assertTrue(_token.locked(_aliceId));
        vm.assertEq(_token.getApproved(_aliceId), address(0));
        vm.assertFalse(_token.isApprovedForAll(alice, bob));
        vm.assertEq(_token.name(), "Postern Pass");
        vm.assertEq(_token.symbol(), "PASS");
        vm.assertEq(address(_token.passRegistry()), address(passes));
        vm.assertEq(_token.policyId(), policyId);
    }

    function test_noPassIsNoToken() public {
        expectNothing(_aliceId);
        vm.assertEq(_token.balanceOf(alice), 0);
        vm.expectRevert(IPassToken.PassTokenZeroAddress.selector);
        _token.balanceOf(address(0));
    }

    function test_expiredPassIsNoToken() public {
        admit(ask(alice, 5));
        vm.warp(passes.passOf(policyId, alice).expiresAt);
        expectNothing(_aliceId);
        vm.assertEq(_token.balanceOf(alice), 0);
    }

    function test_endedPassIsNoToken() public {
        admit(ask(alice, 5));
        vm.prank(alice);
        passes.end(policyId);
        expectNothing(_aliceId);
    }

    function test_stoppedPolicyHasNoTokens() public {
        admit(ask(alice, 5));
        vm.prank(protocol);
        policies.stopPolicy(policyId);
        expectNothing(_aliceId);
    }

    function test_movedPassIsTheOthersToken() public {
        admit(ask(alice, 5));
        advance(COOLDOWN);
        admit(ask(bob, 5));
        expectNothing(_aliceId);
        vm.assertEq(_token.ownerOf(uint160(bob)), bob);
    }

    function testFuzz_idsWiderThanAnAccountAreNothing(uint256 tokenId) public {
        admit(ask(alice, 5));
        tokenId = _aliceId | (tokenId << 160);
        vm.assume(tokenId != _aliceId);
        expectNothing(tokenId);
    }

    function test_nothingTransfers() public {
        admit(ask(alice, 5));
        address[2] memory senders = [alice, stranger];
        for (uint256 i = 0; i < 2; ++i) {
            vm.startPrank(senders[i]);
            vm.expectRevert(IPassToken.PassTokenSoulbound.selector);
            _token.transferFrom(alice, bob, _aliceId);
            vm.expectRevert(IPassToken.PassTokenSoulbound.selector);
            _token.safeTransferFrom(alice, bob, _aliceId);
            vm.expectRevert(IPassToken.PassTokenSoulbound.selector);
            _token.safeTransferFrom(alice, bob, _aliceId, "");
            vm.expectRevert(IPassToken.PassTokenSoulbound.selector);
            _token.approve(bob, _aliceId);
            vm.expectRevert(IPassToken.PassTokenSoulbound.selector);
            _token.setApprovalForAll(bob, true);
            vm.stopPrank();
        }
        vm.assertEq(_token.ownerOf(_aliceId), alice);
    }

    function test_showingIsOncePerChange() public {
        vm.assertFalse(_token.show(alice));
        admit(ask(alice, 5));
        vm.expectEmit(address(_token));
        emit IERC721.Transfer(address(0), alice, _aliceId);
        vm.expectEmit(address(_token));
        emit IERC5192.Locked(_aliceId);
        vm.prank(stranger);
        vm.assertTrue(_token.show(alice));
        vm.recordLogs();
        vm.assertTrue(_token.show(alice));
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.prank(alice);
        passes.end(policyId);
        vm.expectEmit(address(_token));
        emit IERC721.Transfer(alice, address(0), _aliceId);
        vm.assertFalse(_token.show(alice));
        vm.recordLogs();
        vm.assertFalse(_token.show(alice));
        vm.assertEq(vm.getRecordedLogs().length, 0);
    }

    function test_interfaces() public view {
        vm.assertEq(bytes32(type(IERC5192).interfaceId), bytes32(bytes4(0xb45a3c0e)));
        bytes4[4] memory known = [bytes4(0x01ffc9a7), bytes4(0x80ac58cd), bytes4(0x5b5e139f), bytes4(0xb45a3c0e)];
        for (uint256 i = 0; i < 4; ++i) {
            vm.assertTrue(_token.supportsInterface(known[i]));
        }
        vm.assertFalse(_token.supportsInterface(0xffffffff));
        vm.assertFalse(_token.supportsInterface(0x780e9d63));
    }

    // Metadata

    function test_metadataSaysPolicyAndExpiryOnly() public {
        admit(ask(alice, 5));
        string memory first = _token.tokenURI(_aliceId);
        vm.assertEq(first, PassCard.tokenUri(policyId, passes.passOf(policyId, alice).expiresAt));
        // The same for another person and account: nothing in it is about the holder.
        admit(ask(bob, 6));
        vm.assertEq(_token.tokenURI(uint160(bob)), first);
    }

    function test_metadataIsJsonWithAPicture() public pure {
        bytes32 id = 0x0102030400000000000000000000000000000000000000000000000000fedcba;
        string memory json = string.concat(
            '{"name":"Postern Pass","description":"The right of one account under one policy, until it expires. ',
            'It cannot be transferred.","image":"data:image/svg+xml;base64,',
            Base64.encode(bytes(PassCard.svg(id, 1_800_835_200))),
            '","attributes":[{"trait_type":"Policy","value":"0x',
            "0102030400000000000000000000000000000000000000000000000000fedcba",
            '"},{"display_type":"date","trait_type":"Expires","value":1800835200}]}'
        );
        vm.assertEq(
            PassCard.tokenUri(id, 1_800_835_200),
            string.concat("data:application/json;base64,", Base64.encode(bytes(json)))
        );
    }

    function test_pictureShowsPolicyAndLastDay() public pure {
        bytes32 id = 0x0102030400000000000000000000000000000000000000000000000000fedcba;
        vm.assertEq(PassCard.shortened(id), unicode"0x01020304…00fedcba");
        vm.assertEq(PassCard.date(1_800_835_200), "2027-01-25 00:00");
        vm.assertEq(PassCard.date(1_796_083_200), "2026-12-01 00:00");
        vm.assertEq(PassCard.date(1_823_126_400), "2027-10-10 00:00");
        string memory svg = PassCard.svg(id, 1_800_835_200);
        vm.assertEq(bytes32(bytes(svg)), bytes32('<svg xmlns="http://www.w3.org/20'));
    }
}
