// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry} from "./interfaces/IPassRegistry.sol";

/// @title PosternGuard
/// @notice Inherit it to let only accounts with a pass under one policy through a function.
/// @dev Guard what lets value in; never what lets people take their own value out.
abstract contract PosternGuard {
    /// @notice Registry that decides.
    IPassRegistry public immutable passRegistry;
    /// @notice Policy whose passes count.
    bytes32 public immutable policyId;

    /// @notice The account has no pass that counts under this policy.
    error PosternGuardNotAdmitted(bytes32 policyId, address account);

    constructor(IPassRegistry passRegistry_, bytes32 policyId_) {
        passRegistry = passRegistry_;
        policyId = policyId_;
    }

    /// @notice Lets the call through only if the account has a pass that counts.
    modifier onlyAdmitted(address account) {
        _requireAdmitted(account);
        _;
    }

    function _requireAdmitted(address account) internal view {
        if (!passRegistry.isAdmitted(policyId, account)) revert PosternGuardNotAdmitted(policyId, account);
    }
}
