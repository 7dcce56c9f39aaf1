// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Cheat codes that read compiled code of other packages.
interface ArtifactVm {
    function getCode(string calldata artifactPath) external view returns (bytes memory creationBytecode);
}

ArtifactVm constant artifactVm = ArtifactVm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @notice Deploys a contract that another package ships compiled. Its source stays out of our build and repository.
function deployArtifact(string memory artifactPath, bytes memory constructorArguments) returns (address deployed) {
    bytes memory code = abi.encodePacked(artifactVm.getCode(artifactPath), constructorArguments);
    assembly ("memory-safe") {
        deployed := create(0, add(code, 0x20), mload(code))
    }
    require(deployed != address(0), "artifact did not deploy");
}
