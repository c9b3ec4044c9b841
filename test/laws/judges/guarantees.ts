import { inspect } from 'node:util';
import type { Config } from '../../../config/schema.ts';
import { dayOf } from '../../../lib/model/age.ts';
import type { UserResult } from '../../../lib/model/plan.ts';
import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import type { Key, User } from '../../../sandbox/account/user.ts';
import { isDenied } from '../../tools/access-denied.ts';
import { type Ending, reportIn } from '../sweeper/sweeper.ts';
import { isChange } from './changes.ts';
import { type CurrentKeys, currentKeys } from './current-keys.ts';
import { isUnused } from './key-holders.ts';
import { actCounter } from './limits.ts';
import { daysToCome } from './owner-notices.ts';
import { refusedCalls } from './refused-calls.ts';
import { type Listed, type RemovalJudge, removalJudge } from './removed-keys.ts';
import { type SecretMakers, secretMakers } from './secret-makers.ts';
import { secretsIn } from './secrets-in-text.ts';
import { silentKeys } from './silent-keys.ts';
import { isOnHold } from './tags.ts';
import { changesKeys, hasUnseenDeed } from './unseen-deeds.ts';
import { momentOf, unnoticed } from './watchdog.ts';

type Intercept = NonNullable<Account['intercept']>;

/**
 * Judges sweeps call by call (G1, G2, G5–G8, G10), by what the account sees and holds. What a sweep reports about
 * itself is used only as an excuse: that it broke off, or did not finish with a user.
 */
export type Judge = Pick<RemovalJudge, 'created' | 'fetched'> & {
  makers: SecretMakers;
  /** What broke a guarantee until now, in a sentence each that begins with the guarantee. */
  violations: string[];
  /** Returns a hook for the account that looks at each call before and after `inner` has handled it. */
  around: (inner: Intercept) => Intercept;
  /** Call before `sweeps` sweeps that run side by side. */
  begin: (sweeps: number) => void;
  /** Call after them; `named` are the users that they were asked to sweep, if not all. */
  end: (endings: readonly Ending[], named?: readonly string[]) => void;
  /** Returns the count of the act that the sweeps since `begin` did most. */
  mostActs: () => number;
};

const lookUps = /^iam:(ListAccessKeys|ListUserTags|GetAccessKeyLastUsed)|^secretsmanager:(Describe|List)/;

/** A user's keys right before a call, and what its consumers get. */
type Before = { keys: Key[]; current: CurrentKeys };

/** What is remembered of a user while sweeps run. */
type Memory = { wasWritten?: true; couldNotLook?: true };

