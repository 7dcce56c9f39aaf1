// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {IUnlockCallback} from "@uniswap/v4-core/src/interfaces/callback/IUnlockCallback.sol";
import {BalanceDelta} from "@uniswap/v4-core/src/types/BalanceDelta.sol";
import {Currency} from "@uniswap/v4-core/src/types/Currency.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ModifyLiquidityParams, SwapParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";

import {IMsgSender} from "../../../src/examples/uniswap/IMsgSender.sol";

/// @notice A router that tells its caller: swaps, and keeps positions apart by owner.
contract TestRouter is IMsgSender, IUnlockCallback {
    IPoolManager private immutable _manager;
    address public msgSender;

    constructor(IPoolManager manager) {
        _manager = manager;
    }

    function swap(PoolKey calldata key, bool zeroForOne, int256 amount) external {
        uint160 limit = zeroForOne ? 4295128740 : 1461446703485210103287273052203988822378723970341;
        _run(abi.encode(key, true, SwapParams(zeroForOne, amount, limit), _noLiquidity()));
    }

    function modifyLiquidity(PoolKey calldata key, int256 liquidityDelta) external {
        ModifyLiquidityParams memory params =
            ModifyLiquidityParams(-600, 600, liquidityDelta, bytes32(uint256(uint160(msg.sender))));
        _run(abi.encode(key, false, SwapParams(false, 0, 0), params));
    }

    function unlockCallback(bytes calldata data) external returns (bytes memory) {
        require(msg.sender == address(_manager), "manager only");
        (PoolKey memory key, bool isSwap, SwapParams memory swapParams, ModifyLiquidityParams memory liquidity) =
            abi.decode(data, (PoolKey, bool, SwapParams, ModifyLiquidityParams));
        BalanceDelta delta;
        if (isSwap) delta = _manager.swap(key, swapParams, "");
        else (delta,) = _manager.modifyLiquidity(key, liquidity, "");
        _settle(key.currency0, delta.amount0());
        _settle(key.currency1, delta.amount1());
        return "";
    }

    function _run(bytes memory data) private {
        msgSender = msg.sender;
        _manager.unlock(data);
        msgSender = address(0);
    }

    function _settle(Currency currency, int128 amount) private {
        if (amount > 0) {
            _manager.take(currency, msgSender, uint128(amount));
        } else if (amount < 0) {
            _manager.sync(currency);
            IERC20(Currency.unwrap(currency)).transferFrom(msgSender, address(_manager), uint128(-amount));
            _manager.settle();
        }
    }

    function _noLiquidity() private pure returns (ModifyLiquidityParams memory) {}
}
