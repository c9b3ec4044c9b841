import type { Account } from '../../../sandbox/account/account.ts';
import type { Deployment } from './deployment.ts';

type Telling = {
  /** True if the owner was told of anything but what had happened to a key before. */
  isPromise: boolean;
  /** What is wrong with it, in a sentence each. */
  wrongs: string[];
};

/** Follows which deployment told an owner that a key was replaced or is gone. */
export type Tellers = {
  /** Call before one sweep, or before two side by side. */
  begin: () => void;
  /** Call after a deployment published. */
  note: (by: Deployment) => Telling;
  /** Call when a person handed over the key's user. */
  forget: (AccessKeyId: string) => void;
};

/** The events, in a notice's body for machines, by which an owner learns that a key was replaced, deactivated or deleted. */
const deeds: Record<string, string> = {
  create: 'replaced',
  'superseded-done': 'deactivated',
  'in-the-way-done': 'deactivated',
  'unused-done': 'deactivated',
  orphan: 'deactivated',
  'inactive-past-delete': 'deleted',
  'inactive-in-the-way': 'deleted',
};

export function tellersOf({ published }: Account): Tellers {
  const tellers = new Map<string, { by: Deployment; round: number }>();
  let round = 0;
  /** Two sweeps side by side may both deactivate or delete a key of a user that nobody has yet: to do so twice is as to do so once. */
  const isAgain = (what: string, by: Deployment) => {
    const before = tellers.get(what);
    return before !== undefined && before.by !== by && (before.round !== round || what.endsWith('replaced'));
  };
  return {
    begin: () => {
      round += 1;
    },
    note: (by) => {
      const { Message = '{}', MessageStructure, attributes } = published.at(-1) ?? {};
      // Alerts are plain text, and digests are about no user.
      if (MessageStructure !== 'json' || !attributes?.userName) return { isPromise: false, wrongs: [] };
      const { sqs = '{}' } = JSON.parse(Message) as { sqs?: string };
      const { keys = [] } = JSON.parse(sqs) as { keys?: { event: string; id: string }[] };
      const told = keys.flatMap(({ event, id }) => (deeds[event] ? [`${id} was ${deeds[event]}`] : []));
      const wrongs = told.filter((what) => isAgain(what, by)).map((what) => `both deployments tell that ${what}`);
      for (const what of told) tellers.set(what, { by, round });
      // That somebody made a key Active again is so, whoever tells it.
      return { isPromise: keys.some(({ event }) => !deeds[event] && event !== 'reactivated'), wrongs };
    },
    forget: (AccessKeyId) => {
      for (const what of tellers.keys()) if (what.startsWith(AccessKeyId)) tellers.delete(what);
    },
  };
}
