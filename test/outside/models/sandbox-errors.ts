import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const sandbox = join(import.meta.dirname, '../../../sandbox');

/** Which service the files of `sandbox/services/` belong to, by how their names begin; undefined if to several. */
const services: Record<string, string | undefined> = {
  cloudformation: 'cloudformation',
  iam: 'iam',
  kms: 'secretsmanager',
  lambda: 'lambda',
  log: 'logs',
  message: 'sns',
  organizations: 'organizations',
  page: undefined,
  primary: 'secretsmanager',
  schedule: 'scheduler',
  secret: 'secretsmanager',
  sns: 'sns',
  sqs: 'sqs',
  subscribe: 'sns',
};

/** An error of the sandbox's source; `service` is undefined if it is about all services. */
export type SandboxError = { code: string; service: string | undefined };

/**
 * Returns every error that the sandbox's source can answer: each text that looks like a code beside a status. Throws if a file of
 * `sandbox/services/` with such an error is of no known service.
 */
export function sandboxErrors(): SandboxError[] {
  const ofServices = errorsIn('services').map(({ file, code }) => ({ code, service: serviceOf(file) }));
  const ofAll = [...errorsIn('faults'), ...errorsIn('serve')].map(({ code }) => ({ code, service: undefined }));
  return [...ofServices, ...ofAll];
}

function errorsIn(folder: string): { file: string; code: string }[] {
  return globSync(join(sandbox, folder, '*.ts')).flatMap((file) => {
    const codes = readFileSync(file, 'utf8').matchAll(/'([A-Z][A-Za-z]+)',\s+(?:status|[45]\d\d)\b/g);
    return [...new Set([...codes].map(([, code = '']) => code))].map((code) => ({ file, code }));
  });
}

function serviceOf(file: string): string | undefined {
  const found = Object.entries(services).find(([start]) => basename(file).startsWith(start));
  if (!found) throw new Error(`Say in sandbox-errors.ts of which service ${basename(file)} is`);
  return found[1];
}
