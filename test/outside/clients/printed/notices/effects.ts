import { addDays } from 'date-fns/addDays';
import { addHours } from 'date-fns/addHours';
import { expect } from 'vitest';
import { secretNameOf } from '../../../../../lib/model/secret-state.ts';
import { createAccount } from '../../../../../sandbox/account/account.ts';
import { keyIdIn } from '../../../../../sandbox/account/ids.ts';
import type { Secret } from '../../../../../sandbox/account/secret.ts';
import { noticeOf } from '../../../../../sandbox/run/sweep-record.ts';
import { pointedArn } from '../../../../laws/judges/tags.ts';
import { own } from '../../../../sandbox/aws.ts';
import type { Told } from './told.ts';
import type { World } from './world.ts';

type Done = World & { commands: string; output: string };

/** What commands must do if the text before them says this. `before` does what the text takes for done. */
export type Effect = {
  says: RegExp;
  commands: RegExp;
  before?: (world: World & { commands: string }) => Promise<unknown>;
  check: (done: Done) => Promise<void> | void;
};

/** Returns the one effect that belongs to the text and the commands. Throws if there is none, or more than one. */
export function effectOf({ says, commands }: Told): Effect {
  const found = effects.filter((one) => one.says.test(says) && one.commands.test(commands));
  const [effect] = found;
  if (effect && found.length === 1) return effect;
  throw new Error(`${found.length} effects are known of this:\n${says}\n  ${commands}`);
}

function keyIn({ commands, user }: Done) {
  const [, id] = /--access-key-id (\w+)/.exec(commands) ?? [];
  return user().keys.find(({ AccessKeyId }) => AccessKeyId === id);
}

function secretIn({ account, commands }: Done): Secret {
  const [, name = ''] = /--(?:secret-id|name)="([^"]+)"/.exec(commands) ?? [];
  return account.secrets.get(name) as Secret;
}

const becomes =
  (Status: string) =>
  (done: Done): void => {
    expect(keyIn(done)?.Status).toBe(Status);
  };

/** The function swept one user, and left nothing to a later sweep. */
async function isSwept({ runs }: Done): Promise<void> {
  expect(await runs()).toEqual([expect.objectContaining({ users: 1, deferred: 0, held: 0 })]);
}

/** Somebody receives notices, as a text takes for done that says to subscribe before. */
function hear(account: World['account']): void {
  account.subscriptions = createAccount(account.clock.now()).subscriptions;
}

/** The secret is the user's from now on, and the next sweep asks nobody whose it is. */
async function isAdopted(done: Done): Promise<void> {
  const name = /--secret="([^"]+)"/.exec(done.commands)?.[1] ?? secretNameOf('iam-access-keys/', done.UserName);
  expect(pointedArn(done.user())).toBe(done.account.secrets.get(name)?.ARN);
  const before = done.account.published.length;
  await done.sweepAfter(7);
  const texts = done.account.published.slice(before).map((one) => noticeOf(one).message);
  expect(texts.filter((text) => /is not ours|not certain which secret/.test(text))).toEqual([]);
}

async function isExempt({ sweepAfter }: World, days: number): Promise<void> {
  expect(new Set(await sweepAfter(days))).toEqual(new Set(['exempt']));
}

