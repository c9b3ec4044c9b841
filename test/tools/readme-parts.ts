import { readFileSync } from 'node:fs';
import { isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { planAhead } from '../../cli/plan/plan-ahead.ts';
import { planText } from '../../cli/plan/plan-text.ts';
import { readStage } from '../../config/read-stage.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import { examples, noticeOf } from './notice-examples.ts';

/** Returns README.md with each generated part as the code writes it now. */
export async function withParts(page: string): Promise<string> {
  const parts = { plan: fenced(await planOutput()), notice: fenced(notice()), permissions: permissions() };
  return Object.entries(parts).reduce(
    (text, [name, part]) => text.replace(between(name), (_, start, end) => `${start}\n${part}\n${end}`),
    page,
  );
}

/** Matches a part between its two marks, which GitHub does not show. */
function between(name: string): RegExp {
  return new RegExp(`(<!-- ${name}: npm run docs writes this -->)[\\s\\S]*?(<!-- end of ${name} -->)`);
}

function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

/** A Monday, the day before a sweep. */
const now = new Date('2026-11-23T09:00:00Z');
const [old, current] = ['AKIAC2BFODNN7EXAMPLE', 'AKIAD3BFODNN7EXAMPLE'];
const users = [
  { UserName: 'alice', AccessKeys: [key('AKIAI44QH8DHBEXAMPLE', 63)] },
  {
    UserName: 'build-server',
    AccessKeys: [key(old, 85, 12), key(current, 20)],
    Tags: { [`access-key-sweeper:told-since:${old}`]: '2026-11-03T06:04:00Z 2026-11-18 2026-11-21 any' },
  },
  { UserName: 'carol', AccessKeys: [key('AKIAR5SFODNN7EXAMPLE', 50)] },
  { UserName: 'dave', AccessKeys: [key('AKIAT6SFODNN7EXAMPLE', 10)] },
  { UserName: 'erin', AccessKeys: [key('AKIAV7SFODNN7EXAMPLE', 400), key('AKIAW8SFODNN7EXAMPLE', 300)] },
];
const stored = { VersionId: `access-key-sweeper-${current}`, AccessKeyId: current, stages: ['AWSCURRENT'] };

/** A key used so many days ago. */
function key(AccessKeyId: string, ageDays: number, used = 1): object {
  const LastUsedDate = new Date(now.getTime() - used * 86_400_000).toISOString();
  return { AccessKeyId, Status: 'Active', ageDays, LastUsedDate };
}

async function planOutput(): Promise<string> {
  const secrets = [{ Name: 'iam-access-keys/build-server', versions: [stored] }];
  const file = parseAccount({ now: now.toISOString(), users, secrets }, 'the README', now);
  const account = accountOf(file);
  const { accountId } = account;
  const connection = { stage: 'prod', region: 'us-east-1', accountId, config: readStage('prod'), clients: sandboxDeps(account) };
  const plan = await planAhead(connection, { now, all: false, owners: 'move', users: undefined });
  return `$ npm run -s sweeper -- plan --stage prod\n${planText(plan, 100)}`;
}

function notice(): string {
  const [example] = examples;
  if (!example) throw new Error('There are no examples of notices');
  const found = noticeOf(example.user, example.overrides, example.result);
  return `${found?.subject}\n\n${found?.text}`;
}

/** Returns a row for each statement of the function's role: its actions, and its purpose from the comment above it. */
function permissions(): string {
  const template = readFileSync(new URL('../../stack/sweep-role.yml', import.meta.url), 'utf8');
  const path = ['Resources', 'SweepRole', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
  const statements = parseDocument(template, { logLevel: 'error' }).getIn(path);
  if (!isSeq<Node>(statements)) throw new Error('stack/sweep-role.yml has no statements');
  const rows = statements.items.map((item, n) => {
    const statement = isSeq(item) ? item.items[1] : item;
    if (!isMap(statement)) throw new Error('A statement of stack/sweep-role.yml is no map');
    const action = statement.get('Action', true);
    const actions = isSeq(action) ? action.items : [action];
    const names = actions.map((one) => `\`${isScalar(one) ? one.value : ''}\``).join(', ');
    // The comment above the first statement belongs to the list in YAML.
    const comment = n === 0 ? statements.commentBefore : item.commentBefore;
    const isDenied = statement.get('Effect') === 'Deny';
    return `| ${isDenied ? `denied: ${names}` : names} | ${oneLine(comment ?? '')} |`;
  });
  return ['', '| actions | why |', '| --- | --- |', ...rows, ''].join('\n');
}

function oneLine(comment: string): string {
  return comment
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
}
