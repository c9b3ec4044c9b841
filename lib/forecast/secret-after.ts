import { isPromotable } from '../decide/replacement.ts';
import { stalePending } from '../model/marks.ts';
import type { Plan } from '../model/plan.ts';
import { type SecretState, type SecretVersion, versionIdOf } from '../model/secret-state.ts';
import type { AccessKey, Evidence } from '../model/user.ts';

type Versions = SecretState['versions'];

/** Returns what a user's secret holds after a sweep that finished the keys `finished` and stored the keys `created`. */
export function secretAfter(
  plan: Plan,
  secret: SecretState,
  { finished, created, at }: { finished: readonly AccessKey[]; created: readonly AccessKey[]; at: Date },
): SecretState {
  if (finished.length + created.length === 0) return withoutActs(secret, plan);
  const done = [...finished.map(({ AccessKeyId }) => versionIdOf(AccessKeyId)), ...stalePending(plan)];
  const settled = done.reduce(withoutPending, secret.versions);
  const stored = new Map([
    ...settled,
    ...created.map(({ AccessKeyId }) => [versionIdOf(AccessKeyId), { stages: [], createdAt: at }] as const),
  ]);
  const promoted = [...finished.filter((key) => isPromotable(key, plan)), ...created];
  const versions = promoted.reduce(
    (all, { AccessKeyId }) => withCurrent(all, versionIdOf(AccessKeyId)),
    stored,
  );
  return { ...secret, claim: 'pointed', arn: secret.arn ?? secret.name, versions };
}

/** Returns the secret of which a sweep stored and finished nothing. */
function withoutActs(secret: SecretState, { evidence, leftAlone }: Plan): SecretState {
  if (secret.claim === 'unfinished' && !leftAlone) return { ...secret, claim: 'pointed' };
  return evidence ? anHourLater({ ...evidence, secret }) : secret;
}

/**
 * Returns a user's secret when nothing is new about it any more: it is finished if a creation announced it, and left to a
 * person otherwise.
 */
export function anHourLater({ secret, tags }: Pick<Evidence, 'secret' | 'tags'>): SecretState {
  if (secret.claim !== 'new') return secret;
  const isAnnounced = tags.intents.some(({ nonceHash }) => nonceHash !== undefined);
  return isAnnounced
    ? { ...secret, claim: 'unfinished', refusal: undefined, remedy: undefined }
    : { ...secret, claim: 'lost' };
}

/** Moves AWSCURRENT to the version, and AWSPREVIOUS to the version that had AWSCURRENT. */
function withCurrent(versions: Versions, id: string): Map<string, SecretVersion> {
  return relabel(versions, (stages, each) => {
    const other = stages.filter((stage) => stage !== 'AWSCURRENT' && stage !== 'AWSPREVIOUS');
    if (each === id) return [...other, 'AWSCURRENT'];
    return stages.includes('AWSCURRENT') ? [...other, 'AWSPREVIOUS'] : other;
  });
}

function withoutPending(versions: Versions, id: string): Versions {
  return relabel(versions, (stages, each) =>
    each === id ? stages.filter((stage) => stage !== 'AWSPENDING') : stages,
  );
}

function relabel(versions: Versions, to: (stages: readonly string[], id: string) => readonly string[]) {
  return new Map([...versions].map(([id, one]) => [id, { ...one, stages: to(one.stages, id) }]));
}