export const effects: readonly Effect[] = [
  {
    says: /^To get the new key:$/,
    commands: /^aws secretsmanager get-secret-value .* --output text$/,
    check: ({ account, output, UserName }) => {
      const { AccessKeyId, SecretAccessKey } = JSON.parse(output);
      expect(account.minted.get(AccessKeyId)).toMatchObject({ key: { SecretAccessKey, Status: 'Active' }, user: { UserName } });
    },
  },
  {
    says: /^Programs that use AWS's SDKs fetch it by themselves with this line in ~\/\.aws\/config, below \[profile /,
    commands: /^credential_process = /,
    check: async ({ UserName, user, commands, account, shell }) => {
      const fetcher = [`aws_access_key_id = ${own.accessKeyId}`, `aws_secret_access_key = ${own.secretAccessKey}`];
      shell.configure([`[profile ${UserName}]`, commands, `[profile ${UserName}-fetch]`, ...fetcher, ''].join('\n'));
      // A key does not work at once.
      account.clock.advance(60_000);
      const arn = await shell.run(`aws --profile='${UserName}' sts get-caller-identity --query Arn --output text`);
      expect(arn.trim()).toBe(`arn:aws:iam::${account.accountId}:user${user().Path}${UserName}`);
    },
  },
  {
    says: /^If you send mail by SMTP/,
    commands: /^aws secretsmanager get-secret-value .* \| jq /,
    check: ({ output }) => {
      // What the password is for a key has tests of its own.
      expect(JSON.parse(output)).toMatch(/^[\w+/]{44}$/);
    },
  },
  {
    says: /[Kk]eep (all|the) keys of (this|a) user as they are/,
    commands: /^aws iam tag-user .* Key=access-key-sweeper:hold-until,/,
    check: async (done) => {
      const [, day = ''] = /Value=([\d-]+)/.exec(done.commands) ?? [];
      const left = Math.ceil((new Date(day).getTime() - done.account.clock.now().getTime()) / 86_400_000);
      await isExempt(done, left - 1);
      expect(await done.sweepAfter(left + 1)).not.toContain('exempt');
    },
  },
  {
    says: /^If something else rotates the keys of this user, let only one of the two do it:$/,
    commands: /^aws iam tag-user .*Key=access-key-sweeper:exempt,/,
    check: (done) => isExempt(done, 7),
  },
  {
    says: /^Correct them: |, and $/,
    commands: /^aws iam (un)?tag-user /,
    check: ({ commands, user }) => {
      expect(user().tags.has('team-0')).toBe(!commands.includes('untag'));
    },
  },
  {
    says: /^To see whether anything uses it:$/,
    commands: /^aws iam get-access-key-last-used /,
    check: ({ output, UserName }) => {
      expect(JSON.parse(output)).toMatchObject({ UserName, AccessKeyLastUsed: {} });
    },
  },
  { says: /make it Active again:$|^$/, commands: /^aws iam update-access-key .* --status Active$/, check: becomes('Active') },
  { says: /[Dd]eactivate|for each other one:/, commands: /^aws iam update-access-key .* --status Inactive$/, check: becomes('Inactive') },
  {
    says: /delete|free its place|If nobody needs it/,
    commands: /^aws iam delete-access-key /,
    check: (done) => {
      expect(keyIn(done)).toBeUndefined();
    },
  },
  {
    says: /[Ww]hoever runs access-key-sweeper can have it replaced:$|To store a new one: $|^Replace it now: $|Settle what stands there, then: $/,
    commands: /^aws lambda invoke .*"force":true/,
    // It takes for done that a slot is free and nothing else stands in the way.
    before: async ({ account, user, commands }) => {
      const [, id] = /"keys":\["(\w+)"\]/.exec(commands) ?? [];
      const one = user();
      one.tags.delete('access-key-sweeper:hold-until');
      one.keys = one.keys.filter(({ AccessKeyId }) => AccessKeyId === (id ?? one.keys.at(-1)?.AccessKeyId));
      account.clock.set(addDays(account.clock.now(), 1));
    },
    check: async (done) => {
      await isSwept(done);
      const newest = done.user().keys.at(-1);
      expect(newest?.isMinted).toBe(true);
      expect(newest?.CreateDate.getTime()).toBeGreaterThan(addDays(done.account.clock.now(), -1).getTime());
    },
  },
  {
    says: /can try again an hour or more after this sweep:$|To sweep some again, an hour or more after this sweep: $/,
    commands: /^aws lambda invoke .*--payload '\{"users":\["[^"]+"\]\}'/,
    before: async ({ account }) => {
      account.clock.set(addHours(account.clock.now(), 1));
      hear(account);
    },
    check: isSwept,
  },
  {
    says: /can try again at once:$|sweep now: $/,
    commands: /^aws lambda invoke .*--payload '\{("users":\["[^"]+"\])?\}'/,
    before: async ({ account }) => hear(account),
    check: isSwept,
  },
  {
    says: /who may read it:/,
    commands: /^aws secretsmanager describe-secret .*(\n|$)/,
    check: (done) => {
      const names = done.output.match(/"Name": ".*"/g);
      expect(new Set(names)).toEqual(new Set([`"Name": "${secretIn(done).Name}"`]));
    },
  },
  { says: /adopt it:$/, commands: /^npm run sweeper -- adopt /, check: isAdopted },
  {
    says: /give this user a secret of another name:$/,
    commands: /^aws secretsmanager create-secret .*\nnpm run sweeper -- adopt /,
    check: isAdopted,
  },
  {
    says: /hand it over to the user of today/,
    commands: /^aws secretsmanager tag-resource .*\nnpm run sweeper -- adopt /,
    check: isAdopted,
  },
  {
    says: /^To restore (it|one):/,
    commands: /^aws secretsmanager restore-secret /,
    check: (done) => {
      expect(secretIn(done).DeletedDate).toBeUndefined();
    },
  },
  {
    says: /make this key the current one again:$|^To put it back: $/,
    commands: /^aws secretsmanager update-secret-version-stage /,
    check: (done) => {
      const [, id] = /--move-to-version-id="access-key-sweeper-(\w+)"/.exec(done.commands) ?? [];
      const current = [...secretIn(done).versions.values()].filter(({ stages }) => stages.has('AWSCURRENT'));
      expect(current.map(({ SecretString }) => keyIdIn(SecretString))).toEqual([id]);
    },
  },
  {
    says: /^Whoever runs access-key-sweeper finds AWS's reason/,
    commands: /^aws iam untag-user .*access-key-sweeper:refused:create/,
    check: async ({ account, sweepAfter }) => {
      const before = account.history.length;
      await sweepAfter(7);
      const calls = account.history.slice(before).map(({ operation }) => operation);
      expect(['iam:CreateAccessKey', 'secretsmanager:UpdateSecretVersionStage'].some((one) => calls.includes(one))).toBe(true);
    },
  },
  {
    says: /^To see its tags, and to remove one:$/,
    commands: /^aws iam list-user-tags .*\naws iam untag-user /,
    check: ({ output, user }) => {
      expect(JSON.parse(output).Tags).toContainEqual({ Key: 'team-0', Value: 'x' });
      expect(user().tags.has('team-0')).toBe(false);
    },
  },
  {
    says: /hand one over to this deployment: $/,
    commands: /^aws iam untag-user .*access-key-sweeper:secret:arn/,
    check: async ({ sweepAfter }) => {
      expect(await sweepAfter(7)).not.toContain('other-deployment');
    },
  },
  {
    says: /Subscribe somebody without a filter, and confirm the mail that SNS sends: $/,
    commands: /^aws sns subscribe /,
    check: async ({ account, shell, sweepAfter, user }) => {
      await shell.run(account.mails.at(-1)?.text.match(/aws sns confirm-subscription .*/)?.[0] ?? 'no mail');
      await sweepAfter(7);
      expect(user().keys).toHaveLength(2);
    },
  },
];
