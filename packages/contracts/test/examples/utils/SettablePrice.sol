// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPriceSource} from "../../../src/examples/lending/IPriceSource.sol";

contract SettablePrice is IPriceSource {
    uint256 public price = 1e18;

    function set(uint256 value) external {
        price = value;
    }
}
