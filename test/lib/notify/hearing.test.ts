import { describe, expect, it } from 'vitest';
import { hearsDigests, hearsOwners, hearsUser } from '../../../lib/notify/hearing.ts';
import { aUser, tagged } from '../../tools/builders.ts';

const stage = { environment: 'prod', accountId: '123456789012' };
const filter = (policy: object | undefined) => ({ FilterPolicy: policy && JSON.stringify(policy) });

describe('a subscription', () => {
  it.each<[policy: object | undefined, owners: boolean, digests: boolean]>([
    [undefined, true, true],
    [{ event: ['digest'] }, false, true],
    [{ event: ['digest', 'create'] }, true, true],
    [{ event: [{ 'anything-but': 'digest' }] }, true, false],
    // No notice has this event.
    [{ event: ['created'] }, false, false],
    [{ userName: [{ exists: false }] }, false, true],
    [{ owner: [{ exists: false }] }, true, true],
    [{ userName: ['alice'] }, true, false],
    [{ owner: ['platform'] }, true, false],
    [{ severity: ['urgent'] }, true, true],
    [{ severity: ['fatal'] }, false, false],
    [{ environment: ['prod'] }, true, true],
    [{ environment: ['dev'] }, false, false],
    [{ accountId: ['123456789012'] }, true, true],
    [{ accountId: ['999999999999'] }, false, false],
  ])('given the policy %j, it receives notices to owners: %s, digests: %s', (policy, owners, digests) => {
    expect(hearsOwners(filter(policy), stage), 'notices to owners').toBe(owners);
    expect(hearsDigests(filter(policy), stage), 'digests').toBe(digests);
  });
});

describe('a subscription and a user', () => {
  const owned = aUser({ ...tagged('owner', 'platform'), UserName: 'alice' });
  const ownerless = aUser({ UserName: 'alice' });
  const blank = aUser({ ...tagged('owner', ''), UserName: 'alice' });
  const unread = { ...owned, evidence: undefined };

  it.each<[policy: object | undefined, owned: boolean, ownerless: boolean, unread: boolean]>([
    [undefined, true, true, true],
    [{ userName: ['alice'] }, true, true, true],
    [{ userName: ['bob'] }, false, false, false],
    [{ owner: ['platform'] }, true, false, true],
    [{ owner: ['billing'] }, false, false, true],
    [{ owner: [{ exists: false }] }, false, true, true],
    [{ event: ['digest'] }, false, false, false],
  ])('given the policy %j, it hears of her with an owner: %s, without: %s, with unread tags: %s', (policy, ...heard) => {
    expect([owned, ownerless, unread].map((user) => hearsUser(filter(policy), user, stage))).toEqual(heard);
    // SNS refuses an attribute without a value, so a notice has none.
    expect(hearsUser(filter(policy), blank, stage)).toBe(hearsUser(filter(policy), ownerless, stage));
  });
});
