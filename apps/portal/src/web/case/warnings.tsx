import { Notice } from '@postern/ui';

/** What a reviewer should see before deciding; nothing when there is nothing. */
export function Warnings({ warnings }: { warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="waiting" label="Look at this first" title="Look at this first">
      <ul style={{ margin: '4px 0 0', paddingInlineStart: '1.1rem' }}>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Notice>
  );
}
