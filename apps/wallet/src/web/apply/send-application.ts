import type { HttpClient } from '@postern/holder';
import { fetchJson, HolderError } from '@postern/holder';
import {
  type ApplicationData,
  type ApplicationReceipt,
  type ApplicationStatus,
  zApplicationReceipt,
  zApplicationStatus,
  zProblem,
} from '@postern/protocol';
import { PosternError } from '@postern/primitives';
import type { ApplicationRecord } from './application-record.ts';

/** The bank refused; `code` is the bank's stable code. */
export class ApplicationError extends PosternError {}

/** Asks the bank how far an application is. @throws {ApplicationError | HolderError} refused, or unreachable */
export async function fetchApplicationStatus(options: {
  application: ApplicationRecord;
  http: HttpClient;
}): Promise<ApplicationStatus> {
  const { application, http } = options;
  const url = `${application.bank.issuer}/applications/${encodeURIComponent(application.applicationId)}`;
  const headers = { authorization: `Bearer ${application.statusToken}` };
  const { status, json } = await fetchJson({ http, request: { url, headers } });
  if (status !== 200) throw toApplicationError(status, json);
  return zApplicationStatus.parse(json);
}

/** Sends an application to a bank. @throws {ApplicationError | HolderError} refused, or unreachable */
export async function sendApplication(options: {
  issuer: string;
  data: ApplicationData;
  http: HttpClient;
}): Promise<ApplicationReceipt> {
  const { status, json } = await fetchJson({
    http: options.http,
    request: {
      url: `${options.issuer}/applications`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(options.data),
    },
  });
  if (status !== 201) throw toApplicationError(status, json);
  return zApplicationReceipt.parse(json);
}

/** What a bank's refusal says. */
export function toApplicationError(status: number, json: unknown): PosternError {
  const problem = zProblem.safeParse(json);
  return problem.success
    ? new ApplicationError(problem.data.code, problem.data.title, { details: { status } })
    : new HolderError('ERR_HTTP_UNREACHABLE', 'The bank gave an answer that cannot be read.', { details: { status } });
}
