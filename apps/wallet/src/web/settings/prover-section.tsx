import { Radio, Stack, Text, Title } from '@mantine/core';
import type { ProverEngineName } from '@postern/proof/prove';
import { useState } from 'react';
import type { ProverChoice } from '../prover/prover-choice.ts';

const CHOICES: readonly { engine: ProverEngineName; label: string; description: string }[] = [
  { engine: 'fast', label: 'Fast (default)', description: 'If it fails, the reference prover takes over.' },
  {
    engine: 'snarkjs',
    label: 'Reference (slower, independent code)',
    description: 'The widely used program snarkjs. A proof takes several seconds.',
  },
];

/** Which program makes the proofs. */
export function ProverSection({ choice }: { choice: ProverChoice }) {
  const [engine, setEngine] = useState(choice.read);
  const choose = (chosen: string) => {
    const wanted = chosen === 'snarkjs' ? 'snarkjs' : 'fast';
    choice.write(wanted);
    setEngine(wanted);
  };
  return (
    <section aria-label="Prover">
      <Title order={2} size="h4" mb={4}>
        Prover
      </Title>
      <Text c="dimmed" mb="sm">
        The program on this device that makes your proofs. A proof does not show which one made it.
      </Text>
      <Radio.Group aria-label="Prover" value={engine} onChange={choose}>
        <Stack gap="sm">
          {CHOICES.map((each) => (
            <Radio key={each.engine} value={each.engine} label={each.label} description={each.description} />
          ))}
        </Stack>
      </Radio.Group>
    </section>
  );
}
