import { describe, expect, it, onTestFinished } from 'vitest';
import type { Account } from '../../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../../sandbox/account/account-file.ts';
import { serve } from '../../../../sandbox/serve/server.ts';
import { pointedArn } from '../../../laws/judges/tags.ts';
import { collect } from '../../../whole/commands/process.ts';
import { start } from '../../../whole/commands/sandbox.ts';
import { openShell, type Shell } from './shell.ts';

const UserName = '--help';
const UserId = 'AIDAHELP00000EXAMPLE';
const pointer = 'access-key-sweeper:secret:arn';
const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/${name}-a1B2c3`;
const secret = (name: string) => ({
  ...{ Name: `iam-access-keys/${name}`, ARN: arnOf(name), versions: [] },
  Tags: { 'access-key-sweeper:user-id': UserId },
});
const fiftyTags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`team-${n}`, 'x']));

type World = { account: Account; shell: Shell };

async function open(Tags: object, secrets: object[]): Promise<World> {
  const users = [{ UserName, UserId, Tags, AccessKeys: [{ Status: 'Active', ageDays: 9 }] }];
  const account = accountOf(parseAccount({ users, secrets }, 'the test', new Date()));
  const { url, close } = await serve(account);
  const shell = openShell(url);
  onTestFinished(async () => {
    shell.remove();
    await close();
  });
  return { account, shell };
}

const adopt = (more = '') => `npm run sweeper -- adopt --stage sandbox --region us-east-1 --user="${UserName}" ${more}`;

describe('what adopt prints when it refuses', () => {
  it.each<[given: string, Tags: object, secrets: object[], asked: string]>([
    ['no secret of the usual name, its command finds the one that there is', {}, [secret('other')], ''],
    ['a tag of another deployment, its command removes that', { [pointer]: `${arnOf('x')} prod` }, [secret('--help')], ''],
    [
      'another secret of the user, its command removes the tag that names it',
      { [pointer]: `${arnOf('x')} sandbox` },
      [secret('x'), secret('--help')],
      '--secret="iam-access-keys/--help"',
    ],
    ['a user with 50 tags, its commands make room', fiftyTags, [secret('--help')], ''],
  ])('given %s, and the user is adopted', async (_, Tags, secrets, asked) => {
    const { account, shell } = await open(Tags, secrets);
    const refusal = await shell.run(`${adopt(asked)} 2>&1 || [ $? = 1 ]`);
    const commands = refusal.match(/(?<=^ *)aws .*$/gm)?.map((line) => line.replace('<key>', 'team-0')) ?? [];
    expect(commands.length, refusal).toBeGreaterThan(0);
    const output = await shell.run(commands.join('\n'));
    const [found = asked] = output.match(/iam-access-keys\/other/)?.map((name) => `--secret="${name}"`) ?? [];
    await shell.run(adopt(found));
    const [only] = account.secrets.values();
    const wanted = account.secrets.get('iam-access-keys/--help') ?? only;
    expect(pointedArn(account.users.get(UserName) as NonNullable<ReturnType<typeof account.users.get>>)).toBe(wanted?.ARN);
  });
});

it('given the sandbox that is served, the command that it prints lists its users', async () => {
  const child = start(['--serve']);
  onTestFinished(() => void child.kill('SIGKILL'));
  const printed = collect(child.stdout);
  await printed.until('Ctrl-C stops it.\n');
  const [command = ''] = /(?<=^Try: ).*$/m.exec(printed.text()) ?? [];
  const shell = openShell('http://127.0.0.1:9');
  onTestFinished(shell.remove);
  // The last address wins.
  expect(JSON.parse(await shell.run(command)).Users[0]).toMatchObject({ UserName: 'alice' });
});
