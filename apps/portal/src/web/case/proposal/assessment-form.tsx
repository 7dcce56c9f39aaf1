import { Button, Group, NumberInput, Radio, Stack, Text } from '@mantine/core';
import { isResidenceDocumented, zChannel, zFindingSubject } from '@postern/protocol';
import { channelWords, subjectWords } from '../../words/assessment-words.ts';
import { FindingFields } from './finding-fields.tsx';
import {
  createFinding,
  isMandatory,
  listStated,
  type ProposalForm,
  putFinding,
  removeFinding,
  setChannel,
} from './proposal-form.ts';

export type AssessmentFormProps = {
  form: ProposalForm;
  today: string;
  disabled: boolean;
  onChange: (form: ProposalForm) => void;
};

/** What the maker found out, and by what. Assurance, diligence and flags follow from it; nobody ticks them. */
export function AssessmentForm({ form, today, disabled, onChange }: AssessmentFormProps) {
  const taken = new Set(form.findings.map(({ subject }) => subject));
  const open = zFindingSubject.options.filter((subject) => !taken.has(subject));
  const isDocumented = isResidenceDocumented({ findings: listStated(form) });
  return (
    <Stack gap="lg">
      <Radio.Group
        label="How did you meet the person?"
        value={form.channel ?? null}
        onChange={(channel) => onChange(setChannel(form, zChannel.parse(channel)))}
      >
        <Stack gap="xs" mt="xs">
          {zChannel.options.map((channel) => (
            <Radio
              key={channel}
              value={channel}
              label={channelWords[channel].label}
              description={channelWords[channel].hint}
              disabled={disabled}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Stack gap="sm" component="section" aria-label="Findings">
        <Text fw={560}>What did you find out?</Text>
        {form.findings.map((finding) => (
          <FindingFields
            key={finding.subject}
            finding={finding}
            channel={form.channel}
            today={today}
            disabled={disabled}
            onChange={(changed) => onChange(putFinding(form, changed))}
            {...(isMandatory(finding.subject)
              ? {}
              : { onRemove: () => onChange(removeFinding(form, finding.subject)) })}
          />
        ))}
        {open.length === 0 ? null : (
          <Group gap={6} component="section" aria-label="Add a finding">
            {open.map((subject) => (
              <Button
                key={subject}
                variant="default"
                size="compact-xs"
                disabled={disabled}
                onClick={() => onChange(putFinding(form, createFinding({ subject, today })))}
              >
                + {subjectWords[subject]}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
      <NumberInput
        label="Region of residence"
        description={
          isDocumented
            ? 'Code of the published table; 0 when the region is not listed'
            : 'Only where a document says where the person lives'
        }
        min={0}
        max={1022}
        allowDecimal={false}
        value={isDocumented ? form.residenceSubdivision : 0}
        onChange={(code) => onChange({ ...form, residenceSubdivision: Number(code) || 0 })}
        disabled={disabled || !isDocumented}
        maw={220}
      />
    </Stack>
  );
}
