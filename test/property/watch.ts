import { inspect } from 'node:util';
import type { Config } from '../../config/schema.ts';
import { wholeDays } from '../../lib/age.ts';
import type { Account, Call, Key, User } from '../../sandbox/account.ts';
import type { Ending } from '../faults/sweeper.ts';
import { momentOf, refusals, unnoticed } from './unnoticed.ts';
import { isHeld, labelsOf, looksLikeOurs } from './whose-key.ts';

type Intercept = NonNullable<Account['intercept']>;

/** Judges a run by what the account sees and keeps, never by what a sweep says of itself. */
export type Watch = {
  violations: string[];
  /** Looks at every call before and after `inner` has dealt with it. */
  around: (inner: Intercept) => Intercept;
  /** `sweeps` are about to run side by side. */
  begin: (sweeps: number) => void;
  /** `sweeps` ran since `begin`, side by side if there were two. */
  end: (endings: readonly Ending[], named?: readonly string[]) => void;
  /** Keys that sweeps minted, by id; those that a secret held from the start, too. */
  minted: Set<string>;
};

const lookUps = /^iam:(ListAccessKeys|ListUserTags|GetAccessKeyLastUsed)|^secretsmanager:(Describe|List)/;
const writes = /^(iam|secretsmanager):(Create|Update|Delete|Put|Tag|Untag)/;
const limited: Record<string, 'create' | 'deactivate' | 'delete'> = {
  'iam:CreateAccessKey': 'create',
  'iam:UpdateAccessKey': 'deactivate',
  'iam:DeleteAccessKey': 'delete',
};

/** What is remembered of one user within a sweep. */
type Seen = { wasWritten?: true; couldNotLook?: true };

