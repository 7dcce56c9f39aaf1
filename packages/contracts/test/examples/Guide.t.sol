// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PosternGuard} from "../../src/PosternGuard.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {Lender} from "./guide/Lender.sol";

/// @notice The contract of the README's integration guide, which a test beside the clients compares with this file's.
contract GuideTest is PosternFixture {
    function test_guideGatesBorrowingAndNotRepaying() public {
        Lender lender = new Lender(passes, policyId);
        admit(ask(alice, 5));
        vm.startPrank(alice);
        lender.borrow(10);
        passes.end(policyId);
        lender.repay(4);
        vm.assertEq(lender.debts(alice), 6);
        vm.expectRevert(abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, alice));
        lender.borrow(1);
    }
}
