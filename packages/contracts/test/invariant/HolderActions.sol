// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AdmissionItem, IPassRegistry, Proof} from "../../src/interfaces/IPassRegistry.sol";
import {UtcDate} from "../../src/libraries/UtcDate.sol";
import {bound, vm} from "../utils/Vm.sol";
import {Ghost} from "./Ghost.sol";

/// @notice What holders, relays and thieves do.
abstract contract HolderActions is Ghost {
    function admit(uint256 person, uint256 accountSeed, uint256 rootSeed, uint256 age, uint256 daysAhead) external {
        address account = accountAt(bound(accountSeed, 0, ACCOUNTS - 1));
        uint256[8] memory signals = draw(_world.policyId, person, account, rootSeed, age, daysAhead);
        _kept.push(signals);
        submit(signals, account);
    }

    function admitUnderNewVersion(uint256 person, uint256 accountSeed, uint256 daysAhead) external {
        address account = accountAt(bound(accountSeed, 0, ACCOUNTS - 1));
        uint256[8] memory signals = draw(_world.newVersionId, person, account, 0, 0, daysAhead);
        _kept.push(signals);
        submit(signals, account);
    }

    function admitBatch(uint256 seed, uint256 size, bool relayed) external {
        size = bound(size, 1, 4);
        AdmissionItem[] memory items = new AdmissionItem[](size);
        for (uint256 i = 0; i < size; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            items[i] = drawItem(seed, relayed);
        }
        IPassRegistry.NullifierRecord[] memory records = new IPassRegistry.NullifierRecord[](PEOPLE + 1);
        for (uint256 person = 1; person <= PEOPLE; ++person) {
            records[person] = _world.passes.nullifierRecord(_scope, uint176(person));
        }
        vm.recordLogs();
        vm.prank(relayed ? STRANGER : items[0].account);
        try _world.passes.admitBatch(items) returns (uint256 admitted) {
            ++batches;
            checkBatch(items, records, admitted);
        } catch {
            check(false, "P25: a batch of proofs that stand reverted");
        }
    }

    function drawItem(uint256 seed, bool relayed) private returns (AdmissionItem memory item) {
        item.account = accountAt(bound(seed >> 8, 0, ACCOUNTS - 1));
        item.policyId = seed % 4 == 0 ? _world.newVersionId : _world.policyId;
        bool replayed = seed % 5 == 0 && _kept.length > 0;
        item.signals = replayed
            ? _kept[keptIndex(seed >> 16)]
            : draw(item.policyId, seed >> 24, item.account, seed >> 32, seed >> 64, seed >> 96);
        if (replayed) (item.policyId, item.account) = (policyOf(item.signals), address(uint160(item.signals[4])));
        // Nearly a repeat: all the same but for a new moment.
        if (replayed && seed % 3 == 0) {
            (item.signals[5], item.signals[6]) = (block.timestamp, UtcDate.fromTimestamp(block.timestamp));
        }
        item.proof = proofOf(item.signals);
        noteProven(item.policyId, item.signals);
        _kept.push(item.signals);
        if (!relayed || seed % 7 == 0) return item;
        bytes32 digest =
            _world.passes.admitDigest(item.policyId, item.signals[0], item.signals[5], item.signals[7]);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keyOf(item.account), digest);
        item.accountSignature = abi.encodePacked(r, s, v);
    }

    /// @dev Half of the time the last one, else one of the past.
    function keptIndex(uint256 seed) private view returns (uint256) {
        return seed % 2 == 0 ? _kept.length - 1 : bound(seed, 0, _kept.length - 1);
    }

    /// @dev Half of the time the current root, else one of the past.
    function draw(
        bytes32 policyId,
        uint256 person,
        address account,
        uint256 rootSeed,
        uint256 age,
        uint256 daysAhead
    ) internal view returns (uint256[8] memory) {
        uint256 provenAt = block.timestamp - bound(age, 0, 70 minutes);
        return [
            bound(person, 1, PEOPLE),
            rootSeed % 2 == 0 ? _world.trust.currentRoot() : _roots[bound(rootSeed, 0, _roots.length - 1)],
            _world.policies.policy(policyId).policyHash,
            _scope,
            uint256(uint160(account)),
            provenAt,
            UtcDate.fromTimestamp(provenAt),
            (block.timestamp / 1 days + bound(daysAhead, 0, 32)) * 1 days
        ];
    }

    function replay(uint256 index) external {
        if (_kept.length == 0) return;
        uint256[8] memory signals = _kept[bound(index, 0, _kept.length - 1)];
        submit(signals, address(uint160(signals[4])));
    }

    function push(uint256 index) public {
        if (_kept.length == 0) return;
        uint256[8] memory signals = _kept[bound(index, 0, _kept.length - 1)];
        address account = address(uint160(signals[4]));
        bytes32 policyId = policyOf(signals);
        bytes32 before = stateOf(policyId, account);
        bool hadPass = _world.passes.personOf(policyId, account) == signals[0];
        submit(signals, STRANGER);
        // Anybody may send the renewal of a pass that counts; `submit` checks what it does.
        if (stateOf(policyId, account) == before) return;
        if (hadPass) ++renewalsByOthers;
        else ++strangerSuccesses;
    }

    /// @dev A proof made now for a pass that may count, sent by somebody else.
    function sendRenewal(uint256 accountSeed, uint256 daysAhead) external {
        address account = accountAt(bound(accountSeed, 0, ACCOUNTS - 1));
        uint256 person = _world.passes.personOf(_world.policyId, account);
        if (person == 0) return;
        uint256[8] memory signals = draw(_world.policyId, person - 1, account, 0, 0, daysAhead);
        _kept.push(signals);
        push(_kept.length - 1);
    }

    function steal(uint256 index) external {
        if (_kept.length == 0) return;
        uint256[8] memory signals = _kept[bound(index, 0, _kept.length - 1)];
        Proof memory proof = proofOf(signals);
        bytes32 policyId = policyOf(signals);
        signals[4] = uint256(uint160(STRANGER));
        vm.prank(STRANGER);
        try _world.passes.admit(policyId, STRANGER, proof, signals, "") {
            ++strangerSuccesses;
        } catch {}
    }

    // The vault that an outsider wrote

    function deposit(uint256 accountSeed, uint256 assets) external {
        address account = accountAt(bound(accountSeed, 0, ACCOUNTS - 1));
        assets = bound(assets, 1, 1_000e6);
        _world.dollar.mint(account, assets);
        bool admitted = _world.passes.isAdmitted(_world.policyId, account);
        vm.startPrank(account);
        _world.dollar.approve(address(_world.vault), assets);
        try _world.vault.deposit(assets, account) {
            check(admitted, "P26: deposit without a pass");
            deposited[account] += assets;
        } catch {
            check(!admitted, "P26: deposit refused with a pass");
        }
        vm.stopPrank();
    }

    function withdraw(uint256 accountSeed) external {
        address account = accountAt(bound(accountSeed, 0, ACCOUNTS - 1));
        uint256 shares = _world.vault.balanceOf(account);
        if (shares == 0) return;
        vm.prank(account);
        try _world.vault.redeem(shares, account, account) returns (uint256 assets) {
            check(assets == deposited[account], "P14: got back something else");
            deposited[account] = 0;
        } catch {
            check(false, "P14: withdrawal refused");
        }
    }
}