export function judgeOf(account: Account, config: Config): Judge {
  const violations: string[] = [];
  const removals = removalJudge(account, config);
  const { notices, deletions, created, fetched } = removals;
  const makers = secretMakers(account);
  const lookAtCurrent = currentKeys(account);
  let memories = new Map<string, Memory>();
  let counter = actCounter(account, config);
  let since = momentOf(account);
  let [keys, parallel] = [0, 1];
  const isElsewhere = config.accountId !== null && config.accountId !== account.accountId;

  function judge(call: Call, looked: Before): void {
    const before = looked.keys;
    const { operation, AccessKeyId, SecretId, UserName } = call;
    if (operation === 'iam:CreateAccessKey' && AccessKeyId) created.add(AccessKeyId);
    if (operation === 'sns:Publish') {
      const frozen = daysToCome(account).filter(isInFreeze);
      if (frozen.length > 0) violations.push(`G1 an owner is told of a day in a freeze, ${frozen.join(', ')}: ${UserName}`);
      notices.note(call.at);
      deletions.note();
    }
    counter.count(call, before);
    const wrongs = [...removals.wrongsOf(call, before), ...wrongsOfCurrent(call, looked)];
    const about = `${operation} of ${AccessKeyId ?? SecretId} for ${UserName}`;
    violations.push(...makers.wrongsOf(call).map((what) => `${what}: ${about}`));
    if (isChange(call) && !mayChange(operation) && !isWithdrawal(call)) violations.push(`changed in report mode or in a freeze: ${about}`);
    if (wrongs.length > 0 && !isExcused(UserName)) violations.push(...wrongs.map((what) => `${what}: ${about}`));
  }

  /** Who fetches a key gets one that works, unless a person made it otherwise, or unused keys are to be retired. */
  function wrongsOfCurrent({ AccessKeyId, UserName = '' }: Call, { keys: before, current }: Before): string[] {
    const user = account.users.get(UserName);
    const now = lookAtCurrent(user);
    const retired = before.find((key) => key.AccessKeyId === AccessKeyId && isUnused(key, before, config.unused, account));
    const lost = user ? [...current].filter(([arn, id]) => !now.has(arn) && id !== retired?.AccessKeyId) : [];
    return lost.map(([arn, id]) => `G1 ${id} was current in ${arn}, which gives no Active key now`);
  }

  /** Nothing changes in report mode, and in a freeze only marks of what owners are told, and of what no longer holds. */
  function mayChange(operation: string): boolean {
    return config.mode === 'enforce' && (!isInFreeze(dayOf(account.clock.now())) || operation === 'iam:TagUser');
  }

  function isInFreeze(day: string): boolean {
    return config.freezes.some(({ from, to }) => from <= day && day <= to);
  }

  /** Of two sweeps side by side, nothing tells which of them looked when. */
  function isExcused(UserName = ''): boolean {
    if (parallel > 1) return usersOfDeeds().has(UserName);
    return hasUnseenDeed(account, UserName, since.calls);
  }

  /** An owner who was just told that a day no longer holds loses nothing when its mark is removed. */
  function isWithdrawal({ operation, UserName }: Call): boolean {
    const { attributes, Message } = account.published.at(-1) ?? {};
    const isTold = attributes?.userName === UserName && Message?.includes('withdrawn') === true;
    return config.mode === 'enforce' && operation === 'iam:UntagUser' && isTold;
  }

  /** Whether a sweep found a subscriber whose filter it could read; in these accounts no filter keeps a notice away. */
  function wasHeardOf(): boolean {
    return account.history.slice(since.calls).some(({ operation, ok }) => operation === 'sns:GetSubscriptionAttributes' && ok);
  }

  function lookAt(user: User | undefined): Before {
    return { keys: (user?.keys ?? []).map((key) => ({ ...key })), current: lookAtCurrent(user) };
  }

  function usersOfDeeds(): Set<string> {
    const deeds = account.history.slice(since.calls).filter(({ operation }) => changesKeys(operation));
    return new Set(deeds.flatMap(({ UserName }) => UserName ?? []));
  }

  return {
    violations,
    created,
    fetched,
    makers,
    mostActs: () => counter.most(),
    around: (inner) => (call, serve) => {
      const UserName = call.UserName ?? '';
      const isWrite = isChange(call);
      const memory = memories.get(UserName) ?? {};
      memories.set(UserName, memory);
      let before: Before = { keys: [], current: new Map() };
      let wasServed = false;
      try {
        const answer = inner(call, () => {
          // Not earlier: a person may change the keys at this very call.
          if (isWrite) before = lookAt(account.users.get(UserName));
          const served = serve();
          wasServed = true;
          return served;
        });
        if (call.operation === 'iam:ListAccessKeys')
          removals.noteListed(UserName, (answer as { AccessKeyMetadata: Listed[] }).AccessKeyMetadata);
        return answer;
      } catch (thrown) {
        const isRefused = isDenied((thrown as { code?: string }).code);
        // Of two sweeps side by side, one may see what the other could not.
        if (isRefused && lookUps.test(call.operation) && !memory.wasWritten && parallel === 1) memory.couldNotLook = true;
        throw thrown;
      } finally {
        const user = account.users.get(UserName);
        if (wasServed) judge(call, before);
        if (wasServed && isWrite) {
          if (parallel === 1 && !wasHeardOf()) violations.push(`G10 written although nobody is known to hear of it: ${call.operation}`);
          if (memory.couldNotLook && !isWithdrawal(call))
            violations.push(`G6 written although a look-up was refused: ${call.operation} for ${UserName}`);
          memory.wasWritten = true;
        }
        if (isWrite && user) removals.note([user]);
        if (isElsewhere && !call.operation.startsWith('sts:'))
          violations.push(`G7 the configuration is for another account: ${call.operation}`);
      }
    },
    begin: (sweeps) => {
      parallel = sweeps;
      memories = new Map();
      counter = actCounter(account, config);
      since = momentOf(account);
      keys = [...account.users.values()].reduce((sum, user) => sum + user.keys.length, 0);
      removals.note(account.users.values());
    },
    end: (endings, named) => {
      const attended = usersOf(endings);
      removals.end(attended.finished);
      const calls = account.history.slice(since.calls);
      const byHand = calls.filter(({ operation }) => operation === 'person:create-key').length;
      const hasFailed = endings.some((ending) => ending instanceof Error);
      violations.push(
        ...unnoticed(account, config, { since, endings, isWhole: !named }),
        ...counter.excess(keys + byHand, endings.length),
        ...(refusedCalls(calls).length > 0 && !hasFailed ? ['G6 a call was refused, and the sweep succeeded'] : []),
        ...shownSecrets(account.published.slice(since.notices), endings),
      );
      if (named || endings.length > 1 || hasFailed) return;
      const meddled = calls.filter(({ operation }) => operation.startsWith('person:')).flatMap(({ UserName }) => UserName ?? []);
      if (mayChange('iam:CreateAccessKey'))
        violations.push(...silentKeys(account, config, since, new Set([...attended.waiting, ...meddled])));
      const onHold = [...account.users.values()].filter((user) => isOnHold(user, since.at));
      notices.forget(new Set([...usersOfDeeds(), ...attended.left, ...onHold.map(({ UserName }) => UserName)]));
    },
  };
}

/** The users with whom sweeps finished, those with whom they did not, and those of whom they put something off. */
function usersOf(endings: readonly Ending[]): { finished: Set<string>; left: string[]; waiting: string[] } {
  const userResults = endings.flatMap((ending) => reportIn(ending)?.userResults ?? []);
  const isFinished = ({ plan, failures, results }: UserResult) =>
    !plan.leftAlone && failures.length === 0 && !results.some(({ outcome }) => outcome === 'deferred');
  const isWaiting = ({ results }: UserResult) => results.some(({ outcome }) => outcome === 'deferred' || outcome === 'held');
  const names = (some: readonly UserResult[]) => some.map(({ plan }) => plan.UserName);
  return {
    finished: new Set(names(userResults.filter(isFinished))),
    left: names(userResults.filter((one) => !isFinished(one))),
    waiting: names(userResults.filter(isWaiting)),
  };
}

function shownSecrets(published: readonly { Message: string }[], endings: readonly Ending[]): string[] {
  const errors = endings.filter((ending) => ending instanceof Error);
  const texts = [...published.map(({ Message }) => Message), ...errors.map((error) => inspect(error, { depth: 8 }))];
  return texts.flatMap(secretsIn).map((where) => `G5 a notice or an error shows a secret: ${where}`);
}
