// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice Which roots serve an admission, for how long and for which proofs; see PassRegistry.tree.
contract PassRootsTest is PosternFixture {
    function test_refusesAnUnknownRoot() public {
        Ask memory a = ask(alice, 5);
        a.root = 123;
        expectRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryUnknownRoot.selector, 123));
    }

    function test_supersededRootServesAFirstPassForTheFirstGrace() public {
        Ask memory a = ask(alice, 5);
        Ask memory b = ask(bob, 6);
        anchor(LIST, 1, 1001);
        advance(FIRST_GRACE);
        admit(a);
        advance(1);
        expectRefusal(
            b, abi.encodeWithSelector(IPassRegistry.PassRegistryRootTooOld.selector, b.root, START, FIRST_GRACE)
        );
    }

    function test_supersededRootServesARenewalForTheGrace() public {
        admit(ask(alice, 5));
        admit(ask(bob, 6));
        advance(1 days);
        Ask memory a = ask(alice, 5);
        Ask memory b = ask(bob, 6);
        uint256 anchoredAt = block.timestamp;
        anchor(LIST, 1, 1001);
        vm.warp(anchoredAt + GRACE);
        admit(a);
        vm.warp(anchoredAt + GRACE + 1);
        expectRefusal(
            b, abi.encodeWithSelector(IPassRegistry.PassRegistryRootTooOld.selector, b.root, anchoredAt, GRACE)
        );
    }

    /// @dev A move, and a renewal after the end, count as first passes.
    function test_supersededRootServesAMoveForTheFirstGraceOnly() public {
        admit(ask(alice, 5));
        admit(ask(bob, 6));
        vm.prank(bob);
        passes.end(policyId);
        advance(COOLDOWN);
        Ask memory move = ask(stranger, 5);
        Ask memory back = ask(bob, 6);
        uint256 anchoredAt = block.timestamp;
        anchor(LIST, 1, 1001);
        vm.warp(anchoredAt + FIRST_GRACE + 1);
        bytes memory refusal = abi.encodeWithSelector(
            IPassRegistry.PassRegistryRootTooOld.selector, move.root, anchoredAt, FIRST_GRACE
        );
        expectRefusal(move, refusal);
        expectRefusal(back, refusal);
        vm.warp(anchoredAt + FIRST_GRACE);
        admit(move);
        admit(back);
    }

    /// @dev The revoked get nothing by a proof that says it was made after the anchor, however soon it comes.
    function test_supersededRootServesNoProofMadeAfterwards() public {
        admit(ask(bob, 6));
        Ask memory a = ask(alice, 5);
        advance(120);
        anchor(LIST, 1, 1001);
        Ask memory renewal = ask(bob, 6);
        renewal.root = a.root;
        advance(1);
        a.provenAt = START + 121;
        bytes memory refusal = abi.encodeWithSelector(
            IPassRegistry.PassRegistryRootSuperseded.selector, a.root, START + 120, START + 121
        );
        expectRefusal(a, refusal);
        renewal.provenAt = START + 121;
        expectRefusal(renewal, refusal);
        // Made in the second of the anchor, or before it: good.
        a.provenAt = START + 120;
        admit(a);
        renewal.provenAt = START + 60;
        admit(renewal);
    }

    /// @dev The promise of the README. A holder may date the proof as he likes.
    function testFuzz_noPassLaterThanTheGraceNorLongerThanALife(
        uint256 provenAt,
        uint256 after_,
        uint256 expiresAt,
        bool renews
    ) public {
        if (renews) admit(ask(alice, 5));
        advance(2 hours);
        uint256 anchoredAt = block.timestamp;
        Ask memory a = ask(alice, 5);
        anchor(LIST, 1, 1001);
        vm.warp(anchoredAt + bound(after_, 0, 2 * GRACE));
        a.provenAt = bound(provenAt, block.timestamp - MAX_PROOF_AGE, block.timestamp);
        a.expiresAt = (anchoredAt / 1 days + bound(expiresAt, 9, 32)) * 1 days;
        uint256[8] memory signals = signalsOf(a);
        Proof memory proof = prove(signals);
        vm.prank(alice);
        try passes.admit(policyId, alice, proof, signals, "") {
            vm.assertLe(block.timestamp, anchoredAt + (renews ? GRACE : FIRST_GRACE), "too late");
            vm.assertLe(a.provenAt, anchoredAt, "dated after the anchor");
            vm.assertLe(passes.passOf(policyId, alice).expiresAt, anchoredAt + MAX_PASS_LIFE, "too long");
        } catch {
            bool good = block.timestamp <= anchoredAt + (renews ? GRACE : FIRST_GRACE) && a.provenAt <= anchoredAt
                && a.expiresAt <= anchoredAt + MAX_PASS_LIFE && (!renews || a.expiresAt >= passes.passOf(policyId, alice).expiresAt);
            vm.assertFalse(good);
        }
    }

    function test_graceAddsNothingToTheLifeOfAPass() public {
        // Superseded 30 s before midnight: from the root's view the day after the longest life has not begun.
        uint256 midnight = (START / 1 days + 1) * 1 days;
        vm.warp(midnight - 30);
        Ask memory a = ask(alice, 5);
        anchor(LIST, 1, 1001);
        vm.warp(midnight + 30);
        a.provenAt = midnight - 30;
        a.expiresAt = midnight + MAX_PASS_LIFE;
        expectRefusal(
            a,
            abi.encodeWithSelector(
                IPassRegistry.PassRegistryInvalidExpiry.selector, a.expiresAt, midnight - 30 + MAX_PASS_LIFE
            )
        );
        // The same expiry under the current root is fine.
        a.root = trust.currentRoot();
        admit(a);
    }

    function test_droppedRootIsRefusedAtOnce() public {
        Ask memory a = ask(alice, 5);
        anchor(LIST, 1, 1001);
        vm.prank(guardian);
        trust.dropRoot(a.root);
        expectRefusal(a, abi.encodeWithSelector(IPassRegistry.PassRegistryUnknownRoot.selector, a.root));
    }
}
