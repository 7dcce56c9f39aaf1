import { parseAbi } from 'viem';

/** Errors that an admission or a deposit can end in; a call to the vault bubbles up those of the gate and of the token. */
const errors = [
  'error PosternGuardNotAdmitted(bytes32 policyId, address account)',
  'error PassRegistrySignalOutOfField(uint256 index)',
  'error PassRegistryPolicyClosed(bytes32 policyId)',
  'error PassRegistryPolicyMismatch(uint256 given, uint256 expected)',
  'error PassRegistryScopeMismatch(uint256 given, uint256 expected)',
  'error PassRegistryAccountMismatch(uint256 binding, address account)',
  'error PassRegistryProofFromFuture(uint256 provenAt, uint256 timestamp)',
  'error PassRegistryProofTooOld(uint256 provenAt, uint256 timestamp, uint256 maxProofAge)',
  'error PassRegistryProofBeforeNotBefore(uint256 provenAt, uint256 notBefore)',
  'error PassRegistryDateMismatch(uint256 given, uint256 expected)',
  'error PassRegistryInvalidExpiry(uint256 expiresAt, uint256 latest)',
  'error PassRegistryUnknownRoot(uint256 root)',
  'error PassRegistryRootSuperseded(uint256 root, uint256 supersededAt, uint256 provenAt)',
  'error PassRegistryRootTooOld(uint256 root, uint256 supersededAt, uint256 grace)',
  'error PassRegistryConsentMissing(address account)',
  'error PassRegistryPassShortened(uint256 expiresAt, uint256 present)',
  'error PassRegistryBarred(uint256 until)',
  'error PassRegistryProofSpent(uint256 provenAt, uint256 lastNow)',
  'error PassRegistryAccountTaken(bytes32 policyId, address account)',
  'error PassRegistryMoveTooSoon(uint256 movableAt)',
  'error PassRegistryCircuitDisabled(uint32 circuitVersion)',
  'error PassRegistryCircuitPaused(uint32 circuitVersion)',
  'error PassRegistryVerifierChanged(address verifier)',
  'error PassRegistryInvalidProof()',
  'error PassRegistryNoPass(bytes32 policyId, address account)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)',
  'error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)',
] as const;

/** The part of the ERC-4626 vault that this page calls. */
export const vaultAbi = parseAbi([
  ...errors,
  'function totalAssets() view returns (uint256)',
  'function balanceOf(address account) view returns (uint256)',
  'function convertToAssets(uint256 shares) view returns (uint256)',
  'function deposit(uint256 assets, address receiver) returns (uint256 shares)',
  'function redeem(uint256 shares, address receiver, address owner) returns (uint256 assets)',
  'function withdraw(uint256 assets, address receiver, address owner) returns (uint256 shares)',
]);

/** The part of the asset that this page calls; `mint` is the open faucet of the local demo asset. */
export const assetAbi = parseAbi([
  ...errors,
  'function symbol() view returns (string)',
  'function decimals() view returns (uint8)',
  'function balanceOf(address account) view returns (uint256)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function approve(address spender, uint256 amount) returns (bool)',
  'function mint(address to, uint256 amount)',
]);

/** The part of the pass token that this page reads: a pass as wallets and explorers show it. */
export const passTokenAbi = parseAbi(['function balanceOf(address account) view returns (uint256)']);

/** The part of Postern's pass registry that a protocol's page calls. */
export const passAbi = parseAbi([
  ...errors,
  'struct Proof { uint256[2] a; uint256[2][2] b; uint256[2] c; }',
  'struct Pass { uint40 expiresAt; uint40 admittedAt; uint176 nullifierTag; }',
  'function admit(bytes32 policyId, address account, Proof proof, uint256[8] signals, bytes accountSignature)',
  'function isAdmitted(bytes32 policyId, address account) view returns (bool)',
  'function passOf(bytes32 policyId, address account) view returns (Pass)',
]);
