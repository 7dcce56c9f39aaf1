import { Button, Text } from '@mantine/core';
import {
  fetchCredentialOffer,
  fetchIssuerMetadata,
  HolderError,
  issuanceIdOfOffer,
  type IssuerProfile,
  type OpenOffer,
  readIssuance,
} from '@postern/holder';
import { Facts, LoadingShape } from '@postern/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useLocation } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { Page } from '../parts/page.tsx';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { CodeField, describeWrongCode } from './code-field.tsx';
import { CodePlace } from './code-place.tsx';
import { describeOffered, describeUse } from './describe-offered.ts';
import { Issuance } from './issuance.tsx';
import { countWrongCode } from './pending-issuance.ts';
import { redeemOffer } from './redeem-offer.ts';
import { startSignIn } from './start-sign-in.ts';

/** An issuer's offer: who offers what, the code or the sign-in, the receiving, the card. */
export function OfferPage() {
  const { search } = useLocation();
  const { services } = useWallet();
  const { vault } = useOpenVault();
  const { http } = services;
  const offer = useQuery({
    queryKey: ['offer', search],
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const open = await fetchCredentialOffer({ link: search, http });
      const issuer = await fetchIssuerMetadata({ ...open, http, locale: services.locale });
      const issuanceId = await issuanceIdOfOffer(open);
      return { offer: open, issuer, issuanceId, started: (await readIssuance(vault, issuanceId)) !== undefined };
    },
  });
  if (offer.isError) return <Failure error={offer.error} />;
  if (offer.data === undefined) return <LoadingShape label="Reading the offer" count={4} />;
  return <Receive {...offer.data} />;
}

type ReceiveProps = { offer: OpenOffer; issuer: IssuerProfile; issuanceId: string; started: boolean };

function Receive({ offer, issuer, issuanceId, started }: ReceiveProps) {
  const { services } = useWallet();
  const { vault } = useOpenVault();
  const [code, setCode] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const [isReceiving, setIsReceiving] = useState(false);
  const [error, setError] = useState<unknown>();
  const [codeError, setCodeError] = useState<string>();
  const { configurationIds } = offer;
  const isSignIn = offer.preAuthorizedCode === undefined;
  const issuerHost = new URL(offer.credentialIssuer).host;

  const redeem = async () => {
    await redeemOffer({ offer, issuer, transactionCode: code.trim(), issuanceId, services, vault });
    setIsReceiving(true);
  };
  const signIn = () => {
    const { issuerState } = offer.authorizationCode ?? {};
    return startSignIn({ issuer, configurationIds, issuerState, services, vault });
  };
  const start = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setCodeError(undefined);
    setIsBusy(true);
    try {
      await (isSignIn ? signIn() : redeem());
    } catch (thrown) {
      setCode('');
      setIsBusy(false);
      if (thrown instanceof HolderError && thrown.code === 'ERR_TX_CODE_WRONG') {
        setCodeError(describeWrongCode(thrown, await countWrongCode(vault, offer)));
      } else setError(thrown);
    }
  };

  if (isReceiving) return <Issuance id={issuanceId} />;
  const needsCode = offer.transactionCode !== undefined && !started;
  return (
    <form onSubmit={(event) => void (started ? (event.preventDefault(), setIsReceiving(true)) : start(event))}>
      <Page above={issuerHost} title={`${issuer.name} offers you a credential`} lead={describeUse(issuer)}>
        <Facts
          facts={[
            { label: 'What', value: describeOffered(issuer, configurationIds, services.locale) },
            { label: 'Where it stays', value: 'In this wallet only' },
          ]}
        />
        {error === undefined ? null : <Failure error={error} />}
        {started ? <Text>Your code was accepted before. Receiving can go on.</Text> : null}
        {isSignIn && !started ? (
          <Text>
            You sign in at {issuerHost} first. It sends you back here, and the credential comes into this wallet.
          </Text>
        ) : null}
        {needsCode ? <CodeField offer={offer} value={code} onChange={setCode} error={codeError} /> : null}
        {needsCode ? <CodePlace issuer={offer.credentialIssuer} /> : null}
        <Button type="submit" size="md" fullWidth loading={isBusy} disabled={needsCode && code.trim() === ''}>
          {started ? 'Go on' : isSignIn ? `Sign in at ${issuerHost}` : 'Receive'}
        </Button>
      </Page>
    </form>
  );
}
