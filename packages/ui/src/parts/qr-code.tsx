import { useId, useMemo } from 'react';
import { encode } from 'uqr';

export type QrCodeProps = {
  /** Text of the code, for instance a credential offer link. */
  value: string;
  /** What it leads to; read instead of the picture. */
  label: string;
  /** Edge in CSS pixels. */
  size?: number;
};

/** A QR code as one SVG path. Always dark on white: cameras need it, also in the dark scheme. */
export function QrCode({ value, label, size = 220 }: QrCodeProps) {
  const titleId = useId();
  const { edge, path } = useMemo(() => {
    const { data } = encode(value, { border: 2, ecc: 'M' });
    const cells = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
    return { edge: data.length, path: cells.join('') };
  }, [value]);
  return (
    <svg
      aria-labelledby={titleId}
      viewBox={`0 0 ${edge} ${edge}`}
      width={size}
      height={size}
      shapeRendering="crispEdges"
      style={{ maxWidth: '100%', height: 'auto', background: '#fff', borderRadius: 8 }}
    >
      <title id={titleId}>{label}</title>
      <path d={path} fill="#171b22" />
    </svg>
  );
}
