import { CreateAccessKeyCommand, GetAccessKeyLastUsedCommand, ListUserTagsCommand } from '@aws-sdk/client-iam';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { type Aws, aws, clientsFor, refusal } from '../aws.ts';
import { valid } from '../schedule.ts';

const UserName = 'alice';
const whoAmI = () => new GetCallerIdentityCommand({});

/** A new key of a user, as its holder has it. */
async function newKey({ iam }: Aws) {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
}

describe('who signs a call', () => {
  it('given a key id that was never made here, it is the role of the sweeper', async () => {
    const { sts } = aws();
    expect(await sts.send(whoAmI())).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/access-key-sweeper/sweep',
    });
  });

  it('given a new key, it does not authenticate until it has propagated', async () => {
    const one = aws([{ UserName, Path: '/team/', UserId: 'AIDAALICE0000000001' }]);
    const sts = one.stsAs(await newKey(one));
    expect(await refusal(sts.send(whoAmI()))).toBe('InvalidClientTokenId 403');
    one.account.clock.advance(7_000);
    expect(await refusal(sts.send(whoAmI()))).toBe('InvalidClientTokenId 403');
    one.account.clock.advance(1_000);
    expect(await sts.send(whoAmI())).toMatchObject({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:user/team/alice',
      UserId: 'AIDAALICE0000000001',
    });
  });

  it('given a proof, it is the last use of the key; a refused one is none', async () => {
    const one = aws([{ UserName }]);
    const key = await newKey(one);
    const lastUsed = async () => {
      const input = { AccessKeyId: key.accessKeyId };
      return (await one.iam.send(new GetAccessKeyLastUsedCommand(input))).AccessKeyLastUsed;
    };
    await refusal(one.stsAs(key).send(whoAmI()));
    expect((await lastUsed())?.LastUsedDate).toBeUndefined();
    one.account.clock.advance(10_000);
    await one.stsAs(key).send(whoAmI());
    const now = Math.trunc(one.account.clock.now().getTime() / 1000) * 1000;
    expect(await lastUsed()).toEqual({ LastUsedDate: new Date(now), ServiceName: 'sts', Region: 'us-east-1' });
  });

  it('given a key of an account file, it authenticates like one made here', async () => {
    const AccessKeys = [{ AccessKeyId: 'AKIAALICE00000000001', Status: 'Active', ageDays: 1 }];
    const one = aws([{ UserName, AccessKeys }]);
    const found = one.account.minted.get('AKIAALICE00000000001')?.key;
    const credentials = { accessKeyId: 'AKIAALICE00000000001', secretAccessKey: found?.SecretAccessKey ?? '' };
    expect((await one.stsAs(credentials).send(whoAmI())).Arn).toContain('user/alice');
  });

  it.each([
    ['iam', 'InvalidClientTokenId 403', 'SignatureDoesNotMatch 403'],
    ['secretsmanager', 'UnrecognizedClientException 400', 'InvalidSignatureException 400'],
    ['scheduler', 'UnrecognizedClientException 403', 'InvalidSignatureException 403'],
  ])('given a user signs a call to %s, the same is checked, in its own words', async (service, unknown, forged) => {
    const one = aws([{ UserName }]);
    const credentials = await newKey(one);
    const call = (secretAccessKey = credentials.secretAccessKey) => {
      const { iam, scheduler, secrets } = clientsFor({
        requestHandler: requestHandler(one.account),
        credentials: { ...credentials, secretAccessKey },
      });
      const calls: Record<string, () => Promise<unknown>> = {
        iam: () => iam.send(new ListUserTagsCommand({ UserName })),
        secretsmanager: () => secrets.send(new CreateSecretCommand({ Name: 'demo' })),
        scheduler: () => scheduler.send(new CreateScheduleCommand(valid)),
      };
      return refusal(calls[service]?.() ?? Promise.reject(new Error(service)));
    };
    expect(await call()).toBe(unknown);
    one.account.clock.advance(10_000);
    expect(await call('forged')).toBe(forged);
    expect(await call()).toBe('accepted');
    expect(one.account.minted.get(credentials.accessKeyId)?.key.lastUse?.service).toBe(service);
  });
});
