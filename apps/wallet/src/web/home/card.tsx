import { isSealed, isTestCredential, type SealedCredential, type StoredCredential } from '@postern/holder';
import { CredentialCard, nameCountry } from '@postern/ui';
import { LifeLine } from '../credential/life-line.tsx';
import { describeEnd, endOfCredential } from '../credential/credential-end.ts';
import { nameOfCredential } from '../credential/name-of-credential.ts';
import { useCredentialLife } from '../wallet/vault-queries.ts';
import { useWallet } from '../wallet/wallet-context.tsx';

/** What lies in the wallet, as an object that a person recognises. */
export function Card({ credential }: { credential: StoredCredential }) {
  return isSealed(credential) ? <SealedCard credential={credential} /> : <PlainCard credential={credential} />;
}

const stateTexts = {
  ended: 'The bank ended or paused this credential.',
  expired: 'Run out. Ask the bank for a new one.',
} as const;

function SealedCard({ credential }: { credential: SealedCredential }) {
  const { data: life, isError } = useCredentialLife(credential);
  const { claims, issuer } = credential;
  const over = life === undefined || life.state === 'valid' ? undefined : stateTexts[life.state];
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
        state={over === undefined ? 'valid' : 'ended'}
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
      {...(isOver ? { stateText: stateTexts.expired } : {})}
      testData={isTestCredential(credential)}
    />
  );
}