export function watchOf(account: Account, config: Config): Watch {
  const violations: string[] = [];
  const minted = new Set(
    [...account.minted].filter(([, { key }]) => key.isMinted).map(([AccessKeyId]) => AccessKeyId),
  );
  const told = toldInTags(account);
  const inactiveFrom = inactiveInTags(account);
  let seen = new Map<string, Seen>();
  let counts = noCounts();
  let since = momentOf(account);
  let [keys, parallel] = [0, 1];

  const isMeddledWith = (UserName: string | undefined) =>
    account.history
      .slice(since.calls)
      .some((call) => call.operation.startsWith('person:') && call.UserName === UserName);

  function judge(call: Call, before: readonly Key[]): void {
    const about = `${call.operation} of ${call.AccessKeyId ?? call.SecretId} for ${call.UserName}`;
    const key = before.find(({ AccessKeyId }) => AccessKeyId === call.AccessKeyId);
    if (call.operation === 'iam:CreateAccessKey' && call.AccessKeyId) minted.add(call.AccessKeyId);
    if (call.operation === 'sns:Publish') noteTold(call);
    const kind = limited[call.operation];
    const isOrphan = call.operation === 'iam:DeleteAccessKey' && key?.Status === 'Active';
    // By key, because the SDK repeats what was done when its answer was lost.
    if (kind && !isOrphan) counts[kind].add(call.AccessKeyId);
    if (!key || isMeddledWith(call.UserName)) return;
    if (call.operation === 'iam:UpdateAccessKey') judgeDeactivation(about, key, before);
    if (call.operation === 'iam:DeleteAccessKey') judgeDeletion(about, key, call);
  }

  function judgeDeactivation(about: string, key: Key, before: readonly Key[]): void {
    const now = account.clock.now();
    inactiveFrom.set(key.AccessKeyId, now);
    if (config.retireUnusedAfterDays !== null) return;
    const others = before.filter((other) => other !== key && other.Status === 'Active');
    if (!others.some((other) => !minted.has(other.AccessKeyId) || isHeld(account, other)))
      violations.push(`G1 the last key that anybody can hold: ${about}`);
    const { create, deactivate } = config.thresholds;
    const since = told.get(key.AccessKeyId);
    if (!since || wholeDays(now, since) < deactivate.from - create.to)
      violations.push(`G1 its owner was not told for the whole overlap: ${about}`);
  }

  function judgeDeletion(about: string, key: Key, call: Call): void {
    if (key.Status === 'Active') {
      const labels = labelsOf(account, key);
      const isOurs = minted.has(key.AccessKeyId) || looksLikeOurs(key, call, account);
      if (!isOurs || labels.has('AWSCURRENT') || labels.has('AWSPREVIOUS'))
        violations.push(`G2 an Active key: ${about}`);
      return;
    }
    const since = inactiveFrom.get(key.AccessKeyId);
    if (!since || wholeDays(account.clock.now(), since) < config.thresholds.delete.inactiveFor)
      violations.push(`G2 not Inactive for long enough: ${about}`);
  }

  function noteTold({ at }: Call): void {
    const message = account.published.at(-1)?.Message ?? '';
    for (const [id] of message.matchAll(/AKIA\w{16}/g)) if (!told.has(id)) told.set(id, at);
  }

  return {
    violations,
    minted,
    around: (inner) => (call, serve) => {
      const UserName = call.UserName ?? '';
      const isWrite = writes.test(call.operation);
      const before = isWrite ? [...(account.users.get(UserName)?.keys ?? [])].map((key) => ({ ...key })) : [];
      const mine = seen.get(UserName) ?? {};
      seen.set(UserName, mine);
      let wasServed = false;
      try {
        return inner(call, () => {
          const answer = serve();
          wasServed = true;
          return answer;
        });
      } catch (thrown) {
        const isRefused = (thrown as { code?: string }).code === 'AccessDenied';
        // Of two sweeps side by side, one may see what the other could not.
        if (isRefused && lookUps.test(call.operation) && !mine.wasWritten && parallel === 1)
          mine.couldNotLook = true;
        throw thrown;
      } finally {
        if (wasServed) judge(call, before);
        if (wasServed && isWrite) {
          if (mine.couldNotLook) violations.push(`G6 written to in doubt: ${call.operation} for ${UserName}`);
          mine.wasWritten = true;
        }
        if (isWrite) noteInactive(account.users.get(UserName), inactiveFrom, account.clock.now());
      }
    },
    begin: (sweeps) => {
      parallel = sweeps;
      seen = new Map();
      counts = noCounts();
      since = momentOf(account);
      keys = [...account.users.values()].reduce((sum, user) => sum + user.keys.length, 0);
      for (const user of account.users.values()) noteInactive(user, inactiveFrom, account.clock.now());
    },
    end: (endings, named) => {
      violations.push(...unnoticed(account, config, { since, endings, isWhole: !named }));
      const made = account.history
        .slice(since.calls)
        .filter(({ operation }) => operation === 'person:create-key').length;
      const { minimum, percent } = config.limits;
      const most = Math.max(minimum, Math.floor(((keys + made) * percent) / 100)) * endings.length;
      for (const [kind, ids] of Object.entries(counts)) {
        // What is retired as unused has a limit of its own.
        const more =
          kind === 'deactivate' && config.retireUnusedAfterDays !== null ? config.limits.surprising : 0;
        if (ids.size > most + more)
          violations.push(`G8 ${ids.size} times ${kind}, of at most ${most + more}`);
      }
      const refused = refusals(account.history.slice(since.calls));
      if (refused.length > 0 && !endings.some((ending) => ending instanceof Error))
        violations.push('G6 something was refused, and the sweep is green');
      const said = account.published.slice(since.notices).map(({ Message }) => Message);
      const thrown = endings
        .filter((ending) => ending instanceof Error)
        .map((error) => inspect(error, { depth: 8 }));
      if ([...said, ...thrown].some((text) => text.includes('CANARY')))
        violations.push('G5 a secret was told');
    },
  };
}

const noCounts = () => ({
  create: new Set<string | undefined>(),
  deactivate: new Set<string | undefined>(),
  delete: new Set<string | undefined>(),
});

/** From when a key is Inactive, as sweeps can see it: anew whenever it was Active meanwhile. */
function noteInactive(user: User | undefined, inactiveFrom: Map<string, Date>, now: Date): void {
  for (const { AccessKeyId, Status } of user?.keys ?? []) {
    if (Status === 'Active') inactiveFrom.delete(AccessKeyId);
    else if (!inactiveFrom.has(AccessKeyId)) inactiveFrom.set(AccessKeyId, now);
  }
}

function toldInTags(account: Account): Map<string, Date> {
  return marks(account, 'access-key-sweeper:told-since:');
}

function inactiveInTags(account: Account): Map<string, Date> {
  return marks(account, 'access-key-sweeper:inactive-since:');
}

function marks({ users }: Account, prefix: string): Map<string, Date> {
  const tags = [...users.values()].flatMap((user) => [...user.tags.values()]);
  return new Map(
    tags
      .filter(({ Key }) => Key.startsWith(prefix))
      .map(({ Key, Value }) => [Key.slice(prefix.length), new Date(Value)]),
  );
}
