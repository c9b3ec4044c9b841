import { describe, expect, it } from 'vitest';
import { type Adoption, adoptionOf } from '../../../cli/adopt/adoption.ts';
import type { Circumstances } from '../../../cli/adopt/adoption-refusals.ts';
import { intentValue, madeValue } from '../../../lib/model/mark-values.ts';
import { versionIdOf } from '../../../lib/model/secret-state.ts';
import { tagKeys } from '../../../lib/model/user-tags.ts';
import { ago, first, inactive, now, type Overrides, second, secretArn, type Time, third, withKeys } from '../../tools/builders.ts';
import { candidate, circumstances } from './candidates.ts';

type Sketch = Parameters<typeof candidate>[0];

const pointer = { [tagKeys.pointer]: `${secretArn} prod` };
const made = (id: string) => ({ [tagKeys.creating(`of-${id}`)]: madeValue(ago(9), id) });
const both = withKeys(70, 5);
const stages = { [first]: ['AWSPREVIOUS'], [second]: ['AWSCURRENT'] };
const carols = [{ Key: tagKeys.userId, Value: 'AIDACAROL0000EXAMPLE' }];

const decide = (sketch: Sketch, more: Partial<Circumstances> = {}, settings: Overrides = {}): Adoption =>
  adoptionOf(candidate(sketch), circumstances(more, settings));

/** The tags that are set, as `key=value`. */
function tagsOf(sketch: Sketch, more: Partial<Circumstances> = {}): string[] {
  const adoption = decide(sketch, more);
  if (adoption.kind !== 'adopt') throw new Error(JSON.stringify(adoption));
  return adoption.tags.map(({ Key, Value }) => `${Key}=${Value}`);
}

/** Why it is refused and what to do about it, in one text; empty if it is not. */
function refusalOf(...asked: Parameters<typeof decide>): string {
  const adoption = decide(...asked);
  return adoption.kind === 'refused' ? `${adoption.reason}\n${adoption.remedy}` : '';
}

const aPointer = `${tagKeys.pointer}=${secretArn} prod`;
const aMark = (id: string) => `access-key-sweeper:creating:adopted-${id}=${now.toISOString()} made ${id}`;

describe('the tags that adopting sets', () => {
  it.each<[string, Sketch, string[]]>([
    ['no tag and no key', {}, [aPointer]],
    ['no tag, and versions for both keys', { ...both, secret: { stages } }, [aPointer, aMark(first), aMark(second)]],
    ['a version for one key only', { ...both, secret: { stages: { [second]: ['AWSCURRENT'] } } }, [aPointer, aMark(second)]],
    ['a version without a stage', { ...both, secret: { stages: { [first]: [] } } }, [aPointer, aMark(first)]],
    ['a key that is Inactive', { ...withKeys(inactive(95)), secret: { stages } }, [aPointer, aMark(first)]],
    ['a key that a mark vouches for', { ...both, secret: { stages }, tags: made(first) }, [aPointer, aMark(second)]],
    ['the pointer, but no marks', { ...both, secret: { stages }, tags: pointer }, [aMark(first), aMark(second)]],
    ['a version of a key that the user does not have', { ...withKeys(70), secret: { stages: { [third]: ['AWSCURRENT'] } } }, [aPointer]],
    ['a pointer to a secret that is gone', { tags: { [tagKeys.pointer]: `${secretArn.slice(0, -6)}Z9Z9Z9 prod` } }, [aPointer]],
  ])('given %s, they are those that are missing', (_, sketch, expected) => {
    expect(tagsOf(sketch)).toEqual(expected);
  });

  it.each<[given: string, stored: Time, counts: boolean]>([
    ['15 minutes', { minutes: -15 }, true],
    ['more than 15 minutes', { minutes: -15, seconds: -1 }, false],
  ])('given a version that was stored %s after its key, whether a mark vouches for the key is as sweeps count it', (_, stored, counts) => {
    const versions = new Map([[versionIdOf(first), { stages: ['AWSCURRENT'], createdAt: ago(stored) }]]);
    expect(tagsOf({ ...withKeys(0), secret: { versions } })).toEqual(counts ? [aPointer, aMark(first)] : [aPointer]);
  });

  it.each<[string, Sketch]>([
    ['the pointer, and no key in the secret', { ...both, tags: pointer }],
    [
      'the pointer, and marks for each key in the secret',
      { ...both, secret: { stages }, tags: { ...pointer, ...made(first), ...made(second) } },
    ],
    ['the same, and a secret that is scheduled for deletion', { secret: { DeletedDate: ago(1) }, tags: pointer }],
  ])('given %s, there is nothing to do', (_, sketch) => {
    expect(decide(sketch).kind).toBe('nothing');
  });

  it('given an intent mark of more than an hour ago, it vouches for the key that came with it', () => {
    const tags = { [tagKeys.creating('sweep-1')]: intentValue(both.keys[1]?.CreateDate ?? now, [first]) };
    expect(tagsOf({ ...both, secret: { stages }, tags })).toEqual([aPointer, aMark(first)]);
  });
});

