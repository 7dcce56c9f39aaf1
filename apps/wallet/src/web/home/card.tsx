import { isSealed, isTestCredential, type SealedCredential, type StoredCredential } from '@postern/holder';
import { CredentialCard, nameCountry } from '@postern/ui';
import { useApplicationStates } from '../apply/use-application-states.ts';
import { endedSentences, findEndedKind } from '../credential/describe-ended.ts';
import { LifeLine } from '../credential/life-line.tsx';
import { describeEnd, endOfCredential } from '../credential/credential-end.ts';
import { nameOfCredential } from '../credential/name-of-credential.ts';
import { useCredentialLife } from '../wallet/vault-queries.ts';
import { useWallet } from '../wallet/wallet-context.tsx';

/** What lies in the wallet, as an object that a person recognises. */
export function Card({ credential }: { credential: StoredCredential }) {
  return isSealed(credential) ? <SealedCard credential={credential} /> : <PlainCard credential={credential} />;
}

const EXPIRED = 'Run out. Ask the bank for a new one.';

function SealedCard({ credential }: { credential: SealedCredential }) {
  const { data: life, isError } = useCredentialLife(credential);
  const { claims, issuer } = credential;
  const kind = findEndedKind({ states: useApplicationStates(), issuer: issuer.identifier });
  const over =
    life === undefined || life.state === 'valid' ? undefined : life.state === 'ended' ? endedSentences[kind] : EXPIRED;
  const isPaused = life?.state === 'ended' && kind === 'paused';
  return (
    <div>
      <CredentialCard
        issuerName={issuer.name}
        title={nameOfCredential(credential)}
        holderName={[claims.given_name, claims.family_name].filter((part) => part !== '').join(' ')}
        facts={[
          { label: 'Lives in', value: nameCountry(claims.address.country) },
          { label: 'Checked to level', value: claims.assurance },
        ]}
        validity={describeEnd(credential)}
        state={over === undefined ? 'valid' : isPaused ? 'suspended' : 'ended'}
        {...(over === undefined ? {} : { stateText: over })}
        testData={isTestCredential(credential)}
      />
      <LifeLine life={life} isStale={isError} />
    </div>
  );
}

/** A credential of an issuer that does not seal: it can be shown, no proof can be made from it. */
function PlainCard({ credential }: { credential: StoredCredential }) {
  const { services } = useWallet();
  const ends = endOfCredential(credential);
  const isOver = ends !== undefined && ends <= services.clock.now();
  return (
    <CredentialCard
      issuerName={credential.issuer.name}
      title={nameOfCredential(credential)}
      holderName=""
      facts={[{ label: 'From', value: new URL(credential.issuer.identifier).host }]}
      validity={describeEnd(credential)}
      state={isOver ? 'ended' : 'valid'}
      {...(isOver ? { stateText: EXPIRED } : {})}
      testData={isTestCredential(credential)}
    />
  );
}
