import { Text } from '@mantine/core';
import { RelativeTime } from '@postern/ui';
import type { CredentialLife } from './read-credential-life.ts';

export type LifeLineProps = {
  /** The last that is known; undefined before the first answer. */
  life: CredentialLife | undefined;
  /** Whether the newest try to look brought nothing. */
  isStale: boolean;
};

/** How old the wallet's knowledge of a credential is. */
export function LifeLine({ life, isStale }: LifeLineProps) {
  if (life?.state === 'expired' || (life === undefined && !isStale)) return null;
  return (
    <Text size="sm" c="dimmed" mt="xs">
      {life === undefined ? (
        'It could not be checked yet whether the bank still stands by it.'
      ) : (
        <>
          Checked <RelativeTime at={life.checkedAt} />
          {life.state === 'valid' ? ': the bank stands by it' : ''}
          {isStale ? '; it could not be checked again since' : ''}.
        </>
      )}
    </Text>
  );
}
