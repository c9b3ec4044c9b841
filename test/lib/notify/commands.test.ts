import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { callRefusal } from '../../../lib/decide/creation-refusal.ts';
import { ownershipRefusal } from '../../../lib/model/refusal.ts';
import { secretNameOf } from '../../../lib/model/secret-state.ts';
import { keyHolder, now, second } from '../../tools/builders.ts';
import { digests } from '../../tools/digest-examples.ts';
import { byHand, examples, full, givesWay, noticeOf } from '../../tools/notice-examples.ts';

/** One name with every sign that IAM allows besides letters and digits (API reference, CreateUser), and some like options. */
const names = ['a_b+c=d,e.f@g-h', '-dash', '--help', '--user-name=eve'];

/** Returns the arguments that a command about this user must have, if it has the option. */
function wanted(UserName: string): Record<string, string> {
  const secret = secretNameOf('iam-access-keys/', UserName);
  return { '--user-name': UserName, '--user': UserName, '--secret-id': secret, '--profile': `${UserName}-fetch` };
}

/** Returns the arguments that a shell passes to the AWS CLI for a line; `jq` passes on what it reads. */
function argumentsOf(line: string): string[] {
  const stubs = 'aws() { printf "%s\\n" "$@"; }\nnpm() { aws "$@"; }\njq() { cat; }\nsh() { eval "$2"; }\n';
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', stubs + line], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

describe.runIf(process.platform !== 'win32')('the commands of a notice, pasted into a shell', () => {
  it.each(names.flatMap((UserName) => examples.map((example) => ({ ...example, UserName }))))(
    'given $title, the name $UserName arrives unchanged',
    (example) => {
      const { user, overrides, result, UserName } = example;
      const secret = secretNameOf('iam-access-keys/', UserName);
      const keys = user.keys?.map((key) => ({ ...key, UserName })) ?? [];
      const refusal = user.secret?.refusal
        ? ownershipRefusal(
            {},
            {
              name: secret,
              user: keyHolder({ UserName }),
              deployment: { stage: 'prod', region: 'eu-west-1' },
              kmsKeyId: null,
              owner: undefined,
            },
          )
        : {};
      const own = { keys, UserName, secret: { ...user.secret, ...refusal, name: secret } };
      const refused = { operation: 'secretsmanager:PutSecretValue', at: now };
      const outcome = result?.refusal ? { ...result, refusal: callRefusal(refused, UserName) } : result;
      const notice = noticeOf({ ...user, ...own }, overrides, outcome);
      const lines = notice?.text.match(/^ {2}(?:aws|npm|credential_process = sh) .*$/gm) ?? [];
      for (const line of lines) {
        const words = argumentsOf(line.replace('credential_process = ', ''));
        for (const [n, word] of words.entries()) {
          if (word === '--payload') expect(JSON.parse(words[n + 1] ?? '')).toMatchObject({ users: [UserName] });
          for (const [option, value] of Object.entries(wanted(UserName))) {
            expect(word, 'an option apart from its value').not.toBe(option);
            if (word.startsWith(`${option}=`)) expect(word).toBe(`${option}=${value}`);
          }
        }
      }
      const elsewhere = notice?.text.match(/aws (secretsmanager|lambda|sns) (?!.* --region eu-west-1 ?)\S+ -.*/g);
      expect(elsewhere, 'commands that go to the reader’s own Region').toBeNull();
      // With no key to fetch, and nothing to undo, there is nothing to do.
      expect(lines.length > 0, 'has commands').toBe(example.user !== givesWay);
    },
  );

  it.each([
    ['-dash-dash-dash-dash-dash-dash-dash', '-dash-dash-dash-dash-dash-dash-dash'],
    ['$(id)"; aws iam delete-user', '<the id of the current version>'],
    ['five words in a version id, then', '<the id of the current version>'],
  ])('given the id %j of the version that somebody stored, the command has %j in its place', (id, shown) => {
    const versions = new Map([...byHand].map(([old, version]) => [version.stages.includes('AWSCURRENT') ? id : old, version]));
    const { text = '' } = noticeOf({ ...full, stages: { [second]: ['AWSPREVIOUS'] }, secret: { versions } }) ?? {};
    const [line = ''] = text.match(/^ {2}aws secretsmanager update-secret-version-stage .*$/m) ?? [];
    expect(argumentsOf(line).slice(-2)).toEqual([`--move-to-version-id=access-key-sweeper-${second}`, `--remove-from-version-id=${shown}`]);
    expect(text).not.toContain('delete-user');
  });
});

it.each(digests)('given the digest of %s, no command goes to the Region that its reader has by default', (_, { text }) => {
  expect(text.match(/aws (secretsmanager|lambda|sns) (?!.* --region eu-west-1 ?)\S+ -.*/g)).toBeNull();
});
