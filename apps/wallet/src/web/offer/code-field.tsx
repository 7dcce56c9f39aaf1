import { PinInput, Stack, Text, TextInput } from '@mantine/core';
import type { HolderError, OpenOffer } from '@postern/holder';

type CodeFieldProps = { offer: OpenOffer; value: string; onChange: (value: string) => void; error: string | undefined };

/** The transaction code: boxes for a short one, one field for any other. */
export function CodeField({ offer, value, onChange, error }: CodeFieldProps) {
  const { length, isNumeric = true, description } = offer.transactionCode ?? {};
  const label = 'Code from the issuer';
  if (length === undefined || length > 8) {
    return (
      <TextInput
        label={label}
        description={description}
        autoComplete="one-time-code"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
    );
  }
  return (
    <Stack gap={6}>
      <Text fw={560}>{label}</Text>
      {description === undefined ? null : (
        <Text size="sm" c="dimmed">
          {description}
        </Text>
      )}
      <PinInput
        length={length}
        type={isNumeric ? 'number' : 'alphanumeric'}
        oneTimeCode
        size="lg"
        aria-label={label}
        value={value}
        onChange={onChange}
        error={error !== undefined}
      />
      {error === undefined ? null : (
        <Text c="var(--postern-brick)" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** Tries left where the bank says it; else how many went wrong here, and that banks allow five. */
export function describeWrongCode(error: HolderError, wrongHere: number): string {
  const { attemptsLeft } = error.details;
  if (typeof attemptsLeft === 'number') {
    return `That is not the code. You have ${attemptsLeft} ${attemptsLeft === 1 ? 'try' : 'tries'} left.`;
  }
  return wrongHere < 5
    ? `That is not the code, or the offer is over. ${wrongHere} of 5 tries used here.`
    : 'The offer is locked after five wrong codes. Ask the bank for a new one.';
}
