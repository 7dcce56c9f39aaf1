import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { PageFrame, PageHeader, ProblemNotice } from '@postern/ui';
import { type FormEvent, useState } from 'react';

export type SignInPageProps = {
  /** Why the last key was not taken. */
  error: unknown;
  isPending: boolean;
  onSignIn: (apiKey: string) => void;
};

const WORDS = {
  ERR_API_KEY_INVALID: {
    title: 'This key is not known here',
    meaning: 'Nothing was opened.',
    remedy: 'Copy the whole key again, without spaces. The start screen of a local run prints the demo key.',
  },
};

/** Signs a protocol in by its API key, which stays in this tab. */
export function SignInPage({ error, isPending, onSignIn }: SignInPageProps) {
  const [apiKey, setApiKey] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSignIn(apiKey.trim());
  };
  return (
    <PageFrame face="console" width="narrow">
      <PageHeader title="Open your console" lead="See what you ask of people, who answered, and who may pass." />
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput
            label="API key of your protocol"
            description="It stays in this tab and is gone when you close it."
            value={apiKey}
            onChange={(event) => setApiKey(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            required
          />
          <Button type="submit" loading={isPending} disabled={apiKey.trim() === ''}>
            Open the console
          </Button>
          {error === null || error === undefined ? null : <ProblemNotice error={error} words={WORDS} />}
          <Text size="sm" c="dimmed">
            The key may open sessions and read their results. Never put it into a web page.
          </Text>
        </Stack>
      </form>
    </PageFrame>
  );
}
