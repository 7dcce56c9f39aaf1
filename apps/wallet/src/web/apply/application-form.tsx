import { Button, Select, Stack, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { listCountries } from '@postern/ui';
import { type ReactNode, useMemo } from 'react';
import {
  type ApplicationFormValues,
  EMPTY_APPLICATION,
  needsLatinName,
  validateApplication,
} from './application-form-values.ts';

export type ApplicationFormProps = {
  busy: boolean;
  onSubmit: (values: ApplicationFormValues) => void;
  /** Between the fields and the button. */
  children?: ReactNode;
};

type Field = keyof ApplicationFormValues;

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
    initialValues: EMPTY_APPLICATION,
    validateInputOnBlur: true,
    validate: (values) => validateApplication({ values, today: currentDay() }),
  });
  const bind = (field: Field) => ({ ...form.getInputProps(field), key: form.key(field) });
  const country = (field: Field) => ({
    data: countries,
    searchable: true,
    nothingFoundMessage: 'No country of that name',
    placeholder: 'Type to search',
    ...form.getInputProps(field),
    onChange: (value: string | null) => form.setFieldValue(field, value ?? ''),
  });
  const focusFirstError = (errors: Record<string, unknown>) => {
    const first = Object.keys(EMPTY_APPLICATION).find((field) => errors[field] !== undefined);
    if (first !== undefined) form.getInputNode(first)?.focus();
  };

  return (
    <form noValidate onSubmit={form.onSubmit(onSubmit, focusFirstError)}>
      <Stack gap="md">
        <Title order={2} size="h4" mt="md">
          You
        </Title>
        <TextInput
          label="Family name"
          description="As on your document, in any script"
          autoComplete="family-name"
          withAsterisk
          dir="auto"
          {...bind('familyName')}
        />
        <TextInput
          label="Given names"
          description="All of them; empty if you have one name only"
          autoComplete="given-name"
          dir="auto"
          {...bind('givenName')}
        />
        {needsLatinName(form.values) ? (
          <TextInput
            label="Name in Latin letters"
            description="As your document prints it"
            withAsterisk
            {...bind('latinName')}
          />
        ) : null}
        <TextInput
          label="Birth date"
          type="date"
          autoComplete="bday"
          max={currentDay()}
          withAsterisk
          {...bind('birthDate')}
        />
        <Select label="Nationality" withAsterisk {...country('nationality')} />
        <Select
          label="Second nationality"
          description="Leave empty if you have one"
          clearable
          {...country('nationality2')}
        />

        <Title order={2} size="h4" mt="md">
          Where you live
        </Title>
        <Select label="Country" withAsterisk {...country('residence')} />
        <TextInput label="Street and number" autoComplete="street-address" dir="auto" {...bind('street')} />
        <TextInput label="Postal code" autoComplete="postal-code" maw={180} {...bind('postalCode')} />
        <TextInput label="Town or city" autoComplete="address-level2" withAsterisk dir="auto" {...bind('locality')} />

        <Title order={2} size="h4" mt="md">
          Your document
        </Title>
        <Select
          label="Kind of document"
          data={documentTypes}
          allowDeselect={false}
          withAsterisk
          {...bind('documentType')}
        />
        <TextInput
          label="Document number"
          autoComplete="off"
          autoCapitalize="characters"
          withAsterisk
          {...bind('documentNumber')}
        />
        <Select label="Issued by" withAsterisk {...country('documentCountry')} />
        <TextInput label="Expires on" type="date" withAsterisk {...bind('documentExpiry')} />
        <TextInput
          label="E-mail"
          description="Optional; for questions about your application"
          type="email"
          autoComplete="email"
          {...bind('email')}
        />
        {children}
        <Button type="submit" size="md" loading={busy} fullWidth>
          Send the application
        </Button>
      </Stack>
    </form>
  );
}
