import type { Circumstances } from '../../../cli/adopt/adoption-refusals.ts';
import type { Candidate, FoundSecret } from '../../../cli/adopt/candidate.ts';
import { versionIdOf } from '../../../lib/model/secret-state.ts';
import { parseUserTags, tagKeys } from '../../../lib/model/user-tags.ts';
import { ago, config, keyHolder, now, type Overrides, secretArn, type UserSketch } from '../../tools/builders.ts';

const { UserId } = keyHolder();

/** A secret of bob's that is in order. By key id, `stages` has the stages of its versions, each stored with its key. */
export function found(
  { stages = {}, ...more }: Partial<FoundSecret> & { stages?: Record<string, readonly string[]> } = {},
  keys: Candidate['user']['keys'] = [],
): FoundSecret {
  const createdOf = (id: string) => keys.find(({ AccessKeyId }) => AccessKeyId === id)?.CreateDate ?? ago(200);
  return {
    ...{ Name: 'iam-access-keys/bob', ARN: secretArn, CreatedDate: ago(200) },
    Tags: [{ Key: tagKeys.userId, Value: UserId }],
    versions: new Map(Object.entries(stages).map(([id, labels]) => [versionIdOf(id), { stages: labels, createdAt: createdOf(id) }])),
    policy: undefined,
    isPolicyRead: true,
    ...more,
  };
}

type Sketch = Pick<UserSketch, 'keys' | 'tags'> & { secret?: Parameters<typeof found>[0] | undefined; wanted?: string; rival?: string };

/** Bob with these keys and tags, and with a secret unless `secret` is undefined. */
export function candidate(sketch: Sketch = {}): Candidate {
  const { keys = [], tags = {}, wanted = 'iam-access-keys/bob', rival } = sketch;
  return {
    user: keyHolder({ keys }),
    tags: parseUserTags(
      Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      now,
    ),
    lastUse: new Map(keys.map(({ AccessKeyId }) => [AccessKeyId, null])),
    ...{ wanted, rival },
    secret: 'secret' in sketch && !sketch.secret ? undefined : found(sketch.secret, keys),
  };
}

/** An account in which bob and carol are users, and no pointer names a secret. */
export function circumstances(more: Partial<Circumstances> = {}, settings: Overrides = {}): Circumstances {
  return {
    config: config(settings),
    deployment: { accountId: '123456789012', region: 'eu-west-1', stage: 'prod' },
    asked: undefined,
    userNames: new Map([
      [UserId, 'bob'],
      ['AIDACAROL0000EXAMPLE', 'carol'],
    ]),
    pointers: new Map(),
    now,
    ...more,
  };
}
