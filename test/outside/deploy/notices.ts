import { arrived, type Message } from './listener.ts';
import { until } from './until.ts';

/** A notice as a program gets it. */
export type Heard = { subject: string | undefined; event: string; data: Record<string, unknown> };

/** Returns the notices of a sweep; the digest is the last. */
export async function noticesOfSweep(queue: string): Promise<Heard[]> {
  const all: Heard[] = [];
  return until('the digest', async () => {
    all.push(...(await arrived(queue)).map(noticeIn));
    return all.some(({ event }) => event === 'digest') ? all : undefined;
  });
}

function noticeIn({ Subject, Message, MessageAttributes }: Message): Heard {
  return { subject: Subject, event: MessageAttributes?.event?.Value ?? '', data: JSON.parse(Message) as Record<string, unknown> };
}
