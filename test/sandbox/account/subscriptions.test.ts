import { describe, expect, it } from 'vitest';
import type { Account } from '../../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { accountToFile } from '../../../sandbox/account/account-to-file.ts';

const now = new Date('2026-03-03T06:00:00Z');
const read = (raw: object) => accountOf(parseAccount({ users: [], ...raw }, 'a.json', now));
const listed = { topic: 'notices', Protocol: 'email', Endpoint: 'ops@example.com' };
const pending = { ...listed, isConfirmed: false };
const digests = { ...listed, FilterPolicy: { event: ['digest'] }, FilterPolicyScope: 'MessageBody' };
const toAlerts = { ...listed, topic: 'alerts' };

/** Each subscription as its topic, endpoint and what limits it. */
const shown = ({ subscriptions }: Account) =>
  subscriptions.map(({ TopicArn, Endpoint, isConfirmed, FilterPolicy, FilterPolicyScope }) =>
    [TopicArn.split('-').at(-1), Endpoint, isConfirmed || 'pending', FilterPolicy && JSON.stringify(FilterPolicy), FilterPolicyScope]
      .filter((part) => part !== undefined && part !== true)
      .join(' '),
  );

const plain = (n: number) => `notices subscriber-${n}@example.com`;

describe('the subscriptions of an account file', () => {
  it.each<[file: object, subscriptions: string[]]>([
    [{}, [plain(1)]],
    [{ subscribers: 0 }, []],
    [{ subscribers: 2 }, [plain(1), plain(2)]],
    [{ subscriptions: [] }, []],
    [{ subscriptions: [pending] }, ['notices ops@example.com pending']],
    [{ subscriptions: [toAlerts], subscribers: 1 }, ['alerts ops@example.com', plain(1)]],
    [{ subscriptions: [digests] }, ['notices ops@example.com {"event":["digest"]} MessageBody']],
  ])('given %j, the account has these, and so has one that is read from what a run prints', (file, subscriptions) => {
    const account = read(file);
    expect(shown(account)).toEqual(subscriptions);
    const printed = accountToFile(account);
    expect(shown(read(JSON.parse(JSON.stringify(printed))))).toEqual(subscriptions);
  });

  it('given one plain subscriber, which a file has unless it says otherwise, nothing is printed of it', () => {
    const { subscribers, subscriptions } = accountToFile(read({ subscribers: 1 }));
    expect({ subscribers, subscriptions }).toEqual({});
  });
});
