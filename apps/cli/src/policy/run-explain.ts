import { readFile } from 'node:fs/promises';
import { parseStrictJson, PosternError } from '@postern/primitives';
import {
  canonicalPolicyJson,
  compilePolicy,
  explainPolicy,
  hashPolicy,
  type PolicyInput,
  policyWarnings,
} from '@postern/proof';

export type RunExplainOptions = {
  /** Policy JSON as people write it; the canonical form is one way of writing it. */
  policyFile: string;
  print?: (line: string) => void;
};

/**
 * `postern policy explain`: what a policy asks for, rendered from the values that are hashed, with its hash, its
 * canonical text and what its author should think about.
 *
 * @returns exit code: 0, or 1 when the file is not a policy that anybody could satisfy
 */
export async function runExplain(options: RunExplainOptions): Promise<number> {
  const print = options.print ?? ((line: string) => process.stdout.write(`${line}\n`));
  try {
    // The policy's own schema judges the shape.
    const policy = parseStrictJson(await readFile(options.policyFile, 'utf8')) as PolicyInput;
    const compiled = compilePolicy({ policy });
    for (const sentence of explainPolicy(compiled)) print(`- ${sentence}`);
    for (const warning of policyWarnings(compiled)) print(`! ${warning.text} (${warning.code})`);
    print(`hash       ${hashPolicy(compiled)}`);
    print(`canonical  ${canonicalPolicyJson(policy)}`);
    return 0;
  } catch (error) {
    if (error instanceof PosternError) print(`postern: ${error.message} (${error.code})`);
    else if (isFileError(error)) print(`postern: ${options.policyFile} cannot be read.`);
    else throw error;
    return 1;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
