import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { listCountries } from '@postern/ui';
import { type ReactNode, useMemo } from 'react';
import { type ApplicationFormValues, emptyApplicationForm, needsLatinName } from './application-form-values.ts';
import classes from './application-form.module.css';
import { validateApplication } from './validate-application.ts';

export type ApplicationFormProps = {
  busy: boolean;
  onSubmit: (values: ApplicationFormValues) => void;
  /** Between the fields and the button. */
  children?: ReactNode;
};

const documentTypes = [
  { value: 'passport', label: 'Passport' },
  { value: 'identity_card', label: 'Identity card' },
  { value: 'residence_permit', label: 'Residence permit' },
  { value: 'driving_licence', label: 'Driving licence' },
];

const currentDay = () => new Date().toISOString().slice(0, 10);

/** One column of fields, checked when a field is left and again before sending. */
export function ApplicationForm({ busy, onSubmit, children }: ApplicationFormProps) {
  const countries = useMemo(() => listCountries().map(({ code, name }) => ({ value: code, label: name })), []);
  const form = useForm<ApplicationFormValues>({
    mode: 'controlled',
    initialValues: emptyApplicationForm,
    validateInputOnBlur: true,
    validate: (values) => ({ ...validateApplication({ values, today: currentDay() }) }),
  });
  const country = {
    data: countries,
    searchable: true,
    nothingFoundMessage: 'No country of that name',
    comboboxProps: { shadow: 'md' },
    placeholder: 'Type to search',
  };
  const focusFirstError = (errors: Record<string, unknown>) => {
    const first = Object.keys(emptyApplicationForm).find((field) => errors[field] !== undefined);
    if (first !== undefined) form.getInputNode(first)?.focus();
  };

  return (
    <form noValidate onSubmit={form.onSubmit(onSubmit, focusFirstError)}>
      <Stack gap="xl">
        <fieldset className={classes.part}>
          <legend>You</legend>
          <Stack>
            <TextInput
              label="Family name"
              description="As on your document, in any script"
              autoComplete="family-name"
              withAsterisk
              dir="auto"
              {...form.getInputProps('familyName')}
              key={form.key('familyName')}
            />
            <TextInput
              label="Given names"
              description="All of them; empty if you have one name only"
              autoComplete="given-name"
              dir="auto"
              {...form.getInputProps('givenName')}
              key={form.key('givenName')}
            />
            {needsLatinName(form.values) ? (
              <TextInput
                label="Name in Latin letters"
                description="As your document prints it"
                withAsterisk
                {...form.getInputProps('latinName')}
                key={form.key('latinName')}
              />
            ) : null}
            <TextInput
              label="Birth date"
              type="date"
              autoComplete="bday"
              max={currentDay()}
              withAsterisk
              {...form.getInputProps('birthDate')}
              key={form.key('birthDate')}
            />
            <Select
              label="Nationality"
              withAsterisk
              {...country}
              {...form.getInputProps('nationality')}
              key={form.key('nationality')}
            />
            <Select
              label="Second nationality"
              description="Leave empty if you have one"
              clearable
              {...country}
              {...form.getInputProps('nationality2')}
              value={form.values.nationality2 === '' ? null : form.values.nationality2}
              onChange={(value) => form.setFieldValue('nationality2', value ?? '')}
              key={form.key('nationality2')}
            />
          </Stack>
        </fieldset>

        <fieldset className={classes.part}>
          <legend>Where you live</legend>
          <Stack>
            <Select
              label="Country"
              withAsterisk
              {...country}
              {...form.getInputProps('residence')}
              key={form.key('residence')}
            />
            <TextInput
              label="Street and number"
              autoComplete="street-address"
              dir="auto"
              {...form.getInputProps('street')}
              key={form.key('street')}
            />
            <TextInput
              label="Postal code"
              autoComplete="postal-code"
              maw={180}
              {...form.getInputProps('postalCode')}
              key={form.key('postalCode')}
            />
            <TextInput
              label="Town or city"
              autoComplete="address-level2"
              withAsterisk
              dir="auto"
              {...form.getInputProps('locality')}
              key={form.key('locality')}
            />
          </Stack>
        </fieldset>

        <fieldset className={classes.part}>
          <legend>Your document</legend>
          <Stack>
            <Select
              label="Kind of document"
              data={documentTypes}
              allowDeselect={false}
              withAsterisk
              {...form.getInputProps('documentType')}
              key={form.key('documentType')}
            />
            <TextInput
              label="Document number"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              withAsterisk
              {...form.getInputProps('documentNumber')}
              key={form.key('documentNumber')}
            />
            <Select
              label="Issued by"
              withAsterisk
              {...country}
              {...form.getInputProps('documentCountry')}
              key={form.key('documentCountry')}
            />
            <TextInput
              label="Valid until"
              type="date"
              withAsterisk
              {...form.getInputProps('documentExpiry')}
              key={form.key('documentExpiry')}
            />
          </Stack>
        </fieldset>

        <TextInput
          label="E-mail"
          description="Optional; for questions about your application"
          type="email"
          autoComplete="email"
          {...form.getInputProps('email')}
          key={form.key('email')}
        />
        {children}
        <Button type="submit" size="md" loading={busy} fullWidth>
          Send the application
        </Button>
      </Stack>
    </form>
  );
}
