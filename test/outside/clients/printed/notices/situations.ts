import { ServiceError } from '../../../../../sandbox/services/service-error.ts';
import { type Situation, situations } from '../../../../laws/crash/situations.ts';

/** A situation, and the event with which the function is run; without one, as the schedule runs it. */
export type Swept = Situation & { event?: object };

const now = '2026-03-03T06:00:00.000Z';
const key = { AccessKeyId: 'AKIAFIRST00000000001', Status: 'Active', ageDays: 65 };
const usedForMail = { LastUsedDate: now.replace('03-03', '03-01'), LastUsedService: 'ses', LastUsedRegion: 'eu-west-1' };

function given(name: string, rules: string[], user: object = {}, more: Partial<Swept> = {}): Swept {
  const users = [{ UserName: 'alice', AccessKeys: [key], ...user }];
  return { ...{ name, rules, config: {}, file: { now, users, secrets: [] } }, ...more };
}

const another = (n: number) => ({ UserName: `another-${n}`, AccessKeys: [{ Status: 'Active', ageDays: 64 }] });

/** Those in which texts come up that no other situation has. */
const others: Swept[] = [
  given('a user who sends mail by SMTP', ['create'], { AccessKeys: [{ ...key, ...usedForMail }] }),
  given(
    'nobody who receives notices',
    ['create'],
    {},
    {
      prepare: (account) => {
        account.subscriptions = [];
      },
    },
  ),
  given(
    'a call that fails',
    ['create'],
    {},
    {
      prepare: (account) => {
        account.intercept = ({ operation }, serve) => {
          if (operation === 'iam:CreateAccessKey') throw new ServiceError('ServiceFailure', 500, 'Try later.');
          return serve();
        };
      },
    },
  ),
  given('a tag that cannot be read', ['exempt'], { Tags: { 'access-key-sweeper:hold-until': 'soon' } }),
  given(
    'more users than one sweep may change',
    ['create'],
    {},
    {
      config: { limits: { minimum: 1, percent: 1 } },
      file: { now, users: [{ UserName: 'alice', AccessKeys: [{ ...key, ageDays: 63 }] }, another(1), another(2)], secrets: [] },
    },
  ),
  given(
    'a user on hold whose keys a person had replaced',
    ['exempt'],
    { Tags: { 'access-key-sweeper:hold-until': '2026-03-04' } },
    { event: { users: ['alice'], force: true } },
  ),
];

export const sweptSituations: readonly Swept[] = [...situations, ...others];