describe('a secret is refused, with what to do', () => {
  const intent = (at: Date) => ({ [tagKeys.creating('sweep-1')]: intentValue(at, []) });
  const another = { [tagKeys.pointer]: `${secretArn} staging` };
  const elsewhere = { [tagKeys.pointer]: `${secretArn.replace('eu-west-1', 'us-east-1')} prod` };
  const untag = (user: string) => `aws iam untag-user --user-name="${user}" --tag-keys access-key-sweeper:secret:arn`;
  const full = (count: number) => ({ tags: Object.fromEntries(Array.from({ length: count }, (_, n) => [`key-${n}`, 'x'])) });
  /** An ARN that, with a blank and the stage, has so many characters. */
  const arnOf = (length: number) => secretArn.replace('bob', `bob${'x'.repeat(length - `${secretArn} prod`.length)}`);

  it.each<[string, string, ...Parameters<typeof decide>]>([
    ['an intent mark of less than an hour ago', 'A sweep may be creating a key', { tags: intent(ago({ minutes: 59 })) }],
    ['an intent mark of less than an hour ago', 'Try again an hour after that.', { tags: intent(ago({ minutes: 59 })) }],
    ['a pointer of another stage', untag('bob'), { tags: another }],
    ['a pointer of another region', 'Another deployment looks after this user', { tags: elsewhere }],
    ['a pointer that is no ARN', 'Another deployment looks after this user', { tags: { [tagKeys.pointer]: '' } }],
    ['a pointer of another stage, in capitals', untag('bob'), { tags: { [tagKeys.pointer.toUpperCase()]: `${secretArn} staging` } }],
    ['no secret', 'There is no secret iam-access-keys/bob in eu-west-1.', { secret: undefined }],
    ['no secret', 'Key=tag-value,Values=AIDACKCEVSQ6C2EXAMPLE', { secret: undefined }],
    ['no secret', "If the user's secret has another name, add --secret.", { secret: undefined }],
    ['no secret', 'If there is none, there is nothing to adopt', { secret: undefined }],
    ['a name outside the prefix', 'Name another secret, or change the setting.', { secret: { ARN: secretArn.replace('iam-', 'my-') } }],
    ['a name outside the prefix', 'their names begin with iam-access-keys/', { secret: { ARN: secretArn.replace('iam-', 'my-') } }],
    [
      'a secret of another account',
      'is not one that this deployment',
      { secret: { ARN: secretArn.replace('123456789012', '999999999999') } },
    ],
    ['no tag with an id', 'tag-resource --secret-id="iam-access-keys/bob"', { secret: { Tags: [] } }],
    ['the id of nobody', 'belongs to another user of the same name', { secret: { Tags: [{ Key: tagKeys.userId, Value: 'AIDA' }] } }],
    ['the id of another user', 'belongs to the user carol', { secret: { Tags: carols } }],
    ['a pointer to another secret of the user', untag('bob'), { tags: pointer, rival: 'iam-access-keys/robert' }],
    ["two other users' pointers to it", 'of carol, dave names it', {}, { pointers: new Map([[secretArn, ['carol', 'dave']]]) }],
    [
      "two other users' pointers to it",
      `${untag('carol')}\n  ${untag('dave')}`,
      {},
      { pointers: new Map([[secretArn, ['carol', 'dave']]]) },
    ],
    ["another user's pointer to it", untag('carol'), {}, { pointers: new Map([[secretArn, ['bob', 'carol']]]) }],
    ['a deletion', 'restore-secret', { secret: { DeletedDate: ago(1) } }],
    ['a replica', 'is a replica', { secret: { PrimaryRegion: 'us-east-1' } }],
    ['a rotation of its own', 'cancel-rotate-secret', { secret: { RotationEnabled: true } }],
    ['an owning service', 'is managed by', { secret: { OwningService: 'rds' } }],
    ['a KMS key that the settings do not name', 'update-secret', { secret: { KmsKeyId: 'arn:aws:kms:eu-west-1:666666666666:key/theirs' } }],
    [
      'a name that is too long for a tag',
      'a tag has room for 256 characters, and access-key-sweeper:secret:arn needs 257',
      { secret: { ARN: arnOf(257) } },
    ],
    ['a name that is too long for a tag', 'Use a secret with a shorter name', { secret: { ARN: arnOf(257) } }],
    ['50 tags', 'The user has 50 of at most 50 tags, and 1 more are needed', full(50)],
    ['50 tags', 'aws iam list-user-tags --user-name="bob"\n  aws iam untag-user --user-name="bob" --tag-keys <key>', full(50)],
  ])('given %s: %s', (_, says, ...asked) => {
    expect(refusalOf(...asked)).toContain(says);
  });

  it.each<[string, ...Parameters<typeof decide>]>([
    ['an intent mark of an hour ago', { tags: intent(ago({ hours: 1 })) }],
    [
      'its own pointer among those of others',
      {},
      {
        pointers: new Map([
          [secretArn, ['bob']],
          ['arn', ['carol']],
        ]),
      },
    ],
    ['a name that just fits into a tag', { secret: { ARN: arnOf(256) } }],
    ['49 tags', full(49)],
    ['50 tags, one of which is the pointer that is replaced', { tags: { ...full(49).tags, ...pointer }, secret: { ARN: `${secretArn}x` } }],
    [
      'the KMS key of the settings',
      { secret: { KmsKeyId: 'key/ours' } },
      {},
      { secrets: { kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/ours' } },
    ],
  ])('given %s, it is not', (_, ...asked) => {
    expect(decide(...asked).kind).toBe('adopt');
  });

  it('given a secret that a person named, the command to repeat names it too', () => {
    const asked = 'iam-access-keys/robert';
    const says = `adopt --stage prod --region eu-west-1 --user="bob" --secret="${asked}"`;
    expect(refusalOf({ secret: { Name: asked, Tags: [] } }, { asked })).toContain(says);
    expect(
      refusalOf({ secret: { Tags: [] } })
        .split('\n')
        .at(-1),
    ).not.toContain('--secret=');
  });
});
