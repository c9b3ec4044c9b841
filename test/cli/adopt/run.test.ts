import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { adopt, mustAsk, runAdopt } from '../../../cli/adopt/run.ts';
import { exitCodeOf } from '../../../cli/terminal/program.ts';
import { InputError } from '../../../config/input-error.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Secret } from '../../../sandbox/account/secret.ts';
import { ServiceError } from '../../../sandbox/services/service-error.ts';
import { now, second, third } from '../../tools/builders.ts';
import { writes } from '../../whole/world.ts';
import { caller, forbid, inMemory } from '../in-memory.ts';

// Not the key with which the command signs.
const first = 'AKIAI44QH8DHBEXAMPLE';
const idOf = (UserName: string) => `AIDA${UserName.toUpperCase().padEnd(12, '0')}EXAMPLE`;
const user = (UserName: string, AccessKeyId: string, more: object = {}) => ({
  UserName,
  UserId: idOf(UserName),
  AccessKeys: [{ AccessKeyId, Status: 'Active', ageDays: 20 }],
  ...more,
});
const secretOf = (UserName: string, AccessKeyId: string, more: object = {}) => ({
  Name: `iam-access-keys/${UserName}`,
  ARN: arnOf(UserName),
  Tags: { 'access-key-sweeper:user-id': idOf(UserName) },
  versions: [{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId, stages: ['AWSCURRENT'] }],
  ...more,
});
const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:iam-access-keys/${name}-a1B2c3`;
const pointerTo = (name: string) => ({ 'access-key-sweeper:secret:arn': `${arnOf(name)} sandbox` });
const adoptedTags = (name: string, id: string) => ({
  ...pointerTo(name),
  [`access-key-sweeper:creating:adopted-${id}`]: `${now.toISOString()} made ${id}`,
});

const users = [user('alice', first), user('bob', second), user('carol', third)];
const secrets = [secretOf('alice', first), secretOf('bob', second)];

let printed = '';
beforeEach(() => {
  printed = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
});
afterEach(() => {
  vi.restoreAllMocks();
});

type World = { account: Account; questions: string[]; run: (...names: string[]) => Promise<number> };

/** An account, and the command on it; the answer to its question is what `answer` returns. */
function world(more: { users?: object[]; secrets?: object[]; secret?: string; answer?: (account: Account) => boolean } = {}): World {
  const { account, connection } = inMemory(more.users ?? users, { secrets: more.secrets ?? secrets });
  const questions: string[] = [];
  const agree = async (question: string) => {
    questions.push(question);
    return more.answer?.(account) ?? true;
  };
  const run = (...names: string[]) =>
    adopt(connection, { user: names, ...(more.secret && { secret: more.secret }) }, { agree, clock: () => now });
  return { account, questions, run };
}

const tagsOf = ({ users: all }: Account, name: string) =>
  Object.fromEntries([...(all.get(name)?.tags.values() ?? [])].map(({ Key, Value }) => [Key, Value]));
const operations = ({ history }: Account) => history.map(({ operation }) => operation);

describe('consent', () => {
  it.each<[string, Parameters<typeof mustAsk>[0], boolean]>([
    ['a terminal', { user: ['alice'] }, true],
    ['--yes', { user: ['alice'], yes: true }, false],
    ['two users', { user: ['alice', 'bob'] }, true],
    ['--secret and the same user twice', { user: ['alice', 'alice'], secret: 'x' }, true],
  ])('given %s, whether it must be asked for is told', (_, options, isAsked) => {
    expect(mustAsk(options, true)).toBe(isAsked);
  });

  it.each<[string, Parameters<typeof mustAsk>[0], string]>([
    ['neither a terminal nor --yes', { user: ['alice'] }, 'there is no terminal to ask on: add --yes'],
    ['--secret for two users', { user: ['alice', 'bob'], secret: 'x', yes: true }, '--secret needs exactly one --user'],
  ])('given %s, it is refused', (_, options, says) => {
    const ask = () => mustAsk(options, false);
    expect(ask).toThrow(InputError);
    expect(ask).toThrow(says);
  });

  it('given settings that name no account (G7), it is refused with 64 before it connects', async () => {
    const thrown = await runAdopt({ stage: 'prod', user: ['alice'], yes: true }).catch((error: Error) => error);
    expect({ code: exitCodeOf(thrown) }).toEqual({ code: 64 });
    expect(String(thrown)).toContain('config/prod.yml names no account');
  });

  it('given a person who agrees, each user gets the pointer and the mark of its key in one call', async () => {
    const { account, questions, run } = world();
    expect(await run('alice', 'bob', 'alice')).toBe(0);
    expect(tagsOf(account, 'alice')).toEqual(adoptedTags('alice', first));
    expect(tagsOf(account, 'bob')).toEqual(adoptedTags('bob', second));
    expect(writes(account)).toEqual(['iam:TagUser', 'iam:TagUser']);
    expect(questions).toEqual(['Adopt the secrets of 2 users: alice, bob in AWS account 123456789012 (sandbox)? Type yes to go on: ']);
    expect(printed.indexOf('alice: secret')).toBeLessThan(printed.indexOf('Adopt only a secret that you know.'));
    expect(printed.replaceAll(/\s+/g, ' ')).toContain(
      `alice: adopted. The user's tags now name iam-access-keys/alice and vouch for ${first}. bob: adopted.`,
    );
  });

  it('given a person who does not agree, nothing is written', async () => {
    const { account, run } = world({ answer: () => false });
    expect(await run('alice')).toBe(1);
    expect(writes(account)).toEqual([]);
    expect(printed).toMatch(/Nothing was done\.\n$/);
  });

  it('given users of which none can adopt, nobody is asked, and other users are not looked at', async () => {
    const { account, questions, run } = world();
    expect(await run('carol')).toBe(1);
    expect(questions).toEqual([]);
    expect(printed).toContain('carol: refused. There is no secret iam-access-keys/carol in us-east-1.');
    expect(operations(account).filter((name) => name === 'iam:ListUserTags')).toHaveLength(1);
  });

  it('given one user that is refused, the other is adopted, and the exit code is 1', async () => {
    const { account, run } = world();
    expect(await run('alice', 'carol')).toBe(1);
    expect(tagsOf(account, 'alice')).toEqual(adoptedTags('alice', first));
    expect(tagsOf(account, 'carol')).toEqual({});
  });

  it('given users that may adopt, the tags of each user of the account are read once before the question', async () => {
    const { account, run } = world({ answer: () => false });
    await run('alice', 'bob');
    const read = account.history.filter(({ operation }) => operation === 'iam:ListUserTags').map(({ UserName }) => UserName);
    expect(read.toSorted()).toEqual([...account.users.keys()].toSorted());
  });

  it('given a terminal, progress is shown for each thing that is read', async () => {
    const { isTTY } = process.stderr;
    process.stderr.isTTY = true;
    const { run } = world();
    await run('alice', 'bob').finally(() => {
      process.stderr.isTTY = isTTY;
    });
    for (const line of [
      '2 of 2 users  Reading users',
      '2 of 2 users  Reading tags and secrets',
      '1 of 1 user  Reading the tags of other users',
    ])
      expect(printed).toContain(` ${line}`);
  });

  it('given a user that has adopted already, there is nothing to do', async () => {
    const { account, questions, run } = world();
    await run('alice');
    const before = operations(account).length;
    expect(await run('alice')).toBe(0);
    expect(questions).toHaveLength(1);
    expect(printed).toContain('alice: nothing to do');
    expect(operations(account).slice(before)).not.toContain('iam:TagUser');
  });
});

