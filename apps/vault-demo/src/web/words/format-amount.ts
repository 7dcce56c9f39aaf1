import { formatUnits, parseUnits } from 'viem';

/** `1,250.50 DUSD`. */
export function formatAmount(options: { amount: bigint; decimals: number; symbol: string }): string {
  const { amount, decimals, symbol } = options;
  const number = Number(formatUnits(amount, decimals));
  return `${new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(number)} ${symbol}`;
}

/** Reads what a person typed. Returns undefined for anything that is not an amount above zero. */
export function parseAmount(options: { text: string; decimals: number }): bigint | undefined {
  const text = options.text.trim().replace(',', '.');
  if (!/^[0-9]{1,12}(\.[0-9]{1,18})?$/.test(text)) return undefined;
  const fraction = text.split('.')[1] ?? '';
  if (fraction.length > options.decimals) return undefined;
  const amount = parseUnits(text, options.decimals);
  return amount > 0n ? amount : undefined;
}
