import { Button, Stack, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { forgetDraft, keepDraft, readDraft } from '../parts/draft.ts';
import classes from './application-form.module.css';
import { ApplicationInput } from './application-input.tsx';
import { EMAIL_FIELD, listApplicationParts } from './application-parts.ts';
import { type ApplicationValues, EMPTY_APPLICATION, isFieldAsked } from './application-values.ts';
import { type Application, createApplication } from './create-application.ts';
import { type ApplicationSchema, validateApplication } from './validate-application.ts';

export type ApplicationFormProps = {
  schema: ApplicationSchema;
  busy: boolean;
  onSubmit: (application: Application) => void;
  /** Between the fields and the button. */
  children?: ReactNode;
};

/** A reload costs nobody what they typed; it is kept in the tab until it was sent. */
const DRAFT = 'application';

/** For who sends the form, once the bank has it. */
export const forgetApplicationDraft = () => forgetDraft(DRAFT);

const currentDay = () => new Date().toISOString().slice(0, 10);

/** One column of fields, checked when a field is left and again before sending. */
export function ApplicationForm({ schema, busy, onSubmit, children }: ApplicationFormProps) {
  const [parts] = useState(() => listApplicationParts({ today: currentDay() }));
  const form = useForm({
    initialValues: readDraft(DRAFT, EMPTY_APPLICATION),
    onValuesChange: (values) => keepDraft(DRAFT, values),
    validateInputOnBlur: true,
    validate: (values: ApplicationValues) => validateApplication({ values, schema, today: currentDay() }),
  });
  const send = form.onSubmit(
    (values) => {
      const { data } = schema.safeParse(createApplication(values));
      if (data !== undefined) onSubmit(data);
    },
    (errors) => {
      const first = Object.keys(EMPTY_APPLICATION).find((field) => errors[field] !== undefined);
      if (first !== undefined) form.getInputNode(first)?.focus();
    },
  );

  return (
    <form noValidate onSubmit={send}>
      <Stack gap="xl">
        {parts.map(({ legend, fields }) => (
          <fieldset key={legend} className={classes.part}>
            <legend>
              <Title order={2} size="h3">
                {legend}
              </Title>
            </legend>
            <Stack>
              {fields
                .filter(({ name }) => isFieldAsked(name, form.values))
                .map((field) => (
                  <ApplicationInput key={field.name} field={field} form={form} />
                ))}
            </Stack>
          </fieldset>
        ))}
        <ApplicationInput field={EMAIL_FIELD} form={form} />
        <Stack>
          {children}
          {/* Pressing it must not leave the field first: the sentence that appears would move the button from under the
              finger, and the other fields' errors would come a round later. */}
          <Button type="submit" size="md" loading={busy} fullWidth onMouseDown={(event) => event.preventDefault()}>
            Send the application
          </Button>
        </Stack>
      </Stack>
    </form>
  );
}
