import { describe, expect, it } from 'vitest';
import { effectOf, effects } from './notices/effects.ts';
import { type Swept, sweptSituations } from './notices/situations.ts';
import { commandsIn, type Told } from './notices/told.ts';
import { openWorld, type World } from './notices/world.ts';

/** User names that a shell, or a program that parses options, may take for something else. */
const hostile = ['--help', '-dash', 'c,a+r=o.l@e_-', '@file', '=', '.', '0', 'null', 'a'.repeat(64), '+', 'True', ','];

const tried = new Set<object>();

describe('every command of every notice does what the text before it says', () => {
  const named = sweptSituations.map((one, n) => [one.name, hostile[n % hostile.length] ?? '', one] as const);

  it.concurrent.each(named)('given %s, called %s', async (_, UserName, situation) => {
    const world = await openWorld(situation, UserName);
    await world.close();
    const failures: string[] = [];
    for (const [n, { says, commands }] of world.notices.flatMap(commandsIn).entries()) {
      await follow(situation, UserName, n).catch((error: Error) => failures.push(`${says}\n  ${commands}\n${error.message}`));
    }
    expect(failures.join('\n\n')).toBe('');
  });

  it('each effect that is known was seen', () => {
    expect(effects.filter((one) => !tried.has(one))).toEqual([]);
  });
});

/** In the same situation again, does what the text of this number says. */
async function follow(situation: Swept, UserName: string, n: number): Promise<void> {
  const world = await openWorld(situation, UserName);
  try {
    const told = world.notices.flatMap(commandsIn)[n] as Told;
    const effect = effectOf(told);
    const commands = filledIn(told, world);
    await effect.before?.({ ...world, commands });
    if (/^aws iam tag-user /.test(commands) && world.user().tags.size === 50) {
      // IAM allows no more, as it says itself (docs/reliability.md).
      await expect(world.shell.run(commands)).rejects.toThrow('TagsPerUser: 50');
      return;
    }
    const isLine = /^(aws|npm) /.test(commands);
    await effect.check({ ...world, commands, output: isLine ? await world.shell.run(commands) : '' });
    tried.add(effect);
  } finally {
    await world.close();
  }
}

/** Returns the commands with what a person puts in place of `<user>` and the like. */
function filledIn({ commands }: Told, { UserName, user, account }: World): string {
  const [secret] = account.secrets.values();
  const current = [...(secret?.versions ?? [])].find(([, { stages }]) => stages.has('AWSCURRENT'));
  const ids = user().keys.map(({ AccessKeyId }) => AccessKeyId);
  const values: Record<string, string | undefined> = {
    ...{ user: UserName, id: ids[0], 'key id': ids.at(-1), 'other id': ids[0] },
    ...{ name: secret?.Name, 'the current version': current?.[0] },
    ...{ key: 'team-0', value: 'x', day: '2026-06-01' },
  };
  return commands.replaceAll(/<([^>]+)>/g, (all, name: string) => values[name] ?? all);
}