describe('the second look', () => {
  const other = 'x'.repeat(32);
  const tag = (name: string, Key: string, Value: string) => (account: Account) => account.users.get(name)?.tags.set(Key, { Key, Value });
  const change =
    (how: (secret: Secret) => void) =>
    ({ secrets: all }: Account) => {
      for (const one of all.values()) if (one.Name.endsWith('/alice')) how(one);
    };
  it.each<[string, (account: Account) => unknown]>([
    ['a sweep begins to create a key', tag('alice', 'access-key-sweeper:creating:s', `${now.toISOString()} ${first}`)],
    ['another deployment takes the user', tag('alice', 'access-key-sweeper:secret:arn', `${arnOf('alice')} prod`)],
    ['somebody tags the secret', change(({ tags }) => tags.push({ Key: 'team', Value: 'x' }))],
    ['somebody shares the secret', change((one) => Object.assign(one, { ResourcePolicy: '{}' }))],
    ['somebody moves a stage', change(({ versions }) => [...versions.values()][0]?.stages.add('mine'))],
    [
      'somebody stores a version',
      change(({ versions }) => versions.set(other, { VersionId: other, SecretString: '', stages: new Set(), CreatedDate: now })),
    ],
    ['the secret is made again', change((one) => Object.assign(one, { ARN: arnOf('alice').replace('a1B2c3', 'z9Z9z9') }))],
    ['the secret is scheduled for deletion', change((one) => Object.assign(one, { DeletedDate: now }))],
    ['the user is made again', ({ users: all }) => Object.assign(all.get('alice') ?? {}, { UserId: 'AIDANEW0000000000000' })],
  ])('given that %s while a person decides, that user is not adopted, and the other is', async (_, meddle) => {
    const { account, run } = world({ answer: (one) => meddle(one) !== false });
    expect(await run('alice', 'bob')).toBe(1);
    expect(printed).toContain('alice: not adopted, because the user or the secret changed after it was shown. Run the command again.');
    expect(Object.keys(tagsOf(account, 'alice')).filter((key) => key.includes('adopted'))).toEqual([]);
    expect(tagsOf(account, 'bob')).toEqual(adoptedTags('bob', second));
  });

  it('given the same tags of the secret in another order, it is adopted', async () => {
    const Tags = { team: 'x', ...secretOf('alice', first).Tags, 'a team': 'y' };
    const reverse = change(({ tags }) => tags.reverse());
    const { account, run } = world({ secrets: [secretOf('alice', first, { Tags })], answer: (one) => reverse(one) === undefined });
    expect(await run('alice')).toBe(0);
    expect(tagsOf(account, 'alice')).toEqual(adoptedTags('alice', first));
  });

  it('given another tag of the user meanwhile, it is adopted', async () => {
    const { account, run } = world({ answer: (one) => tag('alice', 'team', 'x')(one) !== undefined });
    expect(await run('alice')).toBe(0);
    expect(tagsOf(account, 'alice')).toEqual({ team: 'x', ...adoptedTags('alice', first) });
  });
});

