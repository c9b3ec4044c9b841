import { active, first, newest, second, user, version } from './parts.ts';
import type { Scenario } from './scenario.ts';

const UserId = 'AIDAALICE0000000001';
const owned = { 'access-key-sweeper:user-id': UserId };

/** Alice with a key of 65 days, and her secret, which may hold it. Without tags of its own, her pointer names it. */
const alice = (Tags: object | undefined, stages?: string[]) => ({
  users: [user('alice', [active(65, { AccessKeyId: first })], { UserId, ...newest })],
  secrets: [{ Name: 'iam-access-keys/alice', Tags, versions: stages ? [version(first, ...stages)] : [] }],
});

/** Secrets in every state, and what interrupted sweeps leave behind. */
export const secrets: readonly Scenario[] = [
  { given: 'a secret of ours without a version', ...alice(undefined), weeks: 2 },
  { given: 'a secret of ours that holds the old key', ...alice(undefined, ['AWSCURRENT']), weeks: 7 },
  { given: 'a secret with the id of its user that no pointer names', ...alice(owned, ['AWSCURRENT']), weeks: 2 },
  { given: 'a secret that is not ours', ...alice({ team: 'shop' }, ['AWSCURRENT']), weeks: 1 },
  {
    given: 'a secret of another user of the same name',
    ...alice({ 'access-key-sweeper:user-id': 'AIDABEFORE0000000001' }, ['AWSCURRENT']),
    weeks: 1,
  },
  {
    given: 'a secret with a rotation of its own',
    ...alice(undefined, ['AWSCURRENT']),
    weeks: 1,
    meddle: ({ secrets }) => {
      for (const secret of secrets.values()) secret.RotationEnabled = true;
    },
  },
  {
    given: 'a secret scheduled for deletion',
    ...alice(undefined, ['AWSCURRENT']),
    weeks: 1,
    meddle: ({ clock, secrets }) => {
      for (const secret of secrets.values()) secret.DeletedDate = clock.now();
    },
  },
  {
    given: 'an unfinished key, an orphan and a sweep at work',
    users: [
      user('pending', [active(65, { AccessKeyId: first }), active(0.2, { AccessKeyId: second })]),
      user('orphaned', [active(65, { AccessKeyId: 'AKIAKNOWN00000000001' }), active(0.1)], {
        Tags: { 'access-key-sweeper:creating:crashed': '2026-03-03T03:35:00Z AKIAKNOWN00000000001' },
      }),
      user('busy', [active(65)], { Tags: { 'access-key-sweeper:creating:another': '2026-03-03T05:30:00Z' } }),
    ],
    secrets: [{ Name: 'iam-access-keys/pending', versions: [version(first, 'AWSCURRENT'), version(second, 'AWSPENDING')] }],
    weeks: 3,
  },
];
