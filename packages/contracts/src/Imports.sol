// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// Compiled beside our contracts because deployment needs its bytecode.
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
