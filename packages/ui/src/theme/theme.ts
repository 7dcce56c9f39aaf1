import {
  Alert,
  Badge,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  Modal,
  Notification,
  Pagination,
  Radio,
  Table,
  Tooltip,
} from '@mantine/core';
import { amber, brick, night, stone, verdigris } from './palette.ts';
import { resolveVariantColors } from './resolve-variant-colors.ts';

const fontStack =
  "'Inter Variable', Inter, 'Noto Sans', 'Noto Sans Arabic', 'Noto Sans CJK SC', system-ui, -apple-system, 'Segoe UI', sans-serif";
const monoStack = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace";

const closeButtonProps = { 'aria-label': 'Close' };

/** The theme of every Postern face: one accent, one size scale (13, 15, 17, 21, 28, 36 px), hairlines instead of shadows. */
export const theme = createTheme({
  colors: { verdigris, amber, brick, gray: stone, dark: night },
  primaryColor: 'verdigris',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver: resolveVariantColors,
  luminanceThreshold: 0.34,
  white: '#fffefb',
  black: '#171b22',
  fontFamily: fontStack,
  fontFamilyMonospace: monoStack,
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.3125rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.55', lg: '1.5', xl: '1.35' },
  headings: {
    fontFamily: fontStack,
    fontWeight: '620',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.2' },
      h2: { fontSize: '1.3125rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h4: { fontSize: '0.9375rem', lineHeight: '1.45' },
      h5: { fontSize: '0.8125rem', lineHeight: '1.4' },
      h6: { fontSize: '0.8125rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '2px', sm: '5px', md: '8px', lg: '12px', xl: '18px' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2.5rem' },
  shadows: {
    xs: 'none',
    sm: '0 1px 2px rgb(23 27 34 / 6%)',
    md: '0 6px 24px rgb(23 27 34 / 10%)',
    lg: '0 12px 40px rgb(23 27 34 / 14%)',
    xl: '0 20px 60px rgb(23 27 34 / 18%)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { radius: 'sm' } }),
    Badge: Badge.extend({ defaultProps: { variant: 'filled', tt: 'none' } }),
    Modal: Modal.extend({
      defaultProps: { closeButtonProps, centered: true, radius: 'md', transitionProps: { duration: 160 } },
    }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps, transitionProps: { duration: 180 } } }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps, radius: 'md', withBorder: true } }),
    Alert: Alert.extend({ defaultProps: { closeButtonLabel: 'Close', radius: 'md' } }),
    Checkbox: Checkbox.extend({ defaultProps: { radius: 'xs', iconColor: 'var(--postern-on-accent)' } }),
    Radio: Radio.extend({ defaultProps: { iconColor: 'var(--postern-on-accent)' } }),
    Pagination: Pagination.extend({
      defaultProps: {
        getControlProps: (control: string) => ({ 'aria-label': `${control} page` }),
        getItemProps: (page: number) => ({ 'aria-label': `page ${page}` }),
      },
    }),
    Table: Table.extend({
      defaultProps: {
        verticalSpacing: 'xs',
        horizontalSpacing: 'sm',
        highlightOnHover: true,
        borderColor: 'var(--postern-line)',
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 200, events: { hover: true, focus: true, touch: true } } }),
  },
});
