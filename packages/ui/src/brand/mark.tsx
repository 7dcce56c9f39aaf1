export type MarkProps = {
  /** Width and height in CSS pixels; legible from 16. */
  size?: number;
  /** Accessible name; leave out where the wordmark stands beside it. */
  title?: string;
};

/**
 * The mark: a small arch cut into a solid block, one stroke of light in it.
 * The block takes `currentColor`; drawn on a 16-unit grid so that edges are crisp at 16 px.
 */
export function Mark({ size = 24, title }: MarkProps) {
  const named = title === undefined ? { 'aria-hidden': true as const } : { role: 'img', 'aria-label': title };
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" {...named}>
      <path
        fill="currentColor"
        fillRule="evenodd"
        d="M2.5 1h11A1.5 1.5 0 0 1 15 2.5V15h-4V8a3 3 0 0 0-6 0v7H1V2.5A1.5 1.5 0 0 1 2.5 1Z"
      />
      <path fill="currentColor" d="M7.4 8.2h1.2V15H7.4z" />
    </svg>
  );
}
