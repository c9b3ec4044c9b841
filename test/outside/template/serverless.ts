import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyOfTree } from '../../tools/copy-of-tree.ts';

export const root = join(import.meta.dirname, '../../..');

/** The folder for everything that a test writes; the caller removes it. */
export const out = mkdtempSync(join(tmpdir(), 'access-key-sweeper-'));

export const project = copyOfTree(join(out, 'project'));

/** Runs osls as a person does, without this machine's environment. */
export function serverless(args: string[], more: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin`, HOME: out, ...more };
  const program = join(root, 'node_modules/.bin/serverless');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { cwd: project, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

/** Packages a stage whose file has these settings. */
export function packageWith(settings: string, stage = 'temporary'): Promise<{ code: number; output: string }> {
  writeFileSync(join(project, `config/${stage}.yml`), settings);
  return serverlessPackage(stage);
}

/** Packages a stage without credentials and without a network. */
export function serverlessPackage(stage: string): Promise<{ code: number; output: string }> {
  return serverless(['package', '--stage', stage, '--package', join(out, stage)], {
    NODE_OPTIONS: `--require ${join(import.meta.dirname, 'no-network.cjs')}`,
  });
}

export type Statement = {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
};

export type Template = {
  Conditions: Record<string, unknown>;
  Resources: Record<string, { Type: string; Condition?: string; Properties: Record<string, unknown> }>;
  Outputs: Record<string, { Description?: string; Value: unknown }>;
};

export function templateFile(stage: string): string {
  return join(out, stage, 'cloudformation-template-update-stack.json');
}

/** Returns the template of a packaged stage, as if every condition of it were true. */
export function templateOf(stage: string): Template {
  return JSON.parse(readFileSync(templateFile(stage), 'utf8'), (_, value) => value?.['Fn::If']?.[1] ?? value) as Template;
}

/** True if osls refuses to remove the stage and CloudFormation to delete its stack. */
export function isProtected(stage: string): boolean {
  const state = readFileSync(join(out, stage, 'serverless-state.json'), 'utf8');
  return (JSON.parse(state) as { service: { provider: { deletionProtection: boolean } } }).service.provider.deletionProtection;
}

/** Returns the statements of one resource's policies. */
export function statementsOf({ Resources }: Template, name: string): Statement[] {
  const { Policies, PolicyDocument } = (Resources[name]?.Properties ?? {}) as {
    Policies?: { PolicyDocument: PolicyDocument }[];
    PolicyDocument?: PolicyDocument;
  };
  const documents = PolicyDocument ? [PolicyDocument] : (Policies ?? []).map((one) => one.PolicyDocument);
  return documents.flatMap(({ Statement }) => Statement);
}

type PolicyDocument = { Statement: Statement[] };

/** Returns every policy document of a template, by the logical name of its resource and the path of the document in it. */
export function policiesOf({ Resources }: Template): Record<string, PolicyDocument> {
  const policies: Record<string, PolicyDocument> = {};
  const collect = (value: unknown, ...path: string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('Statement' in value) policies[path.join('.')] = value as PolicyDocument;
    else for (const [key, one] of Object.entries(value)) collect(one, ...path, key);
  };
  for (const [name, { Properties }] of Object.entries(Resources)) collect(Properties, name);
  return policies;
}

export function namesOf({ Resources }: Template, type: string): string[] {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([name]) => name);
}
