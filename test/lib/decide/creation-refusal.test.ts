import { describe, expect, it } from 'vitest';
import { creationRefusal } from '../../../lib/decide/creation-refusal.ts';
import { ago, aUser, draft, type Time, type UserSketch, withKeys } from '../../tools/builders.ts';

const pointer = { 'access-key-sweeper:secret:arn': 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:iam-access-keys/bob-a1B2c3 prod' };
const others = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`team-${n}`, 'x']));
const garbled = { 'access-key-sweeper:creating:x': 'soon' };
const refused = (at: Time | number, operation = 'secretsmanager:PutSecretValue') => ({
  tags: { ...pointer, 'access-key-sweeper:refused:create': `${ago(at).toISOString()} ${operation}` },
});

describe('what keeps a key from being created or finished', () => {
  it.each<[given: string, action: 'create' | 'finish', reason: string | undefined, user: UserSketch]>([
    ['nothing', 'create', undefined, { tags: pointer }],
    ['48 tags, the pointer among them', 'create', undefined, { tags: { ...others(47), ...pointer } }],
    ['49 tags, the pointer among them', 'create', 'no room for 2 tags', { tags: { ...others(48), ...pointer } }],
    ['47 tags and no pointer', 'create', undefined, { tags: others(47) }],
    ['48 tags and no pointer', 'create', 'no room for 3 tags of the sweeper: 48 of 50', { tags: others(48) }],
    [
      '49 tags, marks of creations that broke off among them',
      'create',
      undefined,
      { tags: { ...others(47), ...garbled }, intents: [{ at: 3 }] },
    ],
    ['50 tags', 'finish', undefined, { tags: others(50) }],
    ['a refused call', 'create', 'AWS refused secretsmanager:PutSecretValue on 2026-11-23', refused(1)],
    ['a refused call', 'finish', 'AWS refused secretsmanager:PutSecretValue', refused(1)],
    [
      'a call refused a second less than four weeks ago',
      'create',
      'tried again from 2026-11-24',
      refused({ days: 27, hours: 23, minutes: 59, seconds: 59 }),
    ],
    ['a call refused four weeks ago', 'create', undefined, refused(28)],
    ['a call refused at no valid moment', 'create', undefined, { tags: { ...pointer, 'access-key-sweeper:refused:create': 'soon' } }],
    ['a refused call, and a person who forces it', 'create', undefined, { ...refused(1), forced: true }],
    [
      'a secret that must not be written, and a person who forces it',
      'create',
      'is a replica',
      { secret: { refusal: 'is a replica' }, forced: true },
    ],
  ])('given %s, to %s: %s', (_, action, reason, user) => {
    const found = creationRefusal(action, draft(aUser({ ...withKeys(65), ...user })));
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found?.reason).toContain(reason);
  });

  it.each<[given: string, command: string, user: UserSketch]>([
    ['a refused call', 'aws iam untag-user --user-name="bob" --tag-keys access-key-sweeper:refused:create', refused(1)],
    ['a refused call', 'in the notices and the log of 2026-11-23', refused(1)],
    ['no room for a tag', 'aws iam list-user-tags --user-name="bob"', { tags: others(50) }],
    ['a secret that must not be written', 'how to', { secret: { refusal: 'is a replica', remedy: 'how to' } }],
  ])('given %s, it says what to do: %s', (_, command, user) => {
    expect(creationRefusal('create', draft(aUser({ ...withKeys(65), ...user })))?.remedy).toContain(command);
  });

  it('given evidence that was not read, nothing is known', () => {
    expect(creationRefusal('create', draft({ ...aUser(withKeys(65)), evidence: undefined }))).toBeUndefined();
  });
});
