import { GetAccessKeyLastUsedCommand, ListUserTagsCommand } from '@aws-sdk/client-iam';
import { expect, it } from 'vitest';
import { readLastUse, readTags } from '../../../lib/read/evidence.ts';
import { accessKey, now } from '../../tools/builders.ts';
import { mockedSweep } from '../../tools/mocked-sweep.ts';

it('given several pages of tags, all are read, and marks are checked by the clock of that moment', async () => {
  const { sweep, iam } = mockedSweep();
  // More than an hour after the sweep began, a mark of now is two hours ahead of its `now`.
  await sweep.deps.sleep(2 * 3_600_000);
  const mark = { Key: 'access-key-sweeper:creating:other', Value: sweep.deps.clock().toISOString() };
  iam
    .on(ListUserTagsCommand)
    .resolvesOnce({ Tags: [{ Key: 'team', Value: 'x' }], IsTruncated: true, Marker: 'm' })
    .resolves({ Tags: [mark], IsTruncated: false });
  const { all, intents } = await readTags('bob', sweep);
  expect([...all.keys()]).toEqual(['team', mark.Key]);
  expect(intents).toMatchObject([{ tagKey: mark.Key }]);
});

it.each([
  ['a used key', { LastUsedDate: now, ServiceName: 's3', Region: 'eu-west-1' }, { at: now, service: 's3', region: 'eu-west-1' }],
  ['a use without service and Region', { LastUsedDate: now }, { at: now, service: 'N/A', region: 'N/A' }],
  ['a key never used', { ServiceName: 'N/A', Region: 'N/A' }, null],
])('given %s, its last use is as AWS says', async (_, answer, lastUse) => {
  const { sweep, iam } = mockedSweep();
  iam.on(GetAccessKeyLastUsedCommand).resolves({ AccessKeyLastUsed: answer as never });
  await expect(readLastUse(accessKey(), sweep)).resolves.toEqual(lastUse);
});
