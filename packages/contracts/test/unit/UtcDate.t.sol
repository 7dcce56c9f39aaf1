// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {UtcDate} from "../../src/libraries/UtcDate.sol";
import {bound, vm} from "../utils/Vm.sol";

/// @notice See UtcDate.tree.
contract UtcDateTest {
    function test_knownDates() public pure {
        vm.assertEq(UtcDate.fromTimestamp(0), 19700101);
        vm.assertEq(UtcDate.fromTimestamp(951_782_399), 20000228);
        vm.assertEq(UtcDate.fromTimestamp(951_782_400), 20000229);
        vm.assertEq(UtcDate.fromTimestamp(1_800_000_000), 20270115);
        vm.assertEq(UtcDate.fromTimestamp(4_107_542_399), 21000228);
        vm.assertEq(UtcDate.fromTimestamp(4_107_542_400), 21000301);
    }

    function testFuzz_nextDayIsTheNextDate(uint256 timestamp) public pure {
        timestamp = bound(timestamp, 0, 2 ** 40 - 1 days);
        uint256 today = UtcDate.fromTimestamp(timestamp);
        uint256 tomorrow = UtcDate.fromTimestamp(timestamp + 1 days);
        bool nextDay = tomorrow == today + 1;
        bool nextMonth = tomorrow % 100 == 1 && today % 100 >= 28 && tomorrow / 100 == today / 100 + 1;
        bool nextYear = today % 10_000 == 1231 && tomorrow == (today / 10_000 + 1) * 10_000 + 101;
        vm.assertTrue(nextDay || nextMonth || nextYear, "calendar");
    }
}
