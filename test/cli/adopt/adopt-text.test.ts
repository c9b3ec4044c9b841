import { describe, expect, it } from 'vitest';
import { adoptedText, failureTexts, questionText, warningText } from '../../../cli/adopt/adopt-text.ts';
import { first, second, withKeys } from '../../tools/builders.ts';
import { candidate, found } from './candidates.ts';

/** Bob, who adopts a secret with these keys. */
const bob = (...keys: number[]) => ({
  candidate: candidate(),
  adoption: { kind: 'adopt' as const, secret: found(), ...withKeys(...keys), tags: [] },
});

describe('the question and its results', () => {
  it('given one user and several, the question names them and the account', () => {
    const where = { stage: 'prod', accountId: '123456789012' };
    const rest = 'in AWS account 123456789012 (prod)? Type yes to go on: ';
    expect(questionText([bob()], where)).toBe(`Adopt the secret of bob ${rest}`);
    expect(questionText([bob(), bob()], where)).toBe(`Adopt the secrets of 2 users: bob, bob ${rest}`);
    const many = Array.from({ length: 3_000 }, () => bob());
    expect(questionText(many, where)).toBe(`Adopt the secrets of 3,000 users: bob, bob, bob and 2,997 more ${rest}`);
  });

  it.each<[string, number[], string]>([
    ['no key', [], '.'],
    ['one key', [70], ` and vouch for ${first}.`],
    ['two keys', [70, 5], ` and vouch for ${first} and ${second}.`],
  ])('given %s in the secret, what was done is told', (_, keys, rest) => {
    expect(adoptedText(bob(...keys), 1_000)).toBe(`bob: adopted. The user's tags now name iam-access-keys/bob${rest}`);
  });

  it('given 40 columns, no line is longer, and every word is there', () => {
    for (const text of [warningText, (columns: number) => adoptedText(bob(70), columns)]) {
      const lines = text(40).split('\n');
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(40);
      expect(lines.join(' ')).toBe(text(10_000));
    }
  });

  it('given the warning, it says why a secret may be forged, and when one is not', () => {
    const text = warningText(10_000);
    expect(text).toContain('Anybody who may write secrets can prepare one, with the right tag');
    expect(text).toContain('You know it if an earlier version of the sweeper made it, or if the tags of the user were removed');
  });
});

const who = 'arn:aws:sts::123456789012:assumed-role/auditor/me';
const denied = (UserName: string) => ({
  UserName,
  error: new Error(`TagUser failed: AccessDenied: User: ${who} is not authorized to perform: iam:TagUser on resource: user ${UserName}`),
});

it('given no permission for several users, one sentence names them, the permission and the setting', () => {
  expect(failureTexts([denied('alice'), denied('bob')])).toEqual([
    `${who} may not iam:TagUser on alice, bob: give it that permission and, because GuardLedgerPolicy and the SCP let only named ` +
      'roles set these tags, name its role in deploy.ledgerAdmins and deploy.',
  ]);
});

it('given no permission for many users, the sentence names three of them', () => {
  const names = Array.from({ length: 3_000 }, (_, n) => `user-${n}`);
  expect(failureTexts(names.map(denied))[0]).toContain(`${who} may not iam:TagUser on user-0, user-1, user-2 and 2,997 more: give`);
});

it('given another failure, it is told as it is', () => {
  expect(failureTexts([{ UserName: 'bob', error: new Error('TagUser failed: Throttling: Rate exceeded') }])).toEqual([
    'bob: TagUser failed: Throttling: Rate exceeded',
  ]);
});
