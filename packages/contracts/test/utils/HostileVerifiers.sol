// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Burns whatever gas it gets, as a precompile does for a point off the curve.
contract GasBurningVerifier {
    fallback() external {
        assembly {
            invalid()
        }
    }
}

/// @notice Answers with a megabyte.
contract ReturnBombVerifier {
    fallback() external {
        assembly {
            return(0, 1000000)
        }
    }
}

/// @notice Answers with a word that is neither true nor false.
contract TwoVerifier {
    fallback() external {
        assembly {
            mstore(0, 2)
            return(0, 32)
        }
    }
}

/// @notice Tries to write while it is asked.
contract WritingVerifier {
    uint256 private _count;

    fallback() external {
        ++_count;
        assembly {
            mstore(0, 1)
            return(0, 32)
        }
    }
}
