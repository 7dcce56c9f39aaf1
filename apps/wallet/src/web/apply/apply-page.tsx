import { Select, Text } from '@mantine/core';
import { type ApplicationData, zApplicationData } from '@postern/protocol';
import { ApplicationForm, forgetApplicationDraft } from '@postern/ui';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../parts/failure.tsx';
import { useOpenVault, useWallet } from '../wallet/wallet-context.tsx';
import { keepApplication } from './application-record.ts';
import { sendApplication } from './send-application.ts';
import { Page } from '../parts/page.tsx';

/** Apply at a bank from inside the wallet; the status token goes straight into the vault. */
export function ApplyPage() {
  const { services, announce } = useWallet();
  const { vault } = useOpenVault();
  const navigate = useNavigate();
  const { banks } = services.config;
  const [issuer, setIssuer] = useState(banks[0]?.issuer ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const bank = banks.find((candidate) => candidate.issuer === issuer);

  const send = async (data: ApplicationData) => {
    if (bank === undefined) return;
    setBusy(true);
    setError(undefined);
    try {
      const receipt = await sendApplication({ issuer, data, http: services.http });
      await keepApplication(vault, { ...receipt, bank, sentAt: services.clock.now() });
      forgetApplicationDraft();
      announce();
      void navigate(`/applications/${encodeURIComponent(receipt.applicationId)}`);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Page title="Apply at a bank" lead="The bank checks these facts once. Sites that you visit later never see them.">
      <Select
        label="Bank"
        data={banks.map(({ name, issuer: value }) => ({ value, label: name }))}
        value={issuer}
        allowDeselect={false}
        onChange={(value) => setIssuer(value ?? '')}
      />
      <ApplicationForm schema={zApplicationData} busy={busy} onSubmit={(application) => void send(application)}>
        {error === undefined ? null : <Failure error={error} />}
        <Text size="sm" c="dimmed">
          This goes to {bank?.name ?? 'the bank'} and to nobody else. Your wallet keeps only the key to follow it.
        </Text>
      </ApplicationForm>
    </Page>
  );
}
