import { defaultVariantColorsResolver, type VariantColorsResolver } from '@mantine/core';

const named = new Set(['verdigris', 'amber', 'brick']);

/**
 * Colours of buttons and badges from the product's own variables. Mantine computes contrast once, for the light scheme; these
 * variables change with the scheme, so that text on a filled part stays readable in both.
 */
export const resolveVariantColors: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const color = input.color ?? input.theme.primaryColor;
  if (input.variant === 'filled') return { ...resolved, color: 'var(--postern-on-accent)' };
  if (!named.has(color)) return resolved;
  const text = `var(--postern-${color})`;
  const tint = `var(--postern-${color}-tint)`;
  if (input.variant === 'light') return { ...resolved, background: tint, hover: tint, color: text };
  if (input.variant === 'subtle') return { ...resolved, hover: tint, color: text };
  if (input.variant === 'outline') return { ...resolved, hover: tint, color: text, border: `1px solid ${text}` };
  return input.variant === 'transparent' ? { ...resolved, color: text } : resolved;
};
