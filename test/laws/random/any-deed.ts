import * as fc from 'fast-check';
import type { Account } from '../../../sandbox/account/account.ts';
import type { User } from '../../../sandbox/account/user.ts';
import { type ManualChange, manualChangeNames } from '../../../sandbox/faults/manual-change.ts';
import { changeByHand } from '../../../sandbox/faults/manual-changes.ts';
import { pointedArn } from '../judges/tags.ts';

type Name = ManualChange['byHand'];

/** For which key somebody puts a version into a secret. */
const keysToForge = ['the youngest', 'the oldest', 'none that exists'] as const;

/** How somebody makes a secret under a user's name. */
const squats = ['without tags', 'with the id', 'with another id', 'with versions', 'with the nonce'] as const;

/** A deed of a person. What it says of keys and secrets is looked up when it is done. */
export type Deed = ManualChange & { forges?: (typeof keysToForge)[number]; squat?: (typeof squats)[number] };

/** Names for renamed users; that of another user may be free by then. */
const names = ['renamed-1', 'renamed-2', 'user-0', 'user-1', 'user-2'];
const pointer = 'access-key-sweeper:secret:arn';

const details: Partial<Record<Name, fc.Arbitrary<Omit<Deed, 'byHand'>>>> = {
  'tag-user': fc.constantFrom(
    { tag: { Key: 'access-key-sweeper:hold-until', Value: '2026-06-01' } },
    { tag: { Key: 'access-key-sweeper:profile', Value: 'slow' } },
    { tag: { Key: pointer } },
  ),
  'rename-user': fc.constantFrom(...names).map((UserName) => ({ UserName })),
  'move-user': fc.constantFrom('/team/', '/').map((Path) => ({ Path })),
  'forge-version': fc.constantFrom(...keysToForge).map((forges) => ({ forges })),
  'make-secret': fc.constantFrom(...squats).map((squat) => ({ squat })),
};

/** Any deed of a person, all equally likely. */
export const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  ...manualChangeNames.map((byHand) => (details[byHand] ?? fc.constant({})).map((more): Deed => ({ byHand, ...more }))),
);

/** Does the deed to the user. */
export function doDeed(account: Account, user: User, { forges, squat, ...change }: Deed): void {
  const AccessKeyId = forges ? forgedId(user, forges) : change.AccessKeyId;
  changeByHand(account, user, { ...change, AccessKeyId, ...(squat && { secret: squatted(account, user, squat) }) });
  if (squat) forgetValues(account, user);
}

function forgedId({ keys }: User, forges: NonNullable<Deed['forges']>): string | undefined {
  const id = { 'the youngest': keys.at(-1)?.AccessKeyId, 'the oldest': keys[0]?.AccessKeyId, 'none that exists': undefined }[forges];
  return id ?? 'AKIANOBODY0000000000';
}

function squatted({ secrets }: Account, user: User, squat: NonNullable<Deed['squat']>): NonNullable<ManualChange['secret']> {
  const id = { 'access-key-sweeper:user-id': user.UserId };
  const versions = user.keys.map(({ AccessKeyId }, n) => ({
    ...{ VersionId: `access-key-sweeper-${AccessKeyId}`, AccessKeyId },
    stages: n === 0 ? ['AWSCURRENT'] : n === 1 ? ['AWSPREVIOUS'] : [],
  }));
  if (squat === 'without tags') return { versions: [], Tags: {} };
  if (squat === 'with another id') return { versions, Tags: { 'access-key-sweeper:user-id': 'AIDASOMEBODYELSE0000' } };
  if (squat === 'with versions') return { versions, Tags: id };
  if (squat === 'with the id') return { versions: [], Tags: id };
  // Anybody who may describe the secret can read its tags.
  const real = [...secrets.values()].filter(({ tags }) => tags.some(({ Value }) => Value === user.UserId));
  const found = real.find(({ ARN }) => ARN === pointedArn(user)) ?? real[0];
  return { versions: [], Tags: { ...id, ...Object.fromEntries(found?.tags.map(({ Key, Value }) => [Key, Value]) ?? []) } };
}

/** Who makes a secret for keys of others does not have these keys' secrets. */
function forgetValues({ secrets }: Account, { UserName }: User): void {
  const { versions } = secrets.get(`iam-access-keys/${UserName.replaceAll(',', '/')}`) ?? {};
  for (const version of versions?.values() ?? []) version.SecretString = '{}';
}
