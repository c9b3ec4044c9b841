import type { Account } from '../../../sandbox/account/account.ts';
import type { Call } from '../../../sandbox/account/call.ts';
import type { User } from '../../../sandbox/account/user.ts';
import { type Ending, reportIn } from '../sweeper/sweeper.ts';
import type { Deployment } from './deployment.ts';
import { type Tellers, tellersOf } from './tellers.ts';

/** Judges that each user is looked after by one deployment. */
export type JudgeOfBoth = {
  violations: string[];
  /** Call before one sweep, or before two side by side. */
  begin: () => void;
  /** Looks at a call of a deployment and serves it. */
  around: (by: Deployment | undefined, call: Call, serve: () => unknown) => unknown;
  /** Call after a sweep. */
  end: (by: Deployment, ending: Ending) => void;
  /** A person removes the user's pointer. Returns false if there is none, or if a creation broke off (docs/reliability.md). */
  handOver: (user: User) => boolean;
  /** The names of the users that were handed over. */
  handedOver: ReadonlySet<string>;
  /** How many users a deployment looks after. */
  usersOf: (one: Deployment) => number;
};

const acts = /^iam:(Create|Update|Delete)AccessKey|^secretsmanager:(Put|UpdateSecretVersionStage)/;
const removals = /^iam:(Update|Delete)AccessKey/;
const pointerTag = 'access-key-sweeper:secret:arn';

export function judgeOfBoth(account: Account): JudgeOfBoth {
  const violations: string[] = [];
  const makers = new Map<string, Deployment>();
  const tellers: Tellers = tellersOf(account);
  /** The pointer when a deployment last listed the user's keys: it does so right before each act. */
  const atKeys = new Map<string, string | undefined>();
  /** The pointer when a deployment last listed the user's tags. */
  const atTags = new Map<string, string | undefined>();
  const handedOver = new Set<string>();
  const pointerOf = (UserName = '') => account.users.get(UserName)?.tags.get(pointerTag)?.Value;

  /** True if the deployment saw that the user is the other's. */
  function sawOther(by: Deployment, UserName: string | undefined, seen: ReadonlyMap<string, string | undefined>): boolean {
    const pointer = seen.get(`${by.name} ${UserName}`);
    return pointer !== undefined && !by.isOwn(pointer);
  }

  function judgeChange(by: Deployment, { operation, UserName, AccessKeyId = '' }: Call, tagsBefore: User['tags']): void {
    const about = `${operation} for ${UserName}`;
    if (acts.test(operation) && sawOther(by, UserName, atKeys))
      violations.push(`the ${by.name} deployment acts on a user of the other: ${about}`);
    const maker = makers.get(AccessKeyId);
    if (removals.test(operation) && maker && maker !== by)
      violations.push(`the ${by.name} deployment takes a key that the ${maker.name} made: ${operation} of ${AccessKeyId} of ${UserName}`);
    const tags = account.users.get(UserName ?? '')?.tags ?? new Map();
    const pointer = tagsBefore.get(pointerTag)?.Value;
    if (pointer !== undefined && !by.isOwn(pointer) && tags.get(pointerTag)?.Value !== pointer)
      violations.push(`the ${by.name} deployment takes over a user of the other: ${about}`);
    // A deployment that steps back removes its own mark.
    const marks = [...new Set([...tagsBefore.keys(), ...tags.keys()])].filter((name) => !name.includes(`:creating:${by.name}-`));
    const changed = marks.filter((name) => tagsBefore.get(name)?.Value !== tags.get(name)?.Value);
    if (changed.length > 0 && sawOther(by, UserName, atTags))
      violations.push(`the ${by.name} deployment marks a user of the other: ${changed.join(', ')} of ${UserName}`);
  }

  return {
    violations,
    handedOver,
    begin: tellers.begin,
    around: (by, call, serve) => {
      const before = new Map(account.users.get(call.UserName ?? '')?.tags);
      const answer = serve();
      if (!by) return answer;
      const { operation, UserName, AccessKeyId } = call;
      const id = `${by.name} ${UserName}`;
      if (operation === 'iam:ListAccessKeys') atKeys.set(id, pointerOf(UserName));
      if (operation === 'iam:ListUserTags') atTags.set(id, pointerOf(UserName));
      if (operation === 'iam:CreateAccessKey' && AccessKeyId) makers.set(AccessKeyId, by);
      judgeChange(by, call, before);
      if (operation !== 'sns:Publish') return answer;
      const { isPromise, wrongs } = tellers.note(by);
      violations.push(...wrongs);
      if (isPromise && sawOther(by, UserName, atTags))
        violations.push(`the ${by.name} deployment tells the owner of a user of the other what it will do: ${UserName}`);
      return answer;
    },
    end: (by, ending) => {
      for (const { plan, results } of reportIn(ending)?.userResults ?? []) {
        if (!plan.evidence) continue;
        const { pointer } = plan.evidence.tags;
        const isOthers = pointer && !by.isOwn(`${pointer.arn} ${pointer.stage}`);
        const rules = results.map(({ decision }) => decision.rule);
        const wrong = rules.filter((rule) => (isOthers ? rule !== 'other-deployment' && rule !== 'exempt' : rule === 'other-deployment'));
        if (wrong.length === 0) continue;
        const whose = isOthers ? 'a user of the other' : 'a user of its own, or of nobody,';
        violations.push(`the ${by.name} deployment decides wrongly about ${whose} ${plan.UserName}: ${wrong.join(', ')}`);
      }
    },
    handOver: (user) => {
      const isOpen = [...user.tags.values()].some(({ Key, Value }) => Key.includes(':creating:') && !Value.includes(' made '));
      if (isOpen || !user.tags.delete(pointerTag)) return false;
      handedOver.add(user.UserName);
      // From now on both may look after the user, until one makes a secret.
      for (const { AccessKeyId } of user.keys) {
        makers.delete(AccessKeyId);
        tellers.forget(AccessKeyId);
      }
      const { UserName, UserId } = user;
      account.history.push({ at: account.clock.now(), operation: 'person:tag-user', UserName, UserId, ok: true });
      return true;
    },
    usersOf: ({ isOwn }) => [...account.users.keys()].filter((name) => isOwn(pointerOf(name) ?? '') && pointerOf(name)).length,
  };
}
