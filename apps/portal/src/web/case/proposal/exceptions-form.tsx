import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import type { Blocker } from '@postern/protocol';
import { Notice } from '@postern/ui';
import { blockerWords } from '../../words/assessment-words.ts';
import type { ProposalForm } from './proposal-form.ts';

export type ExceptionsFormProps = {
  blockers: readonly Blocker[];
  form: ProposalForm;
  disabled: boolean;
  onChange: (form: ProposalForm) => void;
};

/** What blocks the approval, and an exception to each that both people sign; none is made unless somebody asks. */
export function ExceptionsForm({ blockers, form, disabled, onChange }: ExceptionsFormProps) {
  if (blockers.length === 0) return null;
  const set = (blocker: Blocker, reason: string | undefined) => {
    const { [blocker]: _old, ...others } = form.exceptions;
    onChange({ ...form, exceptions: reason === undefined ? others : { ...others, [blocker]: reason } });
  };
  return (
    <Notice tone="waiting" label="What blocks the approval" title="It cannot be approved like this">
      <Stack gap="sm" mt={4}>
        {blockers.map((blocker) => {
          const reason = form.exceptions[blocker];
          return (
            <div key={blocker}>
              <Text>{blockerWords[blocker]}</Text>
              {reason === undefined ? (
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-xs"
                  disabled={disabled}
                  onClick={() => set(blocker, '')}
                  aria-label={`Make an exception: ${blockerWords[blocker]}`}
                >
                  Make an exception
                </Button>
              ) : (
                <>
                  <Textarea
                    label={`Reason of the exception: ${blockerWords[blocker]}`}
                    description="Ten characters or more. Both people sign it."
                    autosize
                    minRows={2}
                    maxLength={500}
                    mt={4}
                    value={reason}
                    disabled={disabled}
                    onChange={(event) => set(blocker, event.currentTarget.value)}
                  />
                  <Group mt={4}>
                    <Button
                      variant="subtle"
                      color="gray"
                      size="compact-xs"
                      disabled={disabled}
                      onClick={() => set(blocker, undefined)}
                    >
                      No exception
                    </Button>
                  </Group>
                </>
              )}
            </div>
          );
        })}
      </Stack>
    </Notice>
  );
}
