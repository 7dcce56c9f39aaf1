import { Stack, Text, Title } from '@mantine/core';
import { Address, Facts, PageHeader } from '@postern/ui';
import { useConsole } from '../session/console-context.ts';
import { CodeBlock } from '../words/code-block.tsx';
import { constructorSnippet, sdkSnippet, soliditySnippet, verifierOrigin } from './snippets.ts';

/** What to paste where, with this protocol's own values filled in. */
export function IntegrationPage() {
  const { protocol } = useConsole();
  const verifierUrl = verifierOrigin(protocol.clientId);
  const [policy] = protocol.policies;
  return (
    <>
      <PageHeader
        title="Integrate"
        lead="The contract decides who may pass. Your server asks for the proof, the account carries it to the chain."
      />
      <Stack gap="xl">
        <section>
          <Title order={2} size="h3">
            1. Guard your contract
          </Title>
          <Text c="dimmed">Put the modifier on what lets value in. Nothing else changes.</Text>
          <CodeBlock code={soliditySnippet()} label="Pool.sol" />
          <CodeBlock code={constructorSnippet(policy)} label="Your constructor arguments" />
        </section>
        <section>
          <Title order={2} size="h3">
            2. Ask for a proof
          </Title>
          <Text c="dimmed">Two calls from your server and one transaction from the account.</Text>
          <CodeBlock
            code={sdkSnippet({ verifierUrl, policyId: policy?.policyId })}
            label="TypeScript, on your server"
          />
        </section>
        <section>
          <Title order={2} size="h3" mb={4}>
            Addresses
          </Title>
          <Facts
            facts={[
              { label: 'Verifier API', value: verifierUrl },
              {
                label: 'Your identity',
                value: <Address value={protocol.clientId} kind="identity" head={34} tail={14} />,
              },
              {
                label: 'Pass registry',
                value:
                  policy === undefined ? 'No policy yet' : <Address value={policy.registry} kind="pass registry" />,
              },
            ]}
          />
        </section>
      </Stack>
    </>
  );
}
