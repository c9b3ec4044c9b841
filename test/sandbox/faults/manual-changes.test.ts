import { ListUserTagsCommand } from '@aws-sdk/client-iam';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { injectFaults } from '../../../sandbox/faults/inject-faults.ts';
import type { manualChangeNames } from '../../../sandbox/faults/manual-change.ts';
import { type Aws, aws, refusal } from '../aws.ts';
import { labels, put } from '../secrets.ts';

const UserName = 'alice';

describe('changes by hand', () => {
  const tags = ({ account }: Aws) => [...(account.users.get(UserName)?.tags.values() ?? [])];
  const keys = ({ account }: Aws) => account.users.get(UserName)?.keys ?? [];
  const alice = () => {
    const AccessKeys = [
      { AccessKeyId: 'AKIAALICE00000000001', Status: 'Active', ageDays: 70 },
      { AccessKeyId: 'AKIAALICE00000000002', Status: 'Inactive', ageDays: 9 },
    ];
    return aws([{ UserName, AccessKeys, UserId: 'AIDAALICE0000000001' }]);
  };
  /** Calls IAM while a person makes the change. Tells the answer, and how many such changes the history has. */
  const changed = async (one: Aws, byHand: (typeof manualChangeNames)[number], more = {}) => {
    injectFaults(one.account, [{ operation: 'iam:ListUserTags', fault: { byHand, ...more } }]).begin(1);
    const seen = await refusal(one.iam.send(new ListUserTagsCommand({ UserName })));
    delete one.account.intercept;
    const done = one.account.history.filter((call) => call.operation === `person:${byHand}`);
    return `${seen}, ${done.length} done`;
  };

  it('given a person changes keys, the account has the changes', async () => {
    const one = alice();
    const statusesAfter = async (byHand: (typeof manualChangeNames)[number], more = {}) => {
      await changed(one, byHand, more);
      return keys(one).map(({ Status }) => Status);
    };
    expect(await changed(one, 'create-key'), 'a third key').toBe('accepted, 0 done');
    expect(await changed(one, 'reactivate-key')).toBe('accepted, 1 done');
    expect(keys(one).map(({ Status }) => Status)).toEqual(['Active', 'Active']);
    expect(await statusesAfter('deactivate-key')).toEqual(['Inactive', 'Active']);
    expect(await statusesAfter('delete-key', { AccessKeyId: 'AKIAALICE00000000002' })).toEqual(['Inactive']);
    expect(await statusesAfter('create-key')).toEqual(['Inactive', 'Active']);
  });

  it('given a person creates a key, it does not count as created by a sweep', async () => {
    const one = alice();
    await changed(one, 'delete-key');
    await changed(one, 'create-key');
    expect(keys(one).map(({ isMinted }) => isMinted)).toEqual([undefined, undefined]);
  });

  it('given a person changes tags, the account has the changes', async () => {
    const one = alice();
    await changed(one, 'tag-user', { tag: { Key: 'Team', Value: 'x' } });
    expect(tags(one)).toEqual([{ Key: 'Team', Value: 'x' }]);
    await changed(one, 'tag-user', { tag: { Key: 'team' } });
    expect(tags(one)).toEqual([]);
  });

  it('given a person changes the secret, the account has the changes', async () => {
    const one = alice();
    expect(await changed(one, 'write-secret'), 'no secret').toBe('accepted, 0 done');
    const Tags = [{ Key: 'access-key-sweeper:user-id', Value: 'AIDAALICE0000000001' }];
    await one.secrets.send(new CreateSecretCommand({ Name: 'demo', Tags }));
    await put(one, 'a');
    await changed(one, 'write-secret');
    expect(await labels(one), 'after a write').toMatchObject({ a: 'AWSPREVIOUS' });
    await changed(one, 'roll-back-secret');
    expect(await labels(one), 'after a roll back').toMatchObject({ a: 'AWSCURRENT' });
  });

  it('given a person deletes the secret, it can only be restored', async () => {
    const one = alice();
    const Tags = [{ Key: 'access-key-sweeper:user-id', Value: 'AIDAALICE0000000001' }];
    await one.secrets.send(new CreateSecretCommand({ Name: 'demo', Tags }));
    for (const version of ['a', 'b']) await put(one, version);
    await changed(one, 'delete-secret');
    expect(one.account.secrets.get('demo')?.DeletedDate, 'DeletedDate').toBeDefined();
    for (const byHand of ['write-secret', 'roll-back-secret', 'delete-secret'] as const)
      expect(await changed(one, byHand), byHand).toMatch(byHand === 'delete-secret' ? /1 done/ : /0 done/);
    expect(await labels(one)).toEqual({ a: 'AWSPREVIOUS', b: 'AWSCURRENT' });
    await changed(one, 'restore-secret');
    expect(one.account.secrets.get('demo')?.DeletedDate, 'DeletedDate').toBeUndefined();
  });

  it('given a person deletes the user, calls about it answer NoSuchEntity', async () => {
    expect(await changed(alice(), 'delete-user')).toBe('NoSuchEntityException 404, 1 done');
  });
});