describe('which secret is looked at', () => {
  const renamed = user('alice', first, { Tags: pointerTo('bob') });

  it('given a pointer to a secret of another name, that one', async () => {
    const alices = secretOf('alice', first, { Name: 'iam-access-keys/bob', ARN: arnOf('bob') });
    const { account, run } = world({ users: [renamed], secrets: [alices] });
    expect(await run('alice')).toBe(0);
    expect(tagsOf(account, 'alice')).toEqual(adoptedTags('bob', first));
  });

  it('given a pointer to a secret that is gone, the one under the name of the user', async () => {
    const { account, run } = world({ users: [renamed], secrets: [secretOf('alice', first)] });
    expect(await run('alice')).toBe(0);
    expect(tagsOf(account, 'alice')).toEqual(adoptedTags('alice', first));
  });

  it('given --secret, that one, also if the pointer names one that is not the user’s', async () => {
    const other = secretOf('alice', first, { Name: 'iam-access-keys/alice-2', ARN: arnOf('alice-2') });
    const { account, run } = world({
      users: [renamed, user('bob', second)],
      secrets: [secretOf('bob', second), other],
      secret: other.Name,
    });
    expect(await run('alice')).toBe(0);
    expect(tagsOf(account, 'alice')).toEqual(adoptedTags('alice-2', first));
  });

  it('given --secret and a pointer to another secret of the user, it is refused', async () => {
    const other = secretOf('alice', first, { Name: 'iam-access-keys/alice-2', ARN: arnOf('alice-2') });
    const { account, run } = world({
      users: [user('alice', first, { Tags: pointerTo('alice') })],
      secrets: [secretOf('alice', first), other],
      secret: other.Name,
    });
    expect(await run('alice')).toBe(1);
    expect(printed.replaceAll(/\s+/g, ' ')).toContain('refused. The user has another secret, iam-access-keys/alice: its tag');
    expect(writes(account)).toEqual([]);
  });

  it('given --secret that is not there, it is refused, also if the pointer names a secret of the user', async () => {
    const { account, run } = world({
      users: [user('alice', first, { Tags: pointerTo('alice') })],
      secrets: [secretOf('alice', first)],
      secret: 'iam-access-keys/alice-2',
    });
    expect(await run('alice')).toBe(1);
    expect(printed).toContain('alice: refused. There is no secret iam-access-keys/alice-2');
    expect(writes(account)).toEqual([]);
  });

  it('given a secret that the pointer of another user names, it is refused', async () => {
    const { account, run } = world({ users: [...users, user('dave', 'AKIADAVE0000EXAMPLE0', { Tags: pointerTo('alice') })] });
    // Carol has no secret, so she is refused before the pointers are read.
    expect(await run('alice', 'carol')).toBe(1);
    expect(printed.replaceAll(/\s+/g, ' ')).toContain('belongs to another user: the tag access-key-sweeper:secret:arn of dave names it.');
    expect(writes(account)).toEqual([]);
  });

  it('given a secret that the pointer of another user names, and both are to adopt, it is refused', async () => {
    const dave = user('dave', 'AKIADAVE0000EXAMPLE0', { Tags: pointerTo('alice') });
    const { account, run } = world({ users: [user('alice', first), dave] });
    expect(await run('alice', 'dave')).toBe(1);
    expect(printed.replaceAll(/\s+/g, ' ')).toContain('alice: refused. The secret iam-access-keys/alice belongs to another user: the tag');
    expect(writes(account)).toEqual([]);
  });
});

