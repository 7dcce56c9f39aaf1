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

    function test_passLeftUnderAnOlderVersionEndsWithTheNextAdmissionUnderIt() public {
        admitUnder(policyId, alice);
        advance(COOLDOWN);
        bytes32 second = createVersion(4343);
        admitUnder(second, bob);
        // A move ends what it can see: the pass under the version that it is made for.
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        IPassRegistry.FormerBinding memory former = passes.formerBinding(signalsOf(ask(bob, 5))[3], 5);
        vm.assertEq(former.account, alice);
        vm.assertEq(former.boundAt, 0);
        advance(60);
        Ask memory back = ask(bob, 5);
        uint256[8] memory signals = signalsOf(back);
        Proof memory proof = prove(signals);
        vm.expectEmit();
        emit IPassRegistry.PassEnded(policyId, alice, 5);
        vm.prank(bob);
        passes.admit(policyId, bob, proof, signals, "");
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertTrue(passes.isAdmitted(policyId, bob));
        vm.assertTrue(passes.isAdmitted(second, bob));
    }

    function test_passLeftUnderAnOlderVersionIsRenewedByAMoveBack() public {
        admitUnder(policyId, alice);
        advance(COOLDOWN);
        bytes32 second = createVersion(4343);
        admitUnder(second, bob);
        advance(COOLDOWN);
        vm.recordLogs();
        admitUnder(policyId, alice);
        vm.assertEq(vm.getRecordedLogs().length, 1);
        vm.assertEq(passes.passOf(policyId, alice).admittedAt, block.timestamp);
        // And bob's pass under the newer one ends when that is asked for on alice.
        advance(60);
        admitUnder(second, alice);
        vm.assertFalse(passes.isAdmitted(second, bob));
    }

    function test_anotherPersonsPassOnTheFormerAccountStays() public {
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

    function test_afterTwoMovesAnOlderVersionWaitsForPassesFurtherBack() public {
        admitUnder(policyId, alice);
        bytes32 second = createVersion(4343);
        advance(COOLDOWN);
        uint256 boundToBob = block.timestamp;
        admitUnder(second, bob);
        advance(COOLDOWN);
        admitUnder(second, carol);
        // Only bob is known as former; alice's pass lives.
        vm.assertEq(passes.formerBinding(signalsOf(ask(bob, 5))[3], 5).boundAt, boundToBob);
        vm.assertTrue(passes.isAdmitted(policyId, alice));
        vm.warp(boundToBob + MAX_PASS_LIFE - 1);
        bytes memory refusal = abi.encodeWithSelector(
            IPassRegistry.PassRegistryMoveTooSoon.selector, boundToBob + MAX_PASS_LIFE
        );
        expectRefusal(ask(carol, 5), refusal);
        expectRefusal(ask(bob, 5), refusal);
        advance(1);
        admit(ask(carol, 5));
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.assertTrue(passes.isAdmitted(policyId, carol));
    }

    function test_afterTwoMovesOtherPeoplesPassesSayNothing() public {
        admitUnder(policyId, alice);
        bytes32 second = createVersion(4343);
        advance(COOLDOWN);
        uint256 boundToBob = block.timestamp;
        admitUnder(second, bob);
        advance(COOLDOWN);
        admitUnder(second, carol);
        // One that expired on the present account, one that counts on the account before.
        Ask memory short = ask(carol, 6);
        short.expiresAt -= 9 days;
        admit(short);
        admit(ask(bob, 7));
        vm.warp(short.expiresAt);
        expectRefusal(
            ask(carol, 5),
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryMoveTooSoon.selector, boundToBob + MAX_PASS_LIFE
            )
        );
    }

    function test_afterTwoMovesThePassFurtherBackIsRenewedByAMoveBack() public {
        admitUnder(policyId, alice);
        bytes32 second = createVersion(4343);
        advance(COOLDOWN);
        admitUnder(second, bob);
        advance(COOLDOWN);
        admitUnder(second, carol);
        advance(COOLDOWN);
        admitUnder(policyId, alice);
        vm.assertEq(passes.passOf(policyId, alice).admittedAt, block.timestamp);
    }

    function test_movesUnderOneVersionWaitForTheCooldownOnly() public {
        address[4] memory accounts = [alice, bob, carol, dave];
        for (uint256 i = 0; i < accounts.length; ++i) {
            admitUnder(policyId, accounts[i]);
            vm.assertTrue(i == 0 || !passes.isAdmitted(policyId, accounts[(i + 3) % 4]));
            advance(COOLDOWN);
        }
    }

    /// @dev An expired pass stays where it was, on an account that is neither the present nor the one before.
    function leaveAnExpiredPassOnAliceAndOneThatCountsOnCarol() private returns (bytes32 second) {
        Ask memory short = ask(alice, 5);
        short.expiresAt -= 9 days;
        admit(short);
        second = createVersion(4343);
        advance(COOLDOWN);
        admitUnder(second, bob);
        advance(MAX_PASS_LIFE);
        admitUnder(second, carol);
        advance(60);
        admitUnder(policyId, carol);
        vm.assertEq(passes.passOf(policyId, alice).nullifierTag, 5);
        advance(COOLDOWN);
        admitUnder(second, alice);
    }

    function test_expiredPassAtHomeHidesNone() public {
        leaveAnExpiredPassOnAliceAndOneThatCountsOnCarol();
        advance(60);
        admitUnder(policyId, alice);
        vm.assertFalse(passes.isAdmitted(policyId, carol));
        vm.assertTrue(passes.isAdmitted(policyId, alice));
    }

    function test_expiredPassOnTheAccountBeforeHidesNone() public {
        bytes32 second = leaveAnExpiredPassOnAliceAndOneThatCountsOnCarol();
        uint256 boundToAlice = block.timestamp;
        advance(COOLDOWN);
        admitUnder(second, dave);
        advance(60);
        expectRefusal(
            ask(dave, 5),
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryMoveTooSoon.selector, boundToAlice + MAX_PASS_LIFE
            )
        );
        vm.assertTrue(passes.isAdmitted(policyId, carol));
    }

    function test_afterTwoMovesAPassAtHomeNeedsNoWait() public {
        admitUnder(policyId, alice);
        advance(COOLDOWN);
        admitUnder(policyId, bob);
        advance(COOLDOWN);
        Ask memory short = ask(carol, 5);
        short.expiresAt -= 9 days;
        admit(short);
        // Renewed while it lives, and after it expired.
        advance(60);
        short.provenAt = block.timestamp;
        admit(short);
        vm.warp(short.expiresAt);
        admitUnder(policyId, carol);
        vm.assertTrue(passes.isAdmitted(policyId, carol));
        // Come home to a pass from before the moves, alive: it is the only one.
        bytes32 second = createVersion(4343);
        advance(COOLDOWN);
        admitUnder(second, bob);
        advance(COOLDOWN);
        admitUnder(second, carol);
        advance(60);
        admitUnder(policyId, carol);
        vm.assertEq(passes.passOf(policyId, carol).admittedAt, block.timestamp);
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
            if (passes.isAdmitted(version, vm.addr(key))) ++count;
        }
    }
}
