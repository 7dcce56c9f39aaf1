import { Checkbox, NumberInput, Radio, Stack } from '@mantine/core';
import { type Assessment, type FlagName, zAssessment, zFlagName } from '@postern/protocol';
import { assuranceWords, diligenceWords, flagWords } from '../words/case-words.ts';

export const emptyAssessment: Assessment = {
  assurance: 'substantial',
  diligence: 'standard',
  flags: [],
  residenceSubdivision: 0,
};

export type AssessmentFormProps = { value: Assessment; onChange: (value: Assessment) => void; disabled: boolean };

/** What the maker found out, in plain words; nothing is ticked beforehand. */
export function AssessmentForm({ value, onChange, disabled }: AssessmentFormProps) {
  return (
    <Stack gap="lg">
      <Radio.Group
        label="How sure are you who this is?"
        value={value.assurance}
        onChange={(assurance) => onChange({ ...value, assurance: zAssessment.shape.assurance.parse(assurance) })}
      >
        <Stack gap="xs" mt="xs">
          {Object.entries(assuranceWords).map(([key, words]) => (
            <Radio key={key} value={key} label={words.label} description={words.hint} disabled={disabled} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="How thorough was the check?"
        value={value.diligence}
        onChange={(diligence) => onChange({ ...value, diligence: zAssessment.shape.diligence.parse(diligence) })}
      >
        <Stack gap="xs" mt="xs">
          {Object.entries(diligenceWords).map(([key, words]) => (
            <Radio key={key} value={key} label={words.label} description={words.hint} disabled={disabled} />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label="What did you find true?"
        description="Tick only what the file proves; each becomes a fact of the credential."
        value={value.flags}
        onChange={(flags) => onChange({ ...value, flags: flags as FlagName[] })}
      >
        <Stack gap="xs" mt="xs">
          {zFlagName.options.map((flag) => (
            <Checkbox key={flag} value={flag} label={flagWords[flag]} disabled={disabled} />
          ))}
        </Stack>
      </Checkbox.Group>
      <NumberInput
        label="Region of residence"
        description="Code of the published table; 0 when the region is not listed"
        min={0}
        max={1022}
        allowDecimal={false}
        value={value.residenceSubdivision}
        onChange={(code) => onChange({ ...value, residenceSubdivision: Number(code) || 0 })}
        disabled={disabled}
        maw={220}
      />
    </Stack>
  );
}