describe('what cannot be read or written', () => {
  const fail = (account: Account, operation: string, UserName?: string) => {
    account.intercept = (call, serve) => {
      if (call.operation !== operation || (UserName && call.UserName !== UserName)) return serve();
      throw new ServiceError(operation.startsWith('iam:') ? 'ValidationError' : 'ValidationException', 400, 'no');
    };
  };

  it('given a resource policy, it is shown', async () => {
    const { run } = world({ secrets: [secretOf('alice', first, { ResourcePolicy: { Statement: [] } }), secretOf('bob', second)] });
    expect(await run('alice', 'bob')).toBe(0);
    expect(printed).toContain('  Others may be let in by its resource policy:\n    {\n      "Statement": []\n    }\n');
    expect(printed).toContain('  Resource policy: none\n');
    expect(printed).toContain('\n\nbob: secret iam-access-keys/bob\n');
  });

  it('given no permission to read the resource policy, that is told, and a person decides', async () => {
    const { account, run } = world();
    forbid(account, (operation) => operation === 'secretsmanager:GetResourcePolicy');
    expect(await run('alice')).toBe(0);
    expect(printed).toContain('Its resource policy was not looked at: you may not');
  });

  it('given a secret that is scheduled for deletion, its policy is not asked for, and what to do is told', async () => {
    const { account, run } = world();
    for (const one of account.secrets.values()) one.DeletedDate = now;
    expect(await run('alice')).toBe(1);
    expect(printed).toContain('aws secretsmanager restore-secret --secret-id="iam-access-keys/alice"');
    expect(operations(account)).not.toContain('secretsmanager:GetResourcePolicy');
  });

  const ofAlice = 'Reading the tags, keys and secret of alice failed: ValidationError: no';
  const ofSecret = ofAlice.replace('Error', 'Exception');
  it.each([
    ['the resource policy', 'secretsmanager:GetResourcePolicy', undefined, ofSecret],
    ['the secret', 'secretsmanager:DescribeSecret', undefined, ofSecret],
    ['its versions', 'secretsmanager:ListSecretVersionIds', undefined, ofSecret],
    ['the tags of the user', 'iam:ListUserTags', 'alice', ofAlice],
    ['the tags of another user', 'iam:ListUserTags', 'carol', 'Reading the tags of carol failed: ValidationError: no'],
    ['the keys of the user', 'iam:ListAccessKeys', 'alice', 'alice: Reading its keys failed: ValidationError: no'],
    ['the last use of a key', 'iam:GetAccessKeyLastUsed', undefined, ofAlice],
    ['the users', 'iam:ListUsers', undefined, 'ValidationError: no'],
  ])('given that %s cannot be read, it fails, and nothing is written', async (_, operation, name, says) => {
    const { account, run } = world();
    fail(account, operation, name);
    await expect(run('alice')).rejects.toThrow(says);
    expect(writes(account)).toEqual([]);
  });

  it('given that the tags of one user cannot be set, that is told, and the other is adopted', async () => {
    const { account, run } = world();
    fail(account, 'iam:TagUser', 'alice');
    expect(await run('alice', 'bob')).toBe(1);
    expect(printed).toContain('alice: TagUser failed: ValidationError: no\n');
    expect(tagsOf(account, 'bob')).toEqual(adoptedTags('bob', second));
  });

  it('given no permission to read, the permission is named', async () => {
    const { account, run } = world();
    forbid(account, (operation) => operation === 'secretsmanager:DescribeSecret');
    await expect(run('alice')).rejects.toThrow(`${caller} may not secretsmanager:DescribeSecret on `);
  });

  it('given a user that is deleted meanwhile, it says so, and nothing is written', async () => {
    const { account, run } = world();
    account.intercept = ({ operation, UserName }, serve) => {
      if (operation === 'iam:ListAccessKeys' && UserName === 'alice') account.users.delete('alice');
      return serve();
    };
    await expect(run('alice', 'bob')).rejects.toThrow('The user alice was deleted while its keys were read.');
    expect(writes(account)).toEqual([]);
  });

  it('given another user that is deleted meanwhile, it names no secret', async () => {
    const { account, run } = world();
    account.intercept = ({ operation, UserName }, serve) => {
      if (operation === 'iam:ListUserTags' && UserName === 'carol') account.users.delete('carol');
      return serve();
    };
    expect(await run('alice')).toBe(0);
  });

  it('given no permission to tag, one sentence names it and the setting, and the exit code is 1', async () => {
    const { account, run } = world();
    forbid(account, (operation) => operation === 'iam:TagUser');
    expect(await run('alice', 'bob')).toBe(1);
    expect(printed).toContain(`${caller} may not iam:TagUser on alice, bob: give it that permission and`);
    expect(printed).toContain('deploy.ledgerAdmins');
    expect(printed).not.toContain('adopted.');
    expect(tagsOf(account, 'alice')).toEqual({});
  });

  it('given a user that does not exist, it is refused with 64', async () => {
    const { account, run } = world();
    const thrown = await run('alice', 'eve').catch((error: Error) => error);
    expect({ code: exitCodeOf(thrown) }).toEqual({ code: 64 });
    expect(String(thrown)).toContain('There is no user eve in account 123456789012');
    expect(writes(account)).toEqual([]);
  });
});
