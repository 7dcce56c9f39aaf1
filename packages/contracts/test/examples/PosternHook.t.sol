// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IHooks} from "@uniswap/v4-core/src/interfaces/IHooks.sol";
import {IPoolManager} from "@uniswap/v4-core/src/interfaces/IPoolManager.sol";
import {CustomRevert} from "@uniswap/v4-core/src/libraries/CustomRevert.sol";
import {Hooks} from "@uniswap/v4-core/src/libraries/Hooks.sol";
import {Currency} from "@uniswap/v4-core/src/types/Currency.sol";
import {PoolKey} from "@uniswap/v4-core/src/types/PoolKey.sol";
import {ModifyLiquidityParams, SwapParams} from "@uniswap/v4-core/src/types/PoolOperation.sol";

import {PosternGuard} from "../../src/PosternGuard.sol";
import {DemoDollar} from "../../src/examples/DemoDollar.sol";
import {PosternHook} from "../../src/examples/uniswap/PosternHook.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";
import {deployArtifact} from "./utils/ArtifactVm.sol";
import {TestRouter} from "./utils/TestRouter.sol";

/// @notice See PosternHook.tree.
contract PosternHookTest is PosternFixture {
    string private constant POOL_MANAGER = "node_modules/@uniswap/v4-core/out/PoolManager.sol/PoolManager.json";
    uint160 private constant FLAGS = Hooks.BEFORE_ADD_LIQUIDITY_FLAG | Hooks.BEFORE_SWAP_FLAG;
    uint160 private constant PRICE_ONE = 79228162514264337593543950336;
    uint256 private constant FUNDS = 1_000_000e6;

    IPoolManager private _manager;
    TestRouter private _router;
    TestRouter private _unlistedRouter;
    PosternHook private _hook;
    PoolKey private _key;

    function setUp() public override {
        super.setUp();
        _manager = IPoolManager(deployArtifact(POOL_MANAGER, abi.encode(address(this))));
        _router = new TestRouter(_manager);
        _unlistedRouter = new TestRouter(_manager);
        _hook = _deployHook();
        (address low, address high) = _fundedTokens();
        _key = PoolKey(Currency.wrap(low), Currency.wrap(high), 3000, 60, IHooks(address(_hook)));
        _manager.initialize(_key, PRICE_ONE);
        admit(ask(alice, 5));
        vm.prank(alice);
        _router.modifyLiquidity(_key, 1e12);
    }

    function test_admittedUserSwapsAndProvidesLiquidity() public {
        uint256 before = _balance(_key.currency1, alice);
        vm.prank(alice);
        _router.swap(_key, true, -1e6);
        vm.assertTrue(_balance(_key.currency1, alice) > before, "bought");
        vm.prank(alice);
        _router.modifyLiquidity(_key, 1e9);
    }

    function test_userWithoutAPassNeitherSwapsNorProvides() public {
        bytes memory refusal = abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(_wrapped(IHooks.beforeSwap.selector, refusal));
        _router.swap(_key, true, -1e6);
        vm.expectRevert(_wrapped(IHooks.beforeAddLiquidity.selector, refusal));
        _router.modifyLiquidity(_key, 1e9);
    }

    function test_liquidityComesOutWhateverBecameOfThePass() public {
        vm.prank(protocol);
        policies.stopPolicy(policyId);
        vm.prank(guardian);
        trust.removeLeaf(issuerId, LIST);
        advance(400 days);
        vm.assertFalse(passes.isAdmitted(policyId, alice));
        vm.prank(alice);
        _router.modifyLiquidity(_key, -1e12);
        // Rounding of the pool keeps at most one unit.
        vm.assertTrue(_balance(_key.currency0, alice) + 1 >= FUNDS, "all back");
        vm.assertTrue(_balance(_key.currency1, alice) + 1 >= FUNDS, "all back");
    }

    function test_expiredPassSwapsNoMore() public {
        vm.warp(passes.passOf(policyId, alice).expiresAt);
        bytes memory refusal = abi.encodeWithSelector(PosternGuard.PosternGuardNotAdmitted.selector, policyId, alice);
        vm.expectRevert(_wrapped(IHooks.beforeSwap.selector, refusal));
        vm.prank(alice);
        _router.swap(_key, true, -1e6);
    }

    function test_unlistedRouterIsRefusedEvenForAnAdmittedUser() public {
        bytes memory refusal =
            abi.encodeWithSelector(PosternHook.PosternHookUntrustedRouter.selector, address(_unlistedRouter));
        vm.expectRevert(_wrapped(IHooks.beforeSwap.selector, refusal));
        vm.prank(alice);
        _unlistedRouter.swap(_key, true, -1e6);
    }

    /// @dev A contract that claims to be its own router, with a `msgSender` that names somebody who is admitted.
    function test_impostorRouterGainsNothing() public {
        ImpostorRouter impostor = new ImpostorRouter(_manager, alice);
        vm.expectRevert(
            _wrapped(
                IHooks.beforeSwap.selector,
                abi.encodeWithSelector(PosternHook.PosternHookUntrustedRouter.selector, address(impostor))
            )
        );
        impostor.swap(_key);
    }

    function test_onlyThePoolManagerCallsTheHook() public {
        bytes memory refusal = abi.encodeWithSelector(PosternHook.PosternHookNotPoolManager.selector, alice);
        vm.startPrank(alice);
        vm.expectRevert(refusal);
        _hook.beforeSwap(address(_router), _key, SwapParams(true, -1, 0), "");
        vm.expectRevert(refusal);
        _hook.beforeAddLiquidity(address(_router), _key, ModifyLiquidityParams(0, 0, 0, 0), "");
    }

    function test_addressSaysWhenTheHookIsCalled() public {
        vm.assertEq(uint256(uint160(address(_hook)) & Hooks.ALL_HOOK_MASK), FLAGS);
        vm.expectPartialRevert(Hooks.HookAddressNotValid.selector);
        new PosternHook(_manager, passes, policyId, new address[](0));
    }

    /// @dev Looks for a salt whose CREATE2 address ends in the flags, as a deployer does off chain.
    function _deployHook() private returns (PosternHook) {
        address[] memory routers = new address[](1);
        routers[0] = address(_router);
        bytes32 codeHash = keccak256(
            abi.encodePacked(type(PosternHook).creationCode, abi.encode(_manager, passes, policyId, routers))
        );
        for (uint256 salt = 0;; ++salt) {
            address predicted =
                address(uint160(uint256(keccak256(abi.encodePacked(hex"ff", address(this), salt, codeHash)))));
            if (uint160(predicted) & Hooks.ALL_HOOK_MASK != FLAGS) continue;
            return new PosternHook{salt: bytes32(salt)}(_manager, passes, policyId, routers);
        }
        revert("unreachable");
    }

    function _fundedTokens() private returns (address low, address high) {
        DemoDollar one = new DemoDollar();
        DemoDollar two = new DemoDollar();
        address[2] memory people = [alice, stranger];
        for (uint256 i = 0; i < people.length; ++i) {
            one.mint(people[i], FUNDS);
            two.mint(people[i], FUNDS);
            vm.startPrank(people[i]);
            one.approve(address(_router), type(uint256).max);
            two.approve(address(_router), type(uint256).max);
            vm.stopPrank();
        }
        (low, high) = address(one) < address(two) ? (address(one), address(two)) : (address(two), address(one));
    }

    function _balance(Currency currency, address account) private view returns (uint256) {
        return DemoDollar(Currency.unwrap(currency)).balanceOf(account);
    }

    /// @dev The pool manager wraps what a hook reverts with.
    function _wrapped(bytes4 hookFunction, bytes memory reason) private view returns (bytes memory) {
        return abi.encodeWithSelector(
            CustomRevert.WrappedError.selector,
            address(_hook),
            hookFunction,
            reason,
            abi.encodeWithSelector(Hooks.HookCallFailed.selector)
        );
    }
}

contract ImpostorRouter {
    IPoolManager private immutable _manager;
    address public immutable msgSender;

    constructor(IPoolManager manager, address claimed) {
        _manager = manager;
        msgSender = claimed;
    }

    function swap(PoolKey calldata key) external {
        _manager.unlock(abi.encode(key));
    }

    function unlockCallback(bytes calldata data) external returns (bytes memory) {
        _manager.swap(abi.decode(data, (PoolKey)), SwapParams(true, -1e6, 4295128740), "");
        return "";
    }
}
