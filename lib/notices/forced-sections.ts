import type { Sweep } from '../deps.ts';
import type { SweepReport } from '../report.ts';
import { invoke } from './how-to.ts';
import { needsPerson } from './needs-person.ts';
import { placeOf } from './place.ts';
import type { Section } from './section.ts';

/** More in one command would hide what else a digest says. */
const namedAtMost = 20;

/** Users whose keys a person wanted replaced at once and that were not: who has to be asked for again, and who not. */
export function forcedSections(
  { forcedAgain, unrotated }: Pick<SweepReport, 'forcedAgain' | 'unrotated'>,
  sweep: Sweep,
): Section[] {
  const line = ({ UserName, reason }: SweepReport['unrotated'][number]) => `${UserName}, ${reason}`;
  const stuck = unrotated.filter(({ UserName }) => !forcedAgain.includes(UserName));
  const users = stuck.length > namedAtMost ? ['<user>'] : stuck.map(({ UserName }) => UserName);
  return [
    {
      title: `${needsPerson}: forced, and not replaced`,
      advice: `No sweep does it by itself. Settle what the line says, if anything, then: ${invoke(placeOf(sweep), { users, force: true })}`,
      lines: stuck.map(line),
    },
    {
      title: 'Forced, and not replaced yet: a continuation does it in about 70 minutes',
      lines: unrotated.filter(({ UserName }) => forcedAgain.includes(UserName)).map(line),
    },
  ];
}
