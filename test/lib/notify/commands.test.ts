import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../lib/model/refusal.ts';
import { secretNameOf } from '../../../lib/model/secret-state.ts';
import { keyHolder } from '../../tools/builders.ts';
import { examples, noticeOf } from '../../tools/notice-examples.ts';

/** A name with every sign that IAM allows besides letters and digits (API reference, CreateUser). */
const UserName = 'a_b+c=d,e.f@g-h';
const secret = secretNameOf('iam-access-keys/', UserName);
/** The argument that each of these options must get. */
const wanted: Record<string, string | undefined> = { '--user-name': UserName, '--secret-id': secret, '--profile': `${UserName}-fetch` };

/** Returns the arguments that a shell passes to the AWS CLI for a line; `jq` passes on what it reads. */
function argumentsOf(line: string): string[] {
  const stubs = 'aws() { printf "%s\\n" "$@"; }\njq() { cat; }\nsh() { eval "$2"; }\n';
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', stubs + line], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

describe.runIf(process.platform !== 'win32')('the commands of a notice, pasted into a shell', () => {
  it.each(examples)('given $title, a name with every sign arrives unchanged', (example) => {
    const { user, overrides, result } = example;
    const keys = user.keys?.map((key) => ({ ...key, UserName })) ?? [];
    const refusal = user.secret?.refusal ? refusalOf({}, secret, keyHolder({ UserName })) : {};
    const own = { keys, UserName, secret: { ...refusal, name: secret } };
    const notice = noticeOf({ ...user, ...own }, overrides, result);
    const lines = notice?.text.match(/^ {2}(?:aws|credential_process = sh) .*$/gm) ?? [];
    for (const line of lines) {
      const words = argumentsOf(line.replace('credential_process = ', ''));
      for (const [n, word] of words.entries()) {
        if (word === '--payload') expect(JSON.parse(words[n + 1] ?? '')).toMatchObject({ users: [UserName] });
        if (wanted[word]) expect(words[n + 1]).toBe(wanted[word]);
      }
    }
    expect(lines.length > 0, 'has commands').toBe(notice?.attributes.event !== 'orphan');
  });
});
