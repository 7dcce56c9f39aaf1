import { Checkbox, MultiSelect, Select, TextInput } from '@mantine/core';
import type { ApplicationField } from './application-parts.ts';
import { type ApplicationFieldName, type ApplicationValues, TICKED } from './application-values.ts';

export type ApplicationInputProps = {
  field: ApplicationField;
  /** What a field needs of the form's state. */
  form: {
    values: ApplicationValues;
    getInputProps: (name: ApplicationFieldName) => object;
    setFieldValue: (name: ApplicationFieldName, value: string) => void;
  };
};

const SEARCH = { searchable: true, placeholder: 'Type to search', nothingFoundMessage: 'No country of that name' };

/** One field with its label, its hint, and what is wrong with it. */
export function ApplicationInput({ field, form }: ApplicationInputProps) {
  const { name, label, description, required = false } = field;
  const bound = { label, description, required, ...form.getInputProps(name) };
  if (field.kind === 'text') return <TextInput {...bound} {...field.attributes} />;
  if (field.kind === 'tick') {
    return (
      <Checkbox
        label={label}
        checked={form.values[name] === TICKED}
        onChange={(event) => form.setFieldValue(name, event.currentTarget.checked ? TICKED : '')}
      />
    );
  }
  if (field.kind === 'countries') {
    return (
      <MultiSelect
        {...bound}
        {...SEARCH}
        data={field.choices}
        value={form.values[name].split(',').filter((code) => code !== '')}
        onChange={(codes) => form.setFieldValue(name, codes.join(','))}
        maxValues={8}
        comboboxProps={{ shadow: 'md' }}
      />
    );
  }
  const { choices, unstated } = field;
  const mayBeCleared = !required && unstated === undefined;
  return (
    <Select
      {...bound}
      {...(field.kind === 'country' && SEARCH)}
      data={unstated === undefined ? choices : [{ value: '', label: unstated }, ...choices]}
      value={form.values[name] === '' && unstated === undefined ? null : form.values[name]}
      onChange={(value) => form.setFieldValue(name, value ?? '')}
      allowDeselect={mayBeCleared}
      clearable={mayBeCleared}
      comboboxProps={{ shadow: 'md' }}
    />
  );
}
