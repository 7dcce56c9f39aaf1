import { Button, Group, Radio, Select, Stack, Text } from '@mantine/core';
import {
  isResidenceDocumented,
  SUBDIVISIONS,
  UNLISTED_SUBDIVISION,
  zChannel,
  zFindingSubject,
} from '@postern/protocol';
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
  /** Country that the applicant lives in. */
  residence: string;
  today: string;
  disabled: boolean;
  onChange: (form: ProposalForm) => void;
};

/** What the maker found out, and by what. Assurance, diligence and flags follow from it; nobody ticks them. */
export function AssessmentForm({ form, residence, today, disabled, onChange }: AssessmentFormProps) {
  const taken = new Set(form.findings.map(({ subject }) => subject));
  const open = zFindingSubject.options.filter((subject) => !taken.has(subject));
  const regions = SUBDIVISIONS.filter(({ country }) => country === residence).map(({ code, name }) => ({
    value: String(code),
    label: name,
  }));
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
      {regions.length === 0 ? null : (
        <Select
          label="Region of residence"
          description={isDocumented ? 'As the document says it' : 'Only where a document says where the person lives'}
          data={[{ value: String(UNLISTED_SUBDIVISION), label: 'None of these' }, ...regions]}
          value={String(isDocumented ? form.residenceSubdivision : UNLISTED_SUBDIVISION)}
          onChange={(code) => onChange({ ...form, residenceSubdivision: Number(code) })}
          allowDeselect={false}
          searchable
          disabled={disabled || !isDocumented}
          maw={320}
        />
      )}
    </Stack>
  );
}
