import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const sandbox = join(import.meta.dirname, '../../../sandbox');

/** Which service the files of `sandbox/services/` belong to, by how their names begin. Any other file is about all services. */
const services: Record<string, string> = {
  iam: 'iam',
  lambda: 'lambda',
  message: 'sns',
  schedule: 'scheduler',
  secret: 'secretsmanager',
  sns: 'sns',
};

/** An error of the sandbox's source; `service` is undefined if it is about all services. */
export type SandboxError = { code: string; service: string | undefined };

/** Returns every error that the sandbox's source can answer: each text that looks like a code beside a status. */
export function sandboxErrors(): SandboxError[] {
  return globSync(join(sandbox, '{faults,serve,services}/*.ts')).flatMap((file) => {
    const [, service] = Object.entries(services).find(([start]) => basename(file).startsWith(start)) ?? [];
    const codes = readFileSync(file, 'utf8').matchAll(/'([A-Z][A-Za-z]+)',\s+(?:status|[45]\d\d)\b/g);
    return [...new Set([...codes].map(([, code = '']) => code))].map((code) => ({ code, service }));
  });
}
