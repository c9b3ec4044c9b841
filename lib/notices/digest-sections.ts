import type { Config } from '../../config/schema.ts';
import type { SweepReport } from '../report.ts';
import type { Result } from '../types.ts';

/** A heading of the digest and what stands under it, a line each. */
export type Section = { title: string; lines: string[] };

/** What the digest says below its counts: first what needs a person, then what was done; nothing empty. */
export function digestSections(
  { carried, continued, failures, missing, rootKeys, unreached }: SweepReport,
  config: Config,
): Section[] {
  const results = carried.flatMap((one) => one.results);
  const linesOf = (wanted: (result: Result) => boolean) => results.filter(wanted).map(lineOf);
  const sections: Section[] = [
    {
      title: 'Failed',
      lines: failures.map(({ UserName, error }) => `${UserName ? `${UserName}: ` : ''}${error.message}`),
    },
    { title: 'Named for this sweep, but no such user', lines: [...missing] },
    { title: 'Root', lines: rootWarning(rootKeys) },
    {
      title: `Held: more than ${config.limits.surprising} at once is a surprise; raise limits.surprising if it is meant`,
      lines: linesOf(({ outcome }) => outcome === 'held'),
    },
    { title: 'Needs a person', lines: linesOf(({ decision }) => decision.action === 'flag') },
    {
      title: 'Still in use close to its end',
      lines: linesOf(({ decision }) => decision.rule === 'superseded-in-use'),
    },
    {
      title: 'Exempt, yet old',
      lines: linesOf(
        ({ decision: { rule, age } }) => rule === 'exempt' && age >= config.thresholds.create.from,
      ),
    },
    { title: 'Done', lines: linesOf(({ outcome }) => outcome === 'done') },
    {
      title: 'Would be done under mode enforce; nothing was',
      lines: linesOf(({ outcome }) => outcome === 'rehearsed'),
    },
    { title: 'Deferred to a later sweep', lines: linesOf(({ outcome }) => outcome === 'deferred') },
    { title: 'Not reached in time', lines: [...unreached] },
    { title: 'A continuation looks again in about 70 minutes at', lines: [...continued] },
  ];
  return sections.filter(({ lines }) => lines.length > 0);
}

function lineOf({ decision: { key, action, reason }, createdId, note }: Result): string {
  const made = createdId ? `, created ${createdId}` : '';
  return `${key.UserName}: ${action} ${key.AccessKeyId}${made}: ${reason}${note ? ` (${note})` : ''}`;
}

function rootWarning(rootKeys: number | undefined): string[] {
  if (!rootKeys) return [];
  return [
    'The root user has an access key. Nobody can limit or rotate it; delete it: see "root user" in the IAM User Guide.',
  ];
}
