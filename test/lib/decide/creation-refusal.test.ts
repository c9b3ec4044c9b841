import { describe, expect, it } from 'vitest';
import { creationRefusal } from '../../../lib/decide/creation-refusal.ts';
import { ago, aUser, draft, type Time, type UserSketch, withKeys } from '../../tools/builders.ts';

const pointer = { 'access-key-sweeper:secret:arn': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:iam-access-keys/bob-a1B2c3 prod' };
const refused = (at: Time | number, operation = 'secretsmanager:PutSecretValue') => ({
  tags: { ...pointer, 'access-key-sweeper:refused:create': `${ago(at).toISOString()} ${operation}` },
});

describe('what keeps a key from being created or finished', () => {
  it.each<[given: string, reason: string | undefined, user: UserSketch]>([
    ['nothing', undefined, { tags: pointer }],
    ['a refused call', 'AWS refused secretsmanager:PutSecretValue on 2026-11-23', refused(1)],
    ['a refused call', 'once a person removes the cause and then the tag access-key-sweeper:refused:create', refused(1)],
    // Whoever may tag the user could write another text.
    ['a refused call and words after it', 'refused "iam:CreateAccessKey to you" on', refused(1, 'iam:CreateAccessKey to you')],
    ['a refused call and words before it', 'refused "not iam:CreateAccessKey" on', refused(1, 'not iam:CreateAccessKey')],
    ['a call refused 27 days ago, at midnight', 'tried again from 2026-11-25', refused({ days: 27, hours: 6 })],
    ['a call refused 28 days ago, a second before midnight', undefined, refused({ days: 27, hours: 6, seconds: 1 })],
    ['a call refused four weeks ago', undefined, refused(28)],
    ['a call refused at no valid moment', undefined, { tags: { ...pointer, 'access-key-sweeper:refused:create': 'soon' } }],
    ['a refused call, and a person who forces it', undefined, { ...refused(1), forced: true }],
    [
      'a secret that must not be written, and a person who forces it',
      'is a replica',
      { secret: { refusal: 'is a replica' }, forced: true },
    ],
  ])('given %s: %s', (_, reason, user) => {
    const found = creationRefusal(draft(aUser({ ...withKeys(65), ...user })));
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found?.reason).toContain(reason);
  });

  it.each<[given: string, command: string, user: UserSketch]>([
    ['a refused call', 'aws iam untag-user --user-name="bob" --tag-keys access-key-sweeper:refused:create', refused(1)],
    ['a refused call', 'in the notices and the log of 2026-11-23', refused(1)],
    ['a refused call', 'It is tried again from 2026-12-21 on, or when a person forces it', refused(1)],
    ['a secret that must not be written', 'how to', { secret: { refusal: 'is a replica', remedy: 'how to' } }],
  ])('given %s, it says what to do: %s', (_, command, user) => {
    expect(creationRefusal(draft(aUser({ ...withKeys(65), ...user })))?.remedy).toContain(command);
  });

  it('given evidence that was not read, nothing is known', () => {
    expect(creationRefusal(draft({ ...aUser(withKeys(65)), evidence: undefined }))).toBeUndefined();
  });
});
