import { subDays } from 'date-fns/subDays';
import { stored } from './secrets.ts';
import { deactivate, mark, point, type Seeded, user } from './users.ts';

const users = new Map<string, Seeded>();

/** Returns a user as it was before the first sweep. */
export function seeded(UserName: string): Seeded {
  const found = users.get(UserName);
  if (!found) throw new Error(`No user ${UserName} was seeded`);
  return found;
}

/** Creates one user of each kind; none without a free slot, because ministack has no quota of keys. */
export async function seed(): Promise<void> {
  users.set('young', await user('young', 10));
  users.set('middle', await user('middle', 55));
  users.set('due', await user('due', 65));
  users.set('moved', await moved());
  users.set('past', await past());
}

async function moved(): Promise<Seeded> {
  const made = await user('moved', 85, 20);
  const [old = '', replacement = ''] = made.keys;
  const arn = await stored('moved', made.UserId, replacement, 20);
  await point('moved', arn, replacement);
  // Two days after its last day, a promise would be void.
  const day = subDays(new Date(), 1).toISOString().slice(0, 10);
  await mark('moved', 'told-since', old, 15, ` ${day} ${day} any`);
  return made;
}

async function past(): Promise<Seeded> {
  const made = await user('past', 95);
  const [old = ''] = made.keys;
  await deactivate('past', old);
  await mark('past', 'inactive-since', old, 8);
  return made;
}
