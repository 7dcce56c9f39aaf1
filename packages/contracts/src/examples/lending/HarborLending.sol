// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IPassRegistry} from "../../interfaces/IPassRegistry.sol";
import {PosternGuard} from "../../PosternGuard.sol";
import {IPriceSource} from "./IPriceSource.sol";

/// @title HarborLending
/// @notice Lending pool as an outsider would write it: a pass is needed to borrow, and a person borrows up to a limit
/// however many accounts it has. Supplying, withdrawing, repaying, taking collateral back and liquidating are open to
/// anybody: a pass that ends must lock in nobody's money and protect nobody's bad debt.
/// @dev Lenders hold ERC-4626 shares. Interest is a fixed rate, simple between two touches of the pool. Nothing can be done
/// in the middle of something else: an asset that calls its sender or receiver would else show them a pool in which debt
/// and money do not fit.
contract HarborLending is ERC4626, PosternGuard, ReentrancyGuardTransient {
    using Math for uint256;
    using SafeERC20 for IERC20;

    /// @dev A borrower may take 75 % of the collateral's worth, and is liquidated above 80 %.
    uint256 private constant BORROW_LIMIT = 0.75e18;
    uint256 private constant LIQUIDATION_LIMIT = 0.8e18;
    /// @dev What a liquidator takes for each unit repaid.
    uint256 private constant LIQUIDATION_BONUS = 1.05e18;
    uint256 private constant ONE = 1e18;
    /// @dev 5 % a year, per second.
    uint256 private constant RATE = 0.05e18 / uint256(365 days);

    struct Position {
        uint256 collateral;
        uint256 debtShares;
        uint176 person;
    }

    /// @notice What borrowers pledge.
    IERC20 public immutable collateral;
    /// @notice Worth of the collateral.
    IPriceSource public immutable priceSource;
    /// @notice Most that one person may owe when borrowing.
    uint256 public immutable limitPerPerson;

    /// @notice Pledge and debt of an account.
    mapping(address account => Position) public positions;
    /// @notice Debt shares of a person over all accounts.
    mapping(uint176 person => uint256) public debtSharesOf;
    /// @notice All debt shares.
    uint256 public totalDebtShares;
    uint256 private _index = ONE;
    uint256 private _accruedAt = block.timestamp;

    /// @notice Collateral was pledged.
    event Pledged(address indexed account, uint256 amount);
    /// @notice Collateral went back.
    event Released(address indexed account, uint256 amount);
    /// @notice A loan was taken.
    event Borrowed(address indexed account, uint256 assets);
    /// @notice Debt was repaid, by whomever.
    event Repaid(address indexed account, uint256 assets);
    /// @notice Somebody else repaid and took collateral.
    event Liquidated(address indexed account, address indexed liquidator, uint256 assets, uint256 collateral);

    /// @notice Debt that no collateral stands for any more: lenders bear it, all at once and in proportion.
    event WrittenOff(address indexed account, uint256 assets);

    /// @notice The debt would be more than the collateral allows.
    error HarborLendingUndercollateralized(address account);
    /// @notice Nobody knows what the collateral is worth.
    error HarborLendingNoPrice();
    /// @notice The collateral is worth enough.
    error HarborLendingHealthy(address account);
    /// @notice The person would owe more than one person may.
    error HarborLendingLimitPerPerson(uint256 owed, uint256 limit);
    /// @notice Of a deposit less arrived than its shares stand for, as with tokens that have a fee: other lenders would bear it.
    error HarborLendingShortPayment(uint256 arrived, uint256 expected);
    /// @notice The account owes on behalf of another person.
    error HarborLendingOtherPersonsDebt(address account);

    constructor(
        IERC20 asset_,
        IERC20 collateral_,
        IPriceSource priceSource_,
        IPassRegistry passRegistry_,
        bytes32 policyId_,
        uint256 limitPerPerson_
    ) ERC20("Harbor Lending Share", "HLEND") ERC4626(asset_) PosternGuard(passRegistry_, policyId_) {
        collateral = collateral_;
        priceSource = priceSource_;
        limitPerPerson = limitPerPerson_;
    }

    // Gated

    /// @notice Takes a loan against the caller's collateral.
    function borrow(uint256 assets) external nonReentrant onlyAdmitted(msg.sender) {
        _accrue();
        Position storage position = positions[msg.sender];
        uint176 person = passRegistry.personOf(policyId, msg.sender);
        if (position.debtShares != 0 && position.person != person) revert HarborLendingOtherPersonsDebt(msg.sender);
        uint256 shares = assets.mulDiv(ONE, _index, Math.Rounding.Ceil);
        position.person = person;
        position.debtShares += shares;
        debtSharesOf[person] += shares;
        totalDebtShares += shares;
        uint256 owed = _toAssets(debtSharesOf[person]);
        if (owed > limitPerPerson) revert HarborLendingLimitPerPerson(owed, limitPerPerson);
        _requireCovered(msg.sender, BORROW_LIMIT);
        emit Borrowed(msg.sender, assets);
        IERC20(asset()).safeTransfer(msg.sender, assets);
    }

    // Never gated

    /// @notice Pledges collateral for an account. What arrives is booked, which a token with a fee makes less.
    function pledge(address account, uint256 amount) external nonReentrant {
        uint256 arrived = _take(collateral, amount);
        positions[account].collateral += arrived;
        emit Pledged(account, arrived);
    }

    /// @notice Takes the caller's collateral back, as far as its debt allows.
    function release(uint256 amount) external nonReentrant {
        _accrue();
        positions[msg.sender].collateral -= amount;
        _requireCovered(msg.sender, BORROW_LIMIT);
        emit Released(msg.sender, amount);
        collateral.safeTransfer(msg.sender, amount);
    }

    /// @notice Repays debt of an account; more than it owes is not taken.
    /// @return assets What arrived, and is repaid
    function repay(address account, uint256 most) external nonReentrant returns (uint256 assets) {
        _accrue();
        assets = _take(IERC20(asset()), _toAssets(_sharesFor(account, most)));
        _reduceDebt(account, _sharesFor(account, assets));
        emit Repaid(account, assets);
    }

    /// @notice Repays debt of an account that owes too much, and takes collateral for it with a bonus. Whoever takes all of
    /// it pays for no more than all of it; what is then still owed is written off.
    /// @return seized Collateral that the caller receives
    function liquidate(address account, uint256 most) external nonReentrant returns (uint256 seized) {
        _accrue();
        if (_isCovered(account, LIQUIDATION_LIMIT)) revert HarborLendingHealthy(account);
        uint256 price = priceSource.price();
        if (price == 0) revert HarborLendingNoPrice();
        Position storage position = positions[account];
        uint256 owed = _toAssets(position.debtShares);
        uint256 worth = position.collateral.mulDiv(price, LIQUIDATION_BONUS);
        bool takesAll = worth < owed && worth <= most;
        uint256 assets = _take(IERC20(asset()), takesAll ? worth : _toAssets(_sharesFor(account, most)));
        takesAll = takesAll && assets == worth;
        uint256 shares = takesAll ? position.debtShares : _sharesFor(account, assets);
        seized = takesAll ? position.collateral : assets.mulDiv(LIQUIDATION_BONUS, price);
        _reduceDebt(account, shares);
        position.collateral -= seized;
        emit Liquidated(account, msg.sender, assets, seized);
        if (takesAll) emit WrittenOff(account, owed - assets);
        collateral.safeTransfer(msg.sender, seized);
    }

    // Views

    /// @notice What an account owes now.
    function debtOf(address account) external view returns (uint256) {
        return positions[account].debtShares.mulDiv(_currentIndex(), ONE, Math.Rounding.Ceil);
    }

    /// @inheritdoc ERC4626
    function totalAssets() public view override returns (uint256) {
        return super.totalAssets() + totalDebtShares.mulDiv(_currentIndex(), ONE);
    }

    /// @inheritdoc ERC4626
    function maxWithdraw(address owner) public view override returns (uint256) {
        return Math.min(super.maxWithdraw(owner), super.totalAssets());
    }

    /// @inheritdoc ERC4626
    function maxRedeem(address owner) public view override returns (uint256) {
        return Math.min(super.maxRedeem(owner), convertToShares(super.totalAssets()));
    }

    // Internal

    /// @inheritdoc ERC4626
    function _deposit(address caller, address receiver, uint256 assets, uint256 shares) internal override nonReentrant {
        uint256 before = super.totalAssets();
        super._deposit(caller, receiver, assets, shares);
        uint256 arrived = super.totalAssets() - before;
        if (arrived != assets) revert HarborLendingShortPayment(arrived, assets);
    }

    /// @dev What arrives is what is booked: a token with a fee makes it less than what was sent.
    function _take(IERC20 token, uint256 amount) private returns (uint256 arrived) {
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), amount);
        return token.balanceOf(address(this)) - before;
    }

    /// @inheritdoc ERC4626
    function _withdraw(address caller, address receiver, address owner, uint256 assets, uint256 shares)
        internal
        override
        nonReentrant
    {
        super._withdraw(caller, receiver, owner, assets, shares);
    }

    function _accrue() private {
        _index = _currentIndex();
        _accruedAt = block.timestamp;
    }

    function _currentIndex() private view returns (uint256) {
        return _index + _index.mulDiv(RATE * (block.timestamp - _accruedAt), ONE);
    }

    function _sharesFor(address account, uint256 most) private view returns (uint256) {
        return Math.min(most.mulDiv(ONE, _index), positions[account].debtShares);
    }

    function _reduceDebt(address account, uint256 shares) private {
        Position storage position = positions[account];
        position.debtShares -= shares;
        debtSharesOf[position.person] -= shares;
        totalDebtShares -= shares;
    }

    function _toAssets(uint256 shares) private view returns (uint256) {
        return shares.mulDiv(_index, ONE, Math.Rounding.Ceil);
    }

    function _requireCovered(address account, uint256 limit) private view {
        if (!_isCovered(account, limit)) revert HarborLendingUndercollateralized(account);
    }

    function _isCovered(address account, uint256 limit) private view returns (bool) {
        Position storage position = positions[account];
        if (position.debtShares == 0) return true;
        uint256 worth = position.collateral.mulDiv(priceSource.price(), ONE);
        return _toAssets(position.debtShares) <= worth.mulDiv(limit, ONE);
    }

    /// @dev Virtual shares make the first-depositor attack unprofitable.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }
}
