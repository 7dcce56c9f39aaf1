// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IPassRegistry} from "../../src/interfaces/IPassRegistry.sol";

/// @notice Burns whatever gas it gets when it is asked for its consent.
contract GasBurningAccount {
    fallback() external {
        assembly {
            invalid()
        }
    }
}

/// @notice Answers with about as many bytes as its share of gas can make, that begin with something else than consent.
contract ConsentBomb {
    fallback() external {
        assembly {
            return(0, 400000)
        }
    }
}

/// @notice Tries to write while it is asked, and would consent.
contract WritingAccount {
    uint256 private _count;

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        ++_count;
        return this.isValidSignature.selector;
    }
}

/// @notice Consents only if it sees that another account is admitted.
contract PeekingAccount {
    IPassRegistry private immutable _passes;
    bytes32 private immutable _policyId;
    address private immutable _other;

    constructor(IPassRegistry passes, bytes32 policyId, address other) {
        (_passes, _policyId, _other) = (passes, policyId, other);
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return _passes.isAdmitted(_policyId, _other) ? this.isValidSignature.selector : bytes4(0);
    }
}

/// @notice Calls back into the registry when it is asked for its consent.
contract ReenteringAccount {
    IPassRegistry private immutable _passes;
    bytes private _call;

    constructor(IPassRegistry passes) {
        _passes = passes;
    }

    function prepare(bytes calldata call) external {
        _call = call;
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        (bool ok,) = address(_passes).call(_call);
        return ok ? this.isValidSignature.selector : bytes4(0);
    }
}
