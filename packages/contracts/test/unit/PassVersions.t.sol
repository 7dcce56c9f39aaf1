// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What a move leaves behind under other versions of a policy, those that share its scope.
contract PassVersionsTest is PosternFixture {
    address private carol = address(0xCA401);
    address private dave = address(0xDA7E);

    /// @dev Another version: same owner and salt, other predicates.
    function createVersion(uint256 policyHash) private returns (bytes32) {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = policyHash;
        return createPolicy(p);
    }

    function admitUnder(bytes32 version, address account) private {
        Ask memory a = ask(account, 5);
        a.policyId = version;
        a.expiresAt += 19 days;
        admit(a);
    }

    function test_passLeftUnderAnotherVersionEndsWithTheNextAdmissionUnderIt() public {
        vm.assertEq(passes.accountOf(policyId, 5), address(0));
        admitUnder(policyId, alice);
        vm.assertEq(passes.accountOf(policyId, 5), alice);
        advance(COOLDOWN);
        bytes32 second = createVersion(4343);
        admitUnder(second, bob);
        // A move ends what it is made for.
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.assertEq(passes.accountOf(policyId, 5), alice);
        vm.assertEq(passes.accountOf(second, 5), bob);
        advance(60);
        uint256[8] memory signals = signalsOf(ask(bob, 5));
        Proof memory proof = prove(signals);
        vm.expectEmit();
        emit IPassRegistry.PassEnded(policyId, alice, 5);
        vm.prank(bob);
        passes.admit(policyId, bob, proof, signals, "");
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertTrue(passes.isAdmitted(policyId, bob));
        vm.assertTrue(passes.isAdmitted(second, bob));
        vm.assertEq(passes.accountOf(policyId, 5), bob);
    }

    function test_passLeftFurtherBackEndsToo() public {
        admitUnder(policyId, alice);
        bytes32 second = createVersion(4343);
        advance(COOLDOWN);
        admitUnder(second, bob);
        advance(COOLDOWN);
        admitUnder(second, carol);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        advance(60);
        admitUnder(policyId, carol);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertTrue(passes.isAdmitted(policyId, carol));
    }

    /// @dev The account is neither the first one nor the one before.
    function test_passLeftInTheMiddleEndsToo() public {
        bytes32 second = createVersion(4343);
        admitUnder(second, alice);
        advance(COOLDOWN);
        admitUnder(policyId, bob);
        advance(COOLDOWN);
        admitUnder(second, carol);
        vm.assertEq(passes.accountOf(policyId, 5), bob);
        advance(COOLDOWN);
        admitUnder(second, dave);
        advance(60);
        admitUnder(policyId, dave);
        vm.assertFalse(passes.isAdmitted(policyId, bob));
        vm.assertTrue(passes.isAdmitted(policyId, dave));
    }

    function test_passLeftUnderAnotherVersionIsRenewedByAMoveBack() public {
        admitUnder(policyId, alice);
        advance(COOLDOWN);
        bytes32 second = createVersion(4343);
        admitUnder(second, bob);
        advance(COOLDOWN);
        vm.recordLogs();
        admitUnder(policyId, alice);
        vm.assertEq(vm.getRecordedLogs().length, 1);
        vm.assertEq(passes.passOf(policyId, alice).admittedAt, block.timestamp);
        // And bob's under the newer one ends when that is asked for on alice.
        advance(60);
        admitUnder(second, alice);
        vm.assertFalse(passes.isAdmitted(second, bob));
        vm.assertEq(passes.accountOf(second, 5), alice);
        advance(COOLDOWN);
        admitUnder(policyId, bob);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertTrue(passes.isAdmitted(second, alice));
    }

    function test_anotherPersonsPassOnTheAccountBeforeStays() public {
        Ask memory short = ask(alice, 5);
        short.expiresAt -= 9 days;
        admit(short);
        vm.warp(short.expiresAt);
        admit(ask(alice, 6));
        advance(COOLDOWN);
        bytes32 second = createVersion(4343);
        admitUnder(second, bob);
        advance(60);
        admitUnder(policyId, bob);
        vm.assertEq(passes.personOf(policyId, alice), 6);
        vm.assertEq(passes.personOf(policyId, bob), 5);
    }

    function test_personWhoEndedIsAdmittedAtOnceHoweverOftenItMoved() public {
        address[4] memory accounts = [alice, bob, carol, dave];
        for (uint256 i = 0; i < accounts.length; ++i) {
            admitUnder(policyId, accounts[i]);
            vm.assertTrue(i == 0 || !passes.isAdmitted(policyId, accounts[(i + 3) % 4]));
            advance(COOLDOWN);
        }
        vm.prank(dave);
        passes.end(policyId);
        advance(60);
        admitUnder(policyId, dave);
        advance(60);
        admitUnder(createVersion(4343), dave);
    }

    /// @dev The shortest among open versions governs.
    function test_moveUnderAVersionWithAShorterCooldownCounts() public {
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.moveCooldown = 0;
        bytes32 hasty = createPolicy(p);
        admitUnder(policyId, alice);
        advance(60);
        Ask memory move = ask(bob, 5);
        expectRefusal(
            move, abi.encodeWithSelector(IPassRegistry.PassRegistryMoveTooSoon.selector, START + COOLDOWN)
        );
        admitUnder(hasty, bob);
        advance(60);
        admitUnder(policyId, bob);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
    }

    /// @dev Any order of admissions, moves and ends under two versions, over four accounts.
    function testFuzz_onePassPerPersonAndVersion(uint256 seed) public {
        bytes32[2] memory versions = [policyId, createVersion(4343)];
        uint256 admissions;
        for (uint256 step = 0; step < 12; ++step) {
            seed = uint256(keccak256(abi.encode(seed)));
            Ask memory a = ask(vm.addr(1 + (seed >> 8) % 4), 5);
            a.policyId = versions[(seed >> 16) % 2];
            a.expiresAt = (block.timestamp / 1 days + 1 + (seed >> 24) % 30) * 1 days;
            uint256[8] memory signals = signalsOf(a);
            Proof memory proof = prove(signals);
            vm.prank(a.account);
            if (seed % 8 == 0) try passes.end(a.policyId) {} catch {}
            else try passes.admit(a.policyId, a.account, proof, signals, "") { ++admissions; } catch {}
            vm.assertLe(countOf(versions[0]), 1);
            vm.assertLe(countOf(versions[1]), 1);
            advance(seed % 3 == 0 ? 60 : (seed >> 32) % (COOLDOWN + 1 days));
        }
        vm.assertGe(admissions, 1);
    }

    function countOf(bytes32 version) private view returns (uint256 count) {
        for (uint256 key = 1; key <= 4; ++key) {
            if (!passes.isAdmitted(version, vm.addr(key))) continue;
            ++count;
            vm.assertEq(passes.accountOf(version, 5), vm.addr(key));
        }
    }
}
