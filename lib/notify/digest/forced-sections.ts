import type { Plan } from '../../model/plan.ts';
import { replacedBefore } from '../../report/missed-rotations.ts';
import type { SweepReport } from '../../report/report.ts';
import type { NoticeContext } from '../notice.ts';
import { invoke, placeOf } from '../sweep-command.ts';
import { needsPerson } from './needs-person.ts';
import type { Section } from './section.ts';

/** A command with more names would hide the rest of the digest. */
const namedAtMost = 20;

/**
 * Returns sections about the users of a forced run whose keys were not replaced: to repeat by hand, to be continued,
 * and replaced before.
 */
export function forcedSections(
  {
    forcedAgain,
    freeze,
    missedRotations,
    userResults,
  }: Pick<SweepReport, 'forcedAgain' | 'freeze' | 'missedRotations' | 'userResults'>,
  context: NoticeContext,
): Section[] {
  const {
    soon = [],
    tomorrow = [],
    never: stuck = [],
  } = Object.groupBy(missedRotations, (one) =>
    forcedAgain.includes(one.UserName) ? (one.waitsForOrphan ? 'tomorrow' : 'soon') : 'never',
  );
  const linesOf = (some: typeof missedRotations) =>
    some.map(({ UserName, reason }) => `${UserName}, ${reason}`);
  const again = (some: typeof missedRotations) => {
    const isMany = some.length > namedAtMost;
    const users = isMany ? ['<user>'] : some.map(({ UserName }) => UserName);
    const keys = userResults.flatMap(({ plan }) => (users.includes(plan.UserName) ? namedKeysOf(plan) : []));
    return invoke(placeOf(context), { users, force: true, ...(keys.length > 0 && { keys }) });
  };
  return [
    {
      title: `${needsPerson}: forced, and not replaced`,
      advice: `No sweep does it by itself. ${freeze ? `Remove the freeze from config/${context.environment}.yml and deploy` : 'Settle what stands there'}, then: ${again(stuck)}`,
      lines: linesOf(stuck),
    },
    { title: 'Forced; a continuation replaces them in about 70 minutes', lines: linesOf(soon) },
    {
      title: 'Forced; a continuation replaces them in about 25 hours',
      advice:
        'A key that nobody has takes the slot, and is deleted then. Sooner: aws iam delete-access-key --user-name="<user>" ' +
        `--access-key-id <its id>, then: ${again(tomorrow)}`,
      lines: linesOf(tomorrow),
    },
    {
      title: 'Forced, and replaced before',
      advice:
        'Nothing was to be done. If such a key leaked, end it by hand: aws iam update-access-key --user-name="<user>" ' +
        '--access-key-id <id> --status Inactive',
      lines: replacedBefore(userResults),
    },
  ];
}

/** The user's keys that the run names; none if it asks for the newest one. */
function namedKeysOf({ keys, forcedKeys = [] }: Plan): string[] {
  return keys.map(({ AccessKeyId }) => AccessKeyId).filter((id) => forcedKeys.includes(id));
}
