import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { resolved } from './iam.ts';
import { judge } from './python.ts';
import { references } from './requests.ts';
import { out, policiesOf, templateFile, templateOf } from './serverless.ts';

/** What a judge says about a stage: the rule, and the logical name of what breaks it. */
type Finding = { stage: string; rule: string; name: string };

/** Each judges the templates of packaged stages. */
export const judges = {
  'cfn-lint': (stages) => {
    // A Region of each partition.
    const regions = ['us-east-1', 'cn-north-1', 'us-gov-west-1'];
    const found = run<Lint[]>('cfn-lint', ['--format', 'json', '--regions', ...regions, '--', ...stages.map(templateFile)]);
    return found.map(({ Filename, Rule, Location }) => ({ stage: stageOf(Filename), rule: Rule.Id, name: String(Location.Path?.[1]) }));
  },

  checkov: (stages) => {
    // Without conditions: it does not look at a policy that has some, and does not say so.
    const files = stages.map((stage) => {
      const file = join(out, stage, 'without-conditions.json');
      writeFileSync(file, JSON.stringify(templateOf(stage)));
      return file;
    });
    const args = ['--framework', 'cloudformation', '--output', 'json', '--skip-download', '--file', ...files];
    const { results } = run<Scan>('checkov', args);
    return results.failed_checks.map(({ file_abs_path, check_id, resource }) => ({
      stage: stageOf(file_abs_path),
      rule: check_id,
      name: resource.replace(/^.*\./, ''),
    }));
  },

  parliament: (stages) =>
    stages.flatMap((stage) => {
      const policies = resolved(policiesOf(templateOf(stage)), references);
      const found = run<Issue[]>('python', [join(import.meta.dirname, 'policy-findings.py')], JSON.stringify(policies));
      return found.map(({ policy, issue, actions }) => ({ stage, rule: [issue, ...actions].join(' '), name: policy }));
    }),
} satisfies Record<string, (stages: string[]) => Finding[]>;

export type Judge = keyof typeof judges;

type Lint = { Filename: string; Rule: { Id: string }; Location: { Path?: (string | number)[] } };
type Scan = { results: { failed_checks: { file_abs_path: string; check_id: string; resource: string }[] } };
type Issue = { policy: string; issue: string; actions: string[] };

/** Returns what a program prints as JSON; its exit code only says whether it found something. */
function run<Output>(program: string, args: string[], input = ''): Output {
  // Nothing of this machine, such as a key for a vendor's service; and checkov does not ask for its newest version.
  const env = { HOME: out, CKV_SKIP_PACKAGE_UPDATE_CHECK: 'true' };
  const { stdout, stderr } = spawnSync(judge(program), args, { cwd: out, env, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  try {
    return JSON.parse(stdout) as Output;
  } catch (cause) {
    throw new Error(`${program}: ${stderr}${stdout}`, { cause });
  }
}

function stageOf(file: string): string {
  return basename(dirname(file));
}
