// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title UtcDate
/// @notice Calendar dates as the circuit counts them.
library UtcDate {
    /// @notice YYYYMMDD of a moment in UTC.
    /// @dev Days to civil date by the method of H. Hinnant (chrono-compatible low-level date algorithms).
    /// @param timestamp Unix seconds below 2^40
    function fromTimestamp(uint256 timestamp) internal pure returns (uint256) {
        unchecked {
            uint256 z = timestamp / 1 days + 719_468;
            uint256 era = z / 146_097;
            uint256 dayOfEra = z - era * 146_097;
            uint256 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
            uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
            uint256 shiftedMonth = (5 * dayOfYear + 2) / 153;
            uint256 day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
            uint256 month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
            uint256 year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
            return year * 10_000 + month * 100 + day;
        }
    }
}
