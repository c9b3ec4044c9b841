import type { Sweep } from '../../aws/deps.ts';
import type { SweepReport } from '../../report/report.ts';
import { invoke } from '../how-to.ts';
import { placeOf } from '../place.ts';
import { needsPerson } from './needs-person.ts';
import type { Section } from './section.ts';

/** More in one command would hide what else a digest says. */
const namedAtMost = 20;

/** Users whose keys a person wanted replaced at once and that were not: who has to be asked for again, and who not. */
export function forcedSections(
  { forcedAgain, unrotated }: Pick<SweepReport, 'forcedAgain' | 'unrotated'>,
  sweep: Sweep,
): Section[] {
  const { true: next = [], false: stuck = [] } = Object.groupBy(unrotated, ({ UserName }) =>
    forcedAgain.includes(UserName) ? 'true' : 'false',
  );
  const linesOf = (some: typeof unrotated) => some.map(({ UserName, reason }) => `${UserName}, ${reason}`);
  const users = stuck.length > namedAtMost ? ['<user>'] : stuck.map(({ UserName }) => UserName);
  return [
    {
      title: `${needsPerson}: forced, and not replaced`,
      advice: `No sweep does it by itself. Settle what stands there, then: ${invoke(placeOf(sweep), { users, force: true })}`,
      lines: linesOf(stuck),
    },
    { title: 'Forced; a continuation replaces them in about 70 minutes', lines: linesOf(next) },
  ];
}
