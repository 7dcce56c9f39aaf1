import { Button, Fieldset, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type Channel, zEvidenceKind } from '@postern/protocol';
import { evidenceWords, subjectWords } from '../../words/assessment-words.ts';
import { type FindingInput, listEvidence } from './proposal-form.ts';

export type FindingFieldsProps = {
  finding: FindingInput;
  channel: Channel | undefined;
  today: string;
  disabled: boolean;
  onChange: (finding: FindingInput) => void;
  /** Absent for a finding that is always asked for. */
  onRemove?: () => void;
};

/** One finding: what it rests on, what was seen, on which day. It goes into the file under the maker's name. */
export function FindingFields({ finding, channel, today, disabled, onChange, onRemove }: FindingFieldsProps) {
  const kinds = listEvidence({ subject: finding.subject, channel });
  return (
    <Fieldset
      legend={
        <Text span inherit fw={540}>
          {subjectWords[finding.subject]}
        </Text>
      }
      disabled={disabled}
      p="sm"
    >
      <Stack gap="sm">
        <NativeSelect
          label="Rests on"
          value={finding.evidence ?? ''}
          disabled={kinds.length === 0}
          data={[
            { value: '', label: describeChoice({ isChannelKnown: channel !== undefined, count: kinds.length }) },
            ...kinds.map((kind) => ({ value: kind, label: evidenceWords[kind] })),
          ]}
          onChange={(event) =>
            onChange({ ...finding, evidence: zEvidenceKind.safeParse(event.currentTarget.value).data })
          }
        />
        {finding.evidence === undefined ? null : (
          <>
            <Textarea
              label="What you saw"
              autosize
              minRows={1}
              maxLength={500}
              value={finding.note}
              onChange={(event) => onChange({ ...finding, note: event.currentTarget.value })}
            />
            <TextInput
              label="Seen on"
              type="date"
              max={today}
              maw={180}
              value={finding.seenOn}
              onChange={(event) => onChange({ ...finding, seenOn: event.currentTarget.value })}
            />
          </>
        )}
        {channel !== undefined && kinds.length === 0 ? (
          <Text size="xs" c="dimmed">
            Nothing that can be had this way carries it.
          </Text>
        ) : null}
        {onRemove === undefined ? null : (
          <Group>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={onRemove}>
              Take it away
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}

function describeChoice({ isChannelKnown, count }: { isChannelKnown: boolean; count: number }): string {
  if (!isChannelKnown) return 'First say how you met the person';
  return count === 0 ? 'Not possible this way' : 'Not found out';
}
