import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';

/** For links that arrive as text: an offer of a bank, or the request of a site on another device. */
export function PasteLink() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const query = text.includes('?') ? text.slice(text.indexOf('?')).trim() : '';
    const parameters = new URLSearchParams(query);
    if (parameters.has('credential_offer_uri') || parameters.has('credential_offer')) void navigate(`/offer${query}`);
    else if (['request_uri', 'request', 'dcql_query'].some((name) => parameters.has(name)))
      void navigate(`/present${query}`);
    else setError('This is not a link of a bank or a site. Copy the whole link.');
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          label="Got a link?"
          placeholder="Paste it here"
          style={{ flex: 1 }}
          value={text}
          error={error}
          autoComplete="off"
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''}>
          Open
        </Button>
      </Group>
    </form>
  );
}
