import { NativeSelect, Stack, Text } from '@mantine/core';
import type { ProtocolView } from '@postern/protocol';
import { useConsole } from '../session/console-context.ts';

/** Which chain the pages are about; nothing where the verifier serves one alone. */
export function NetworkChoice() {
  const { chain, chains, chooseChain } = useConsole();
  if (chains.length === 1) return null;
  return (
    <Stack gap="xs" mb="lg" align="flex-start">
      <NativeSelect
        label="Network"
        data={chains.map(({ chainId, name }) => ({ value: String(chainId), label: name }))}
        value={String(chain.chainId)}
        onChange={(event) => chooseChain(Number(event.currentTarget.value))}
      />
      {chain.answers ? null : (
        <Text component="output" c="var(--postern-amber)">
          {chain.name} gives no answer now: its policies cannot be shown.
        </Text>
      )}
    </Stack>
  );
}

/** The chain that is looked at: the chosen one, else the first. */
export function selectNetwork({ chains }: ProtocolView, chosen: number | undefined): ProtocolView['chains'][number] {
  return chains.find(({ chainId }) => chainId === chosen) ?? chains[0]!;
}
