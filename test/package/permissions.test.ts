import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The prefix that policies know a client's calls by. */
const prefixes: Record<string, string> = {
  iam: 'iam',
  scheduler: 'scheduler',
  'secrets-manager': 'secretsmanager',
  sns: 'sns',
  sts: 'sts',
};

/** Every call that the product makes, read from its imports: `iam:ListUsers` and so on. */
function calls(): Set<string> {
  const sources = globSync('lib/**/*.ts', { cwd: root }).map((file) =>
    readFileSync(join(root, file), 'utf8'),
  );
  const imports = sources.flatMap((text) => [
    ...text.matchAll(/import \{([^}]+)\} from '@aws-sdk\/client-([\w-]+)'/g),
  ]);
  return new Set(
    imports.flatMap(([, names = '', client = '']) =>
      [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].map(
        ([, paged, sent]) => `${prefixes[client]}:${paged ?? sent}`,
      ),
    ),
  );
}

it('given every call in lib, the role grants it, and grants nothing that is not called', () => {
  const role = readFileSync(join(root, 'stack/sweep-role.yml'), 'utf8').replaceAll(/^\s*#.*$/gm, '');
  const granted = new Set(role.match(/\b(iam|scheduler|secretsmanager|sns):[A-Z]\w+(?!\w*:)/g));
  // GetCallerIdentity needs no permission; a secret that is created with a tag needs that of tagging; a schedule
  // that is given a role needs that of passing it.
  const needed = calls().add('secretsmanager:TagResource').add('iam:PassRole');
  expect(needed.delete('sts:GetCallerIdentity')).toBe(true);
  expect([...granted].toSorted()).toEqual([...needed].toSorted());
});
