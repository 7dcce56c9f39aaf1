// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IPassRegistry} from "@postern/contracts/src/interfaces/IPassRegistry.sol";
import {PosternGuard} from "@postern/contracts/src/PosternGuard.sol";

contract Lender is PosternGuard {
    mapping(address => uint256) public debts;

    constructor(IPassRegistry passes, bytes32 policyId) PosternGuard(passes, policyId) {}

    function borrow(uint256 amount) external onlyAdmitted(msg.sender) {
        debts[msg.sender] += amount;
    }

    function repay(uint256 amount) external {
        debts[msg.sender] -= amount; // never gated
    }
}
