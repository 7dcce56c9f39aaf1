import { Anchor, Button, Center, Stack, Text, Title } from '@mantine/core';
import { assertUrlAllowed, type VerifiedRequest } from '@postern/holder';
import { GateOpening } from '@postern/ui';
import type { MadeProof } from '@postern/proof/prove';
import { Link } from 'react-router';

export type MadeBy = Omit<MadeProof, 'presentation'>;

/** How a request ended: proven for an account's pass or for the site alone until a moment, shown, or turned down. */
export type Outcome = {
  kind: 'proven' | 'proven-here' | 'shown' | 'declined';
  /** "Wednesday, 30 June 2027 at 02:00 CEST"; only for a proof. */
  until?: string;
  /** Whether the site heard the no. */
  isTold?: boolean;
  /** Where the proof comes from. */
  made?: MadeBy | undefined;
  redirectUri: string | undefined;
};

type DoneProps = { outcome: Outcome; request: Pick<VerifiedRequest, 'host' | 'name' | 'isSigned' | 'siteUrl'> };

const ways: Readonly<Record<Outcome['kind'], string>> = {
  proven: 'See your passes',
  'proven-here': 'See what you proved',
  shown: 'See what you showed',
  declined: 'Back to the wallet',
};

/** What is true now, and the way back to the site. */
export function Done({ outcome, request }: DoneProps) {
  const site = request.isSigned ? (request.name ?? request.host) : request.host;
  const { kind, until, made, redirectUri, isTold = true } = outcome;
  const wayBack = redirectUri ?? request.siteUrl;
  const back = readReturnHost(wayBack);
  const isProven = kind === 'proven' || kind === 'proven-here';
  return (
    <Stack gap="lg" ta="center" py="lg">
      {kind === 'declined' ? null : (
        <Center>
          <GateOpening label="Accepted" />
        </Center>
      )}
      <Title order={1} size="h2">
        {isProven ? 'Proven' : kind === 'shown' ? 'Shown' : 'Not answered'}
      </Title>
      {kind === 'proven' ? (
        <Text>
          <bdi>{site}</bdi> has your proof. Once it is on chain, the gate is open for your account until {until}.
        </Text>
      ) : kind === 'proven-here' ? (
        <Text>
          <bdi>{site}</bdi> has checked and accepted your proof. It counts there alone until {until}; on chain it opens
          nothing.
        </Text>
      ) : kind === 'shown' ? (
        <Text>
          <bdi>{site}</bdi> has checked and accepted what you showed. Everything else stayed here.
        </Text>
      ) : (
        <Text c="dimmed">
          {isTold ? (
            <>
              <bdi>{site}</bdi> was told no.
            </>
          ) : (
            'The site could not be reached, so it was not told.'
          )}{' '}
          Nothing about you was sent.
        </Text>
      )}
      {made?.engine === 'snarkjs' ? (
        <Text c="dimmed" size="sm">
          {sayWhyReference(made)}
        </Text>
      ) : null}
      {back === undefined || wayBack === undefined ? (
        <Text c="dimmed" size="sm">
          Go back to where you started: the site goes on there by itself.
        </Text>
      ) : (
        <>
          <Button component="a" href={wayBack} size="md" fullWidth>
            Return to {redirectUri === undefined && request.name !== undefined ? <bdi>{request.name}</bdi> : back}
          </Button>
          {redirectUri === undefined ? (
            <Text c="dimmed" size="sm">
              If the site is still open in another tab or on another device, it goes on there by itself.
            </Text>
          ) : null}
        </>
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
