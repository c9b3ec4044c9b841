import { GetAccessKeyLastUsedCommand, ListUserTagsCommand, TagUserCommand, UntagUserCommand } from '@aws-sdk/client-iam';
import { addHours } from 'date-fns/addHours';
import { addMinutes } from 'date-fns/addMinutes';
import { startOfSecond } from 'date-fns/startOfSecond';
import { describe, expect, it } from 'vitest';
import { accountOf, parseAccount } from '../../../sandbox/account/account-file.ts';
import { recordUse } from '../../../sandbox/account/key-uses.ts';
import { changeByHand } from '../../../sandbox/faults/manual-changes.ts';
import { type Aws, aws, start } from '../aws.ts';

const UserName = 'alice';
const AccessKeyId = 'AKIAALICE00000000001';
const LastUsedDate = '2026-03-01T10:00:00Z';
const users = [{ UserName, AccessKeys: [{ AccessKeyId, Status: 'Active', ageDays: 70, LastUsedDate }] }];

const seconds = ({ account }: Aws, n: number) => account.clock.advance(n * 1_000);
const tag = ({ iam }: Aws, Value: string) => iam.send(new TagUserCommand({ UserName, Tags: [{ Key: 'Owner', Value }] }));

async function shownTags({ iam }: Aws): Promise<string> {
  const { Tags = [] } = await iam.send(new ListUserTagsCommand({ UserName }));
  return Tags.map(({ Key, Value }) => `${Key}=${Value}`).join();
}

async function shownUse({ iam }: Aws): Promise<Date | undefined> {
  const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  return AccessKeyLastUsed?.LastUsedDate;
}

function use({ account }: Aws, at: Date): void {
  const key = account.minted.get(AccessKeyId)?.key;
  if (key) recordUse(account, key, { at, service: 's3', region: 'us-east-1' });
}

describe('tags that lag', () => {
  it('given a lag of 10 seconds, each change is seen 10 seconds after it was made', async () => {
    const one = aws(users, { tagLagSeconds: 10, callMs: 0 });
    await tag(one, 'a');
    seconds(one, 4);
    await tag(one, 'b');
    expect(await shownTags(one), 'after 4 seconds').toBe('');
    seconds(one, 6);
    expect(await shownTags(one), 'after 10 seconds').toBe('Owner=a');
    await one.iam.send(new UntagUserCommand({ UserName, TagKeys: ['owner'] }));
    seconds(one, 4);
    expect(await shownTags(one), 'after 14 seconds').toBe('Owner=b');
    seconds(one, 6);
    expect(await shownTags(one), 'after 20 seconds').toBe('');
  });

  it('given a person changes a tag, that lags too', async () => {
    const one = aws(users, { tagLagSeconds: 10 });
    const alice = one.account.users.get(UserName);
    if (alice) changeByHand(one.account, alice, { byHand: 'tag-user', tag: { Key: 'Owner', Value: 'a' } });
    expect(await shownTags(one)).toBe('');
    seconds(one, 10);
    expect(await shownTags(one)).toBe('Owner=a');
  });

  it('given no lag, a change is seen at once', async () => {
    const one = aws(users);
    await tag(one, 'a');
    expect(await shownTags(one)).toBe('Owner=a');
  });
});

describe('last use that lags', () => {
  it('given a lag of 4 hours, the use before is seen until then', async () => {
    const one = aws(users, { lastUseLagHours: 4, callMs: 0 });
    const now = startOfSecond(one.account.clock.now());
    use(one, now);
    expect(await shownUse(one), 'at once').toEqual(new Date(LastUsedDate));
    one.account.clock.set(addHours(now, 3));
    use(one, addHours(now, 3));
    expect(await shownUse(one), 'after 3 hours').toEqual(new Date(LastUsedDate));
    one.account.clock.set(addHours(now, 4));
    expect(await shownUse(one), 'after 4 hours').toEqual(now);
    one.account.clock.set(addHours(now, 7));
    expect(await shownUse(one), 'after 7 hours').toEqual(addHours(now, 3));
  });

  it('given a use that is recorded later, it lags from when it was made', async () => {
    const one = aws(users, { lastUseLagHours: 4, callMs: 0 });
    const now = startOfSecond(one.account.clock.now());
    one.account.clock.set(addHours(now, 5));
    use(one, addMinutes(now, 30));
    expect(await shownUse(one)).toEqual(addMinutes(now, 30));
  });
});

it('given an account file, both lags are settings of it', () => {
  const settings = { tagLagSeconds: 5, lastUseLagHours: 4 };
  const account = accountOf(parseAccount({ now: start.toISOString(), users, settings }, 'a.json', start));
  expect(account.settings).toMatchObject(settings);
});
