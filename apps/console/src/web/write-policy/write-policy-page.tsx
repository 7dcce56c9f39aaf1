import { Button, Group, Select, Stack, Text, Textarea, Title } from '@mantine/core';
import type { CompilePolicyResponse } from '@postern/protocol';
import { Address, EmptyState, PageHeader, ProblemNotice } from '@postern/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { PolicySentences } from '../policies/policy-sentences.tsx';
import { useConsole } from '../session/console-context.ts';
import { CodeBlock } from '../words/code-block.tsx';
import { describePolicyProblem } from './describe-policy-problem.ts';
import { findJsonError } from './find-json-error.ts';
import { draftsOf, formatDraft, POLICY_EXAMPLES } from './policy-examples.ts';
import classes from './write-policy-page.module.css';

/** A draft on one side, what it means on the other. Nothing is stored or published. */
export function WritePolicyPage() {
  const { api, protocol, chain } = useConsole();
  const { chainId } = chain;
  const drafts = [...POLICY_EXAMPLES, ...draftsOf(protocol.policies)];
  const [text, setText] = useState(() => formatDraft(drafts[0]?.policy));
  const [syntaxError, setSyntaxError] = useState<string>();
  const compile = useMutation({ mutationFn: (policy: unknown) => api.compilePolicy({ policy, chainId }) });

  const run = (draft: string) => {
    const wrong = findJsonError(draft);
    setSyntaxError(wrong);
    if (wrong === undefined) compile.mutate(JSON.parse(draft));
    else compile.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(text);
  };
  const runOnShortcut = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run(text);
  };
  const choose = (name: string | null) => {
    const draft = drafts.find((one) => one.name === name);
    if (draft === undefined) return;
    setText(formatDraft(draft.policy));
    run(formatDraft(draft.policy));
  };

  return (
    <>
      <PageHeader
        title="Write a policy"
        lead="Say who may pass. Read back what people will be asked. Then publish it."
      />
      <div className={classes.columns}>
        <form onSubmit={submit}>
          <Stack>
            <Select
              label="Start from"
              data={drafts.map(({ name }) => name)}
              defaultValue={drafts[0]?.name ?? null}
              onChange={choose}
              allowDeselect={false}
            />
            <Textarea
              label="Policy"
              description="Every part is a condition; all of them hold together."
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value);
                // What was wrong is told until it is right; nothing is called wrong while it is typed.
                if (syntaxError !== undefined) setSyntaxError(findJsonError(event.currentTarget.value));
              }}
              onBlur={() => setSyntaxError(findJsonError(text))}
              onKeyDown={runOnShortcut}
              error={syntaxError}
              autosize
              minRows={14}
              maxRows={28}
              spellCheck={false}
              classNames={{ input: classes.editor ?? '' }}
            />
            <Group>
              <Button type="submit" loading={compile.isPending}>
                See what it means
              </Button>
              <Text size="sm" c="dimmed" visibleFrom="sm">
                or Ctrl + Enter
              </Text>
            </Group>
          </Stack>
        </form>
        <section aria-live="polite" aria-label="What it means">
          {compile.isError ? (
            <ProblemNotice error={compile.error} words={describePolicyProblem(compile.error)} />
          ) : null}
          {compile.data === undefined ? null : <CompiledPolicy compiled={compile.data} network={chain.name} />}
          {compile.isIdle ? (
            <EmptyState title="What it means">The sentences that people will read appear here.</EmptyState>
          ) : null}
        </section>
      </div>
    </>
  );
}

function CompiledPolicy({ compiled, network }: { compiled: CompilePolicyResponse; network: string }) {
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} size="h3" mb="xs">
          People will prove
        </Title>
        <PolicySentences sentences={compiled.sentences} />
        <Text size="sm" c="dimmed" mt="xs">
          Days change at midnight UTC. Who was born on 29 February has the birthday on 1 March in other years.
        </Text>
      </div>
      {compiled.warnings.map((warning) => (
        <div key={warning.code} className={classes.warning} role="note">
          <Text>{warning.text}</Text>
          <Text size="xs" c="dimmed" ff="monospace">
            {warning.code}
          </Text>
        </div>
      ))}
      <div>
        <Title order={2} size="h4" mb={4}>
          Policy hash
        </Title>
        <Address value={compiled.policyHash} kind="policy hash" head={16} tail={12} />
      </div>
      <div>
        <Title order={2} size="h4">
          Text to publish
        </Title>
        <Text size="sm" c="dimmed">
          Your account publishes it with <code>PolicyRegistry.createPolicy</code> on {network}, once and for ever: a
          change is a new policy. Choose the pass life, proof age and grace there.
        </Text>
        <CodeBlock code={compiled.policyJson} label="Canonical policy text" wrap />
      </div>
    </Stack>
  );
}
