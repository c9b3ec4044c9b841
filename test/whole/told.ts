import type { World } from './world.ts';

const told = 'access-key-sweeper:told-since:';

/** Returns the days that the mark of alice's key names; undefined if there is none. */
export function marked({ account }: World): string | undefined {
  const tag = [...(account.users.get('alice')?.tags.values() ?? [])].find(({ Key }) => Key.startsWith(told));
  return tag?.Value.split(' ').slice(1).join(' ');
}

/** Returns what alice's owner was told since the last look: the event and the days of each key. */
export function news({ account }: World): string[] {
  const notices = account.published.splice(0).filter(({ attributes }) => attributes.userName === 'alice');
  return notices.flatMap(({ Message }) => {
    const { keys } = JSON.parse((JSON.parse(Message) as { sqs: string }).sqs) as { keys: Record<string, string>[] };
    return keys.map(({ event, deactivateOn, graceEnds }) => [event, deactivateOn, graceEnds].filter(Boolean).join(' '));
  });
}
