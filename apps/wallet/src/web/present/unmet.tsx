import { Button } from '@mantine/core';
import type { AnswerPart, VerifiedRequest } from '@postern/holder';
import { ErrorState } from '@postern/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { useWallet } from '../wallet/wallet-context.tsx';
import { type Declined, sendDecline } from './send-decline.ts';
import { DeclineButton } from './decline-button.tsx';
import { Done } from './done.tsx';
import { Refusal } from './refusal.tsx';

const words = {
  no_credential: {
    title: 'You do not have what is asked',
    meaning: 'This site asks for a credential that is not in your wallet. Nothing was sent.',
    remedy: 'Get it from whoever issues it, then come back to the site.',
  },
  expired: {
    title: 'Your credential has run out',
    meaning: 'What this site asks for is no longer valid. Nothing was sent.',
    remedy: 'Ask the issuer for a new one.',
  },
  claims_missing: {
    title: 'Your credential does not say what is asked',
    meaning: 'The site asks for facts, or for values, that your credential does not hold. Nothing was sent.',
    remedy: 'If a fact about you has changed, ask the issuer for a new credential.',
  },
} as const;

type UnmetProps = { request: VerifiedRequest; parts: readonly AnswerPart[]; onRetry: () => void };

/** Why nothing can be answered, by the first part that stands in the way. */
export function Unmet({ request, parts, onRetry }: UnmetProps) {
  const { services } = useWallet();
  const navigate = useNavigate();
  const [declined, setDeclined] = useState<Declined>();
  const decline = async () => {
    setDeclined(await sendDecline({ request, http: services.http }));
  };
  if (declined !== undefined) return <Done outcome={{ kind: 'declined', ...declined }} request={request} />;
  const button = <DeclineButton onDecline={decline} />;
  const [part] = parts.filter((each) => each.kind !== 'claims' || each.reason !== undefined);
  if (part?.kind === 'proof' && part.check.state !== 'ready') {
    return <Refusal check={part.check} host={request.host} onRetry={onRetry} decline={button} />;
  }
  if (part?.kind === 'unknown') return <Failure error={part.error} action={button} />;
  const reason = part?.kind === 'claims' ? (part.reason ?? 'no_credential') : 'no_credential';
  return (
    <>
      <ErrorState
        {...words[reason]}
        reference={`${reason} · ${request.host}`}
        action={
          reason === 'no_credential' ? (
            <Button onClick={() => void navigate('/apply')}>Apply at a bank</Button>
          ) : undefined
        }
      />
      {button}
    </>
  );
}
