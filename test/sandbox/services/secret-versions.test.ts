import {
  DescribeSecretCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
} from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { refusal } from '../aws.ts';
import { labels, put, secretWith, versionId } from '../secrets.ts';

describe('versions of a secret', () => {
  it('given the first version, it is current whatever stages are asked for', async () => {
    const one = await secretWith();
    const { VersionStages, VersionId } = await put(one, 'v1', ['AWSPENDING']);
    expect(VersionId).toBe(versionId('v1'));
    expect(VersionStages?.toSorted()).toEqual(['AWSCURRENT', 'AWSPENDING']);
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT+AWSPENDING' });
  });

  it('given a later version as AWSPENDING, the current one stays', async () => {
    const one = await secretWith('v1');
    expect((await put(one, 'v2', ['AWSPENDING'])).VersionStages).toEqual(['AWSPENDING']);
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT', v2: 'AWSPENDING' });
  });

  it('given a put that asks for no stage, it is current and what was current is AWSPREVIOUS', async () => {
    const one = await secretWith('v1', 'v2');
    expect(await labels(one)).toEqual({ v1: 'AWSPREVIOUS', v2: 'AWSCURRENT' });
    await put(one, 'v3');
    expect(await labels(one)).toEqual({ v1: '', v2: 'AWSPREVIOUS', v3: 'AWSCURRENT' });
  });

  it('given a second put as AWSPENDING, the label moves to it', async () => {
    const one = await secretWith('v1');
    await put(one, 'v2', ['AWSPENDING']);
    await put(one, 'v3', ['AWSPENDING']);
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT', v2: '', v3: 'AWSPENDING' });
  });

  it('given deprecated versions, DescribeSecret hides them and ListSecretVersionIds can show them', async () => {
    const { secrets } = await secretWith('v1', 'v2', 'v3');
    const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: 'demo' }));
    expect(VersionIdsToStages).toEqual({
      [versionId('v2')]: ['AWSPREVIOUS'],
      [versionId('v3')]: ['AWSCURRENT'],
    });
    const list = async (IncludeDeprecated: boolean) => {
      const input = { SecretId: 'demo', IncludeDeprecated };
      return (await secrets.send(new ListSecretVersionIdsCommand(input))).Versions?.length;
    };
    expect([await list(false), await list(true)]).toEqual([2, 3]);
  });

  it('given more versions than are kept, the oldest without a label and older than a day are removed', async () => {
    const one = await secretWith('v1', 'v2', 'v3', 'v4');
    one.account.settings.versionsPerSecret = 3;
    await put(one, 'v5');
    expect(Object.keys(await labels(one))).toEqual(['v1', 'v2', 'v3', 'v4', 'v5']);
    one.account.clock.advance(86_400_000);
    await put(one, 'v6');
    expect(await labels(one)).toEqual({ v4: '', v5: 'AWSPREVIOUS', v6: 'AWSCURRENT' });
    one.account.clock.advance(86_400_000);
    one.account.settings.versionsPerSecret = 1;
    await put(one, 'v7');
    expect(await labels(one)).toEqual({ v6: 'AWSPREVIOUS', v7: 'AWSCURRENT' });
  });

  it('given a token again, the same value is a no-op and another value is refused', async () => {
    const one = await secretWith('v1', 'v2');
    expect((await put(one, 'v1', ['AWSCURRENT'])).VersionStages).toEqual(['AWSPREVIOUS']);
    expect(await labels(one)).toEqual({ v1: 'AWSPREVIOUS', v2: 'AWSCURRENT' });
    expect(await refusal(put(one, 'v1', undefined, 'another'))).toBe('ResourceExistsException 400');
  });

  it.each([
    [31, 'InvalidParameterException 400'],
    [32, 'accepted'],
    [64, 'accepted'],
    [65, 'InvalidParameterException 400'],
  ])('given a token of %i characters, it is taken or refused as AWS does', async (length, expected) => {
    const one = await secretWith();
    const ClientRequestToken = 'x'.repeat(length);
    const input = { SecretId: 'demo', ClientRequestToken, SecretString: '{}' };
    expect(await refusal(one.secrets.send(new PutSecretValueCommand(input)))).toBe(expected);
  });

  it('given no value, it is refused as a request, not as a parameter', async () => {
    const one = await secretWith();
    const input = { SecretId: 'demo', ClientRequestToken: versionId('v1') };
    const call = one.secrets.send(new PutSecretValueCommand(input));
    expect(await refusal(call)).toBe('InvalidRequestException 400');
  });

  it.each([
    [0, 'InvalidParameterException 400'],
    [65_536, 'accepted'],
    [65_537, 'InvalidParameterException 400'],
  ])('given a value of %i bytes, it is taken or refused as AWS does', async (length, expected) => {
    const one = await secretWith();
    expect(await refusal(put(one, 'v1', undefined, 'x'.repeat(length)))).toBe(expected);
  });
});
