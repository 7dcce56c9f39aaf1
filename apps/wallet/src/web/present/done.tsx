import { Anchor, Button, Center, Stack, Text, Title } from '@mantine/core';
import { assertUrlAllowed } from '@postern/holder';
import { GateOpening } from '@postern/ui';
import type { MadeProof } from '@postern/proof/prove';
import { Link } from 'react-router';

export type MadeBy = Omit<MadeProof, 'presentation'>;

/** How a request ended: proven for an account's pass or for the site alone until a moment, shown, or turned down. */
export type Outcome = {
  kind: 'proven' | 'proven-here' | 'shown' | 'declined';
  /** "Wednesday, 30 June 2027 at 02:00 CEST"; only for a proof. */
  until?: string;
  /** Where the proof comes from. */
  made?: MadeBy | undefined;
  redirectUri: string | undefined;
};

const ways: Readonly<Record<Outcome['kind'], string>> = {
  proven: 'See your passes',
  'proven-here': 'See what you proved',
  shown: 'See what you showed',
  declined: 'Back to the wallet',
};

/** What is true now, and the way back to the site. */
export function Done({ outcome, host }: { outcome: Outcome; host: string }) {
  const { kind, until, made, redirectUri } = outcome;
  const back = readReturnHost(redirectUri);
  const isProven = kind === 'proven' || kind === 'proven-here';
  return (
    <Stack gap="lg" ta="center" py="lg">
      {kind === 'declined' ? null : (
        <Center>
          <GateOpening label="The gate is open" />
        </Center>
      )}
      <Title order={1} size="h2">
        {isProven ? 'Proven' : kind === 'shown' ? 'Shown' : 'Not answered'}
      </Title>
      {kind === 'proven' ? (
        <Text>
          {host} has your proof. Once it is on chain, the gate is open for your account until {until}.
        </Text>
      ) : kind === 'proven-here' ? (
        <Text>
          {host} has checked and accepted your proof. It counts there alone until {until}; on chain it opens nothing.
        </Text>
      ) : kind === 'shown' ? (
        <Text>{host} has checked and accepted what you showed. Everything else stayed here.</Text>
      ) : (
        <Text c="dimmed">{host} was told no. Nothing about you was sent.</Text>
      )}
      {made?.engine === 'snarkjs' ? (
        <Text c="dimmed" size="sm">
          {sayWhyReference(made)}
        </Text>
      ) : null}
      {back === undefined || redirectUri === undefined ? null : (
        <Button component="a" href={redirectUri} size="md" fullWidth>
          Return to {back}
        </Button>
      )}
      <Anchor component={Link} to={kind === 'declined' ? '/' : '/passes'} size="sm">
        {ways[kind]}
      </Anchor>
    </Stack>
  );
}

function sayWhyReference({ fellBack }: MadeBy): string {
  if (fellBack === undefined) return 'Made by the reference prover, as you chose in the settings.';
  const happened = fellBack === 'ERR_PROVING_FAULTY' ? 'made a wrong proof' : 'stopped working';
  return `The fast prover ${happened} on this device, so the reference prover made this one. It counts the same.`;
}

/** Host of the way back; undefined unless it is an ordinary web address. */
function readReturnHost(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : assertUrlAllowed(url).host;
  } catch {
    return undefined;
  }
}
