// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PassRegistry} from "../../src/PassRegistry.sol";
import {AdmissionItem, IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {UtcDate} from "../../src/libraries/UtcDate.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice One proof per cell of chain × registry × policy × account × time, each tried in every cell: a proof is
/// admitted in its own cell and, before it was used, under a policy that asks the same within the same scope. See
/// ReplayGrid.tree.
contract ReplayGridTest is PosternFixture {
    struct Cell {
        uint256 chain;
        uint256 registry;
        uint256 policy;
        uint256 account;
        uint256 time;
    }

    uint256 private constant POLICIES = 5;
    uint256 private constant CELLS = 16 * POLICIES;
    /// @dev No error: the proof was admitted.
    bytes4 private constant ADMITTED = 0;
    PassRegistry[2] private _registries;
    /// @dev The first; other predicates, other salt, other owner; and one that differs in the life of its passes only.
    bytes32[POLICIES] private _policies;

    function setUp() public override {
        super.setUp();
        _registries = [passes, new PassRegistry(trust, policies)];
        _policies[0] = policyId;
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        _policies[1] = createPolicy(p);
        p = parameters();
        p.salt = bytes32(uint256(1));
        _policies[2] = createPolicy(p);
        vm.prank(stranger);
        _policies[3] = policies.createPolicy(parameters(), "{}");
        p = parameters();
        p.maxPassLife = 2 * MAX_PASS_LIFE;
        _policies[4] = createPolicy(p);
    }

    function cellAt(uint256 index) private pure returns (Cell memory) {
        return Cell(index & 1, index >> 1 & 1, index >> 4, index >> 2 & 1, index >> 3 & 1);
    }

    function accountOf(Cell memory cell) private view returns (address) {
        return cell.account == 0 ? alice : bob;
    }

    /// @dev Two moments further apart than a proof may be old, so that neither serves the other's.
    function enter(Cell memory cell) private {
        vm.chainId(31_337 + cell.chain);
        vm.warp(START + cell.time * (MAX_PROOF_AGE + 60));
    }

    function signalsAt(Cell memory cell) private view returns (uint256[8] memory) {
        IPolicyRegistry.Policy memory p = policies.policy(_policies[cell.policy]);
        return [
            uint256(5),
            trust.currentRoot(),
            p.policyHash,
            _registries[cell.registry].scopeOf(p.scopeId),
            uint256(uint160(accountOf(cell))),
            block.timestamp,
            UtcDate.fromTimestamp(block.timestamp),
            (block.timestamp / 1 days + 10) * 1 days
        ];
    }

    /// @dev The error, by its selector.
    function tryIn(Cell memory cell, Proof memory proof, uint256[8] memory signals) private returns (bytes4) {
        address account = accountOf(cell);
        vm.prank(account);
        try _registries[cell.registry].admit(_policies[cell.policy], account, proof, signals, "") {
            return ADMITTED;
        } catch (bytes memory reason) {
            return bytes4(reason);
        }
    }

    /// @dev Which check refuses, for each axis in which the cells differ; if there are several, the first that is made.
    function expectedFor(Cell memory made, Cell memory used) private view returns (bytes4) {
        IPolicyRegistry.Policy memory from = policies.policy(_policies[made.policy]);
        IPolicyRegistry.Policy memory to = policies.policy(_policies[used.policy]);
        if (from.policyHash != to.policyHash) return IPassRegistry.PassRegistryPolicyMismatch.selector;
        if (made.chain != used.chain || made.registry != used.registry || from.scopeId != to.scopeId) {
            return IPassRegistry.PassRegistryScopeMismatch.selector;
        }
        if (made.account != used.account) return IPassRegistry.PassRegistryAccountMismatch.selector;
        if (made.time < used.time) return IPassRegistry.PassRegistryProofTooOld.selector;
        if (made.time > used.time) return IPassRegistry.PassRegistryProofFromFuture.selector;
        return ADMITTED;
    }

    function test_theGridHasEveryScopeAndPredicate() public view {
        for (uint256 i = 0; i < POLICIES; ++i) {
            IPolicyRegistry.Policy memory p = policies.policy(_policies[i]);
            vm.assertEq(p.policyHash == POLICY_HASH, i != 1);
            vm.assertEq(p.scopeId == policies.policy(policyId).scopeId, i != 2 && i != 3);
        }
    }

    function test_everyProofServesItsOwnCellOnly() public {
        uint256 start = vm.snapshotState();
        for (uint256 made = 0; made < CELLS; ++made) {
            // Its own, and the other one of the first and the last policy.
            vm.assertEq(this.useEverywhere(made), cellAt(made).policy % 4 == 0 ? 2 : 1);
            vm.revertToState(start);
        }
    }

    /// @dev The same with the signals bent to fit the cell: then it is the proof that does not stand.
    function test_bentSignalsNeedAnotherProof() public {
        for (uint256 made = 0; made < CELLS; ++made) {
            this.bendEverywhere(made);
        }
    }

    /// @dev Called from outside, as the next, so that each turn begins with empty memory.
    function useEverywhere(uint256 made) external returns (uint256 served) {
        enter(cellAt(made));
        uint256[8] memory signals = signalsAt(cellAt(made));
        Proof memory proof = prove(signals);
        uint256 ready = vm.snapshotState();
        for (uint256 used = 0; used < CELLS; ++used) {
            enter(cellAt(used));
            bytes4 outcome = tryIn(cellAt(used), proof, signals);
            vm.assertEq(outcome, expectedFor(cellAt(made), cellAt(used)));
            if (outcome == ADMITTED) ++served;
            vm.revertToState(ready);
        }
    }

    function bendEverywhere(uint256 made) external {
        enter(cellAt(made));
        Proof memory proof = prove(signalsAt(cellAt(made)));
        for (uint256 used = 0; used < CELLS; ++used) {
            if (expectedFor(cellAt(made), cellAt(used)) == ADMITTED) continue;
            enter(cellAt(used));
            bytes4 outcome = tryIn(cellAt(used), proof, signalsAt(cellAt(used)));
            vm.assertEq(outcome, IPassRegistry.PassRegistryInvalidProof.selector);
        }
    }

    /// @dev The one exception of the grid: a proof says nothing of the parameters that are no predicates.
    function test_unusedProofServesAPolicyOfTheScopeThatAsksTheSame() public {
        AdmissionItem memory item = personItem(1);
        // A relay that has the account's consent to one policy cannot spend the proof under the other.
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryConsentMissing.selector, item.account));
        passes.admit(_policies[4], item.account, item.proof, item.signals, item.accountSignature);
        Ask memory consented = personAsk(1);
        consented.policyId = _policies[4];
        AdmissionItem memory other = signedItem(consented, 101);
        vm.assertEq(keccak256(abi.encode(item.proof, item.signals)), keccak256(abi.encode(other.proof, other.signals)));
        vm.prank(stranger);
        passes.admit(other.policyId, other.account, other.proof, other.signals, other.accountSignature);
        vm.assertTrue(passes.isAdmitted(_policies[4], item.account));
        vm.assertFalse(passes.isAdmitted(policyId, item.account));
        // Used, it serves no second one.
        vm.prank(item.account);
        vm.expectRevert(abi.encodeWithSelector(IPassRegistry.PassRegistryProofSpent.selector, START, START));
        passes.admit(policyId, item.account, item.proof, item.signals, "");
        vm.assertFalse(passes.isAdmitted(policyId, item.account));
    }
}
