// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PassRegistry} from "../../src/PassRegistry.sol";
import {IPolicyRegistry} from "../../src/interfaces/IPolicyRegistry.sol";
import {Proof} from "../../src/interfaces/IPassRegistry.sol";
import {UtcDate} from "../../src/libraries/UtcDate.sol";
import {PosternFixture} from "../utils/PosternFixture.sol";
import {vm} from "../utils/Vm.sol";

/// @notice One proof per cell of chain × registry × policy × account × time, each tried in every cell: a proof is
/// admitted in its own cell and in no other.
contract ReplayGridTest is PosternFixture {
    struct Cell {
        uint256 chain;
        uint256 registry;
        uint256 policy;
        uint256 account;
        uint256 time;
    }

    uint256 private constant CELLS = 32;
    PassRegistry[2] private _registries;
    bytes32[2] private _policies;

    function setUp() public override {
        super.setUp();
        _registries = [passes, new PassRegistry(trust, policies)];
        IPolicyRegistry.PolicyParameters memory p = parameters();
        p.policyHash = 4343;
        _policies = [policyId, createPolicy(p)];
    }

    function cellAt(uint256 index) private pure returns (Cell memory) {
        return Cell(index & 1, index >> 1 & 1, index >> 2 & 1, index >> 3 & 1, index >> 4 & 1);
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

    function tryIn(Cell memory cell, Proof memory proof, uint256[8] memory signals) private returns (bool admitted) {
        address account = accountOf(cell);
        vm.prank(account);
        try _registries[cell.registry].admit(_policies[cell.policy], account, proof, signals, "") {
            return true;
        } catch {
            return false;
        }
    }

    function test_everyProofServesItsOwnCellOnly() public {
        uint256 start = vm.snapshotState();
        for (uint256 made = 0; made < CELLS; ++made) {
            enter(cellAt(made));
            uint256[8] memory signals = signalsAt(cellAt(made));
            Proof memory proof = prove(signals);
            uint256 ready = vm.snapshotState();
            for (uint256 used = 0; used < CELLS; ++used) {
                enter(cellAt(used));
                vm.assertEq(tryIn(cellAt(used), proof, signals), used == made);
                vm.revertToState(ready);
            }
            vm.revertToState(start);
        }
    }

    /// @dev The same with the signals bent to fit the cell: then it is the proof that does not stand.
    function test_bentSignalsNeedAnotherProof() public {
        for (uint256 made = 0; made < CELLS; ++made) {
            enter(cellAt(made));
            Proof memory proof = prove(signalsAt(cellAt(made)));
            for (uint256 used = 0; used < CELLS; ++used) {
                if (used == made) continue;
                enter(cellAt(used));
                vm.assertFalse(tryIn(cellAt(used), proof, signalsAt(cellAt(used))));
            }
        }
    }
}
