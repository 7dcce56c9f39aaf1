// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IHooks} from "@uniswap/v4-core/src/interfaces/IHooks.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {Hooks} from "@uniswap/v4-core/src/libraries/Hooks.sol";
import {BeforeSwapDelta, BeforeSwapDeltaLibrary} from "@uniswap/v4-core/src/types/BeforeSwapDelta.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ModifyLiquidityParams, SwapParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";

import {IPassRegistry} from "../../interfaces/IPassRegistry.sol";
import {PosternGuard} from "../../PosternGuard.sol";
import {IMsgSender} from "./IMsgSender.sol";

/// @title PosternHook
/// @notice Uniswap v4 hook: whoever swaps in a pool or adds liquidity to it needs a pass; removing liquidity is not even
/// asked about, because the hook's address lacks that flag.
/// @dev A hook sees the router, not the user behind it, and never `tx.origin`. So it asks routers that were listed at
/// deployment, and refuses all others: a router that lies about its caller would open the pool to anybody. The list
/// never changes; a pool with other routers is a pool with another hook.
contract PosternHook is PosternGuard {
    /// @notice Only caller of the hook's functions.
    IPoolManager public immutable poolManager;
    /// @notice Routers whose `msgSender` is believed.
    mapping(address router => bool) public isTrustedRouter;

    /// @notice Only the pool manager calls hooks.
    error PosternHookNotPoolManager(address caller);
    /// @notice Nobody vouches for who is behind this caller of the pool.
    error PosternHookUntrustedRouter(address router);

    constructor(
        IPoolManager poolManager_,
        IPassRegistry passRegistry_,
        bytes32 policyId_,
        address[] memory trustedRouters
    ) PosternGuard(passRegistry_, policyId_) {
        poolManager = poolManager_;
        for (uint256 i = 0; i < trustedRouters.length; ++i) {
            isTrustedRouter[trustedRouters[i]] = true;
        }
        // The lowest bits of a hook's address say when it is called.
        Hooks.validateHookPermissions(IHooks(address(this)), _permissions());
    }

    /// @notice Lets an admitted user swap.
    /// @param router Caller of the pool manager
    function beforeSwap(address router, PoolKey calldata, SwapParams calldata, bytes calldata)
        external
        view
        returns (bytes4, BeforeSwapDelta, uint24)
    {
        _requireAdmittedUser(router);
        return (IHooks.beforeSwap.selector, BeforeSwapDeltaLibrary.ZERO_DELTA, 0);
    }

    /// @notice Lets an admitted user add liquidity.
    /// @param router Caller of the pool manager
    function beforeAddLiquidity(address router, PoolKey calldata, ModifyLiquidityParams calldata, bytes calldata)
        external
        view
        returns (bytes4)
    {
        _requireAdmittedUser(router);
        return IHooks.beforeAddLiquidity.selector;
    }

    function _requireAdmittedUser(address router) private view {
        if (msg.sender != address(poolManager)) revert PosternHookNotPoolManager(msg.sender);
        if (!isTrustedRouter[router]) revert PosternHookUntrustedRouter(router);
        _requireAdmitted(IMsgSender(router).msgSender());
    }

    function _permissions() private pure returns (Hooks.Permissions memory permissions) {
        permissions.beforeAddLiquidity = true;
        permissions.beforeSwap = true;
    }
}
