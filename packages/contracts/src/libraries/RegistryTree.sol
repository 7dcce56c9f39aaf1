// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {PoseidonT3} from "poseidon-solidity/PoseidonT3.sol";

/// @title RegistryTree
/// @notice Binary Poseidon tree of depth 7 in storage, laid out as a heap: node 1 is the root, leaf i is node 128 + i.
/// @dev An untouched node is stored as 0 and stands for the root of an empty subtree, see {emptyNode}.
library RegistryTree {
    uint256 internal constant DEPTH = 7;
    uint256 internal constant LEAVES = 128;

    struct Tree {
        uint256[256] nodes;
    }

    /// @notice Root of the tree.
    function root(Tree storage self) internal view returns (uint256) {
        return _read(self, 1, DEPTH);
    }

    /// @notice Sets a leaf and every node above it.
    /// @param index Leaf position below {LEAVES}
    /// @param value Field element; 0 empties the leaf
    /// @return newRoot Root afterwards
    function set(Tree storage self, uint256 index, uint256 value) internal returns (uint256 newRoot) {
        uint256 position = LEAVES + index;
        self.nodes[position] = value;
        newRoot = value;
        for (uint256 level = 0; level < DEPTH; ++level) {
            uint256 sibling = _read(self, position ^ 1, level);
            newRoot = position & 1 == 0 ? PoseidonT3.hash([newRoot, sibling]) : PoseidonT3.hash([sibling, newRoot]);
            position >>= 1;
            self.nodes[position] = newRoot;
        }
    }

    /// @notice Empties many leaves and sets each node above them once.
    /// @param mask Bit i for leaf i
    /// @return newRoot Root afterwards
    function clear(Tree storage self, uint256 mask) internal returns (uint256 newRoot) {
        for (uint256 i = 0; i < LEAVES; ++i) {
            if (mask >> i & 1 != 0) self.nodes[LEAVES + i] = 0;
        }
        uint256 width = LEAVES;
        for (uint256 level = 0; level < DEPTH; ++level) {
            width /= 2;
            uint256 above = 0;
            for (uint256 i = 0; i < width; ++i) {
                if (mask >> 2 * i & 3 == 0) continue;
                above |= 1 << i;
                uint256 left = 2 * (width + i);
                self.nodes[width + i] =
                    PoseidonT3.hash([_read(self, left, level), _read(self, left + 1, level)]);
            }
            mask = above;
        }
        return root(self);
    }

    function _read(Tree storage self, uint256 position, uint256 level) private view returns (uint256 value) {
        value = self.nodes[position];
        if (value == 0) value = emptyNode(level);
    }

    /// @notice Root of an empty subtree: 0 at the leaves, Poseidon of the level below with itself above.
    function emptyNode(uint256 level) internal pure returns (uint256) {
        if (level == 0) return 0;
        if (level == 1) return 14744269619966411208579211824598458697587494354926760081771325075741142829156;
        if (level == 2) return 7423237065226347324353380772367382631490014989348495481811164164159255474657;
        if (level == 3) return 11286972368698509976183087595462810875513684078608517520839298933882497716792;
        if (level == 4) return 3607627140608796879659380071776844901612302623152076817094415224584923813162;
        if (level == 5) return 19712377064642672829441595136074946683621277828620209496774504837737984048981;
        if (level == 6) return 20775607673010627194014556968476266066927294572720319469184847051418138353016;
        return 3396914609616007258851405644437304192397291162432396347162513310381425243293;
    }
}
