import { inspect } from 'node:util';
import type { Config } from '../../config/schema.ts';
import type { Account, Call, Key } from '../../sandbox/account/account.ts';
import { isLeftAlone } from './left-alone.ts';
import { spreadOf } from './spread.ts';
import { type Ending, reportIn } from './sweeper.ts';
import { type Listed, type Takings, takingsOf } from './takings.ts';
import { momentOf, refusals, unnoticed } from './unnoticed.ts';
import { hasUnseenDeed, isMeddling } from './unseen.ts';

type Intercept = NonNullable<Account['intercept']>;

/** Judges a run by what the account sees and keeps; that a sweep says it did not get done with a user only excuses. */
export type Watch = Pick<Takings, 'made' | 'fetched'> & {
  violations: string[];
  /** Looks at every call before and after `inner` has dealt with it. */
  around: (inner: Intercept) => Intercept;
  /** `sweeps` are about to run side by side. */
  begin: (sweeps: number) => void;
  /** `sweeps` ran since `begin`, side by side if there were two. */
  end: (endings: readonly Ending[], named?: readonly string[]) => void;
  /** How often the sweeps since `begin` did what they did most. */
  most: () => number;
};

const lookUps = /^iam:(ListAccessKeys|ListUserTags|GetAccessKeyLastUsed)|^secretsmanager:(Describe|List)/;
const writes = /^(iam|secretsmanager):(Create|Update|Delete|Put|Tag|Untag)/;

/** What is remembered of one user within a sweep. */
type Seen = { wasWritten?: true; couldNotLook?: true };

export function watchOf(account: Account, config: Config): Watch {
  const violations: string[] = [];
  const { told, made, fetched, wrongsOf, note, see, end } = takingsOf(account, config);
  let seen = new Map<string, Seen>();
  let spread = spreadOf(account, config);
  let since = momentOf(account);
  let [keys, parallel] = [0, 1];
  const isElsewhere = config.accountId !== null && config.accountId !== account.accountId;

  function judge(call: Call, before: readonly Key[]): void {
    const { operation, AccessKeyId, SecretId, UserName } = call;
    if (operation === 'iam:CreateAccessKey' && AccessKeyId) made.add(AccessKeyId);
    if (operation === 'sns:Publish') told.note(call.at);
    spread.count(call, before);
    const key = before.find((one) => one.AccessKeyId === AccessKeyId);
    const wrongs = key ? wrongsOf(call, key, before) : [];
    const about = `${operation} of ${AccessKeyId ?? SecretId} for ${UserName}`;
    if (!isExcused(UserName)) violations.push(...wrongs.map((what) => `${what}: ${about}`));
  }

  /** Of two sweeps side by side, nothing tells which of them looked. */
  function isExcused(UserName = ''): boolean {
    if (parallel > 1) return meddledWith().has(UserName);
    return hasUnseenDeed(account, UserName, since.calls);
  }

  function meddledWith(): Set<string> {
    const deeds = account.history.slice(since.calls).filter(({ operation }) => isMeddling(operation));
    return new Set(deeds.flatMap(({ UserName }) => UserName ?? []));
  }

  return {
    violations,
    made,
    fetched,
    most: () => spread.most(),
    around: (inner) => (call, serve) => {
      const UserName = call.UserName ?? '';
      const isWrite = writes.test(call.operation);
      const mine = seen.get(UserName) ?? {};
      seen.set(UserName, mine);
      let before: Key[] = [];
      let wasServed = false;
      try {
        const answer = inner(call, () => {
          // Not earlier, or what a person does at this very call would be missing.
          if (isWrite) before = [...(account.users.get(UserName)?.keys ?? [])].map((key) => ({ ...key }));
          const served = serve();
          wasServed = true;
          return served;
        });
        if (call.operation === 'iam:ListAccessKeys')
          see(UserName, (answer as { AccessKeyMetadata: Listed[] }).AccessKeyMetadata);
        return answer;
      } catch (thrown) {
        const isRefused = (thrown as { code?: string }).code === 'AccessDenied';
        // Of two sweeps side by side, one may see what the other could not.
        if (isRefused && lookUps.test(call.operation) && !mine.wasWritten && parallel === 1)
          mine.couldNotLook = true;
        throw thrown;
      } finally {
        const user = account.users.get(UserName);
        if (wasServed) judge(call, before);
        if (wasServed && isWrite) {
          if (mine.couldNotLook) violations.push(`G6 written to in doubt: ${call.operation} for ${UserName}`);
          mine.wasWritten = true;
        }
        if (isWrite) note(user ? [user] : []);
        if (isElsewhere && !call.operation.startsWith('sts:'))
          violations.push(`G7 the configuration is for another account: ${call.operation}`);
      }
    },
    begin: (sweeps) => {
      parallel = sweeps;
      seen = new Map();
      spread = spreadOf(account, config);
      since = momentOf(account);
      keys = [...account.users.values()].reduce((sum, user) => sum + user.keys.length, 0);
      note(account.users.values());
    },
    end: (endings, named) => {
      end(attendedBy(endings));
      violations.push(...unnoticed(account, config, { since, endings, isWhole: !named }));
      const calls = account.history.slice(since.calls);
      const byHand = calls.filter(({ operation }) => operation === 'person:create-key').length;
      violations.push(...spread.excess(keys + byHand, endings.length));
      const refused = refusals(calls);
      if (refused.length > 0 && !endings.some((ending) => ending instanceof Error))
        violations.push('G6 something was refused, and the sweep is green');
      const said = account.published.slice(since.notices).map(({ Message }) => Message);
      const thrown = endings
        .filter((ending) => ending instanceof Error)
        .map((error) => inspect(error, { depth: 8 }));
      if ([...said, ...thrown].some((text) => text.includes('CANARY')))
        violations.push('G5 a secret was told');
      const isClean = !named && endings.length === 1 && !(endings[0] instanceof Error);
      const alone = [...account.users.values()].filter((user) => isLeftAlone(user, since.at));
      if (isClean) told.forget(new Set([...meddledWith(), ...alone.map(({ UserName }) => UserName)]));
    },
  };
}

/** The users that sweeps dealt with to the end. */
function attendedBy(endings: readonly Ending[]): Set<string> {
  const userResults = endings.flatMap((ending) => reportIn(ending)?.userResults ?? []);
  const attended = userResults.filter(
    ({ plan, failures, results }) =>
      !plan.leftAlone && failures.length === 0 && !results.some(({ outcome }) => outcome === 'deferred'),
  );
  return new Set(attended.map(({ plan }) => plan.UserName));
}
