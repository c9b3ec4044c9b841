import {
  CreateSecretCommand,
  DescribeSecretCommand,
  ListSecretVersionIdsCommand,
} from '@aws-sdk/client-secrets-manager';
import { addDays } from 'date-fns/addDays';
import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { type Aws, aws, refusal, start } from '../aws.ts';
import { labels, move, put, secretWith } from '../secrets.ts';

const create = ({ secrets }: Aws, Name: string, more = {}) =>
  secrets.send(new CreateSecretCommand({ Name, ...more }));
const describeOne = ({ secrets }: Aws, SecretId: string) =>
  secrets.send(new DescribeSecretCommand({ SecretId }));

function scheduleForDeletion({ account }: Aws): void {
  const secret = account.secrets.get('demo');
  if (secret) secret.DeletedDate = start;
}

describe('secrets', () => {
  it('given a new secret, it has its name, ARN, description and tags, and no version', async () => {
    const one = aws();
    const Tags = [{ Key: 'a', Value: 'b' }];
    const more = { Description: 'a key', Tags };
    const { ARN } = await create(one, 'keys/a+b=c@d_e.f-g', more);
    for (const id of ['keys/a+b=c@d_e.f-g', ARN ?? '']) {
      const secret = await describeOne(one, id);
      expect(secret).toMatchObject({ Name: 'keys/a+b=c@d_e.f-g', ARN, ...more });
      expect(secret.VersionIdsToStages).toBeUndefined();
      expect(secret.DeletedDate).toBeUndefined();
    }
  });

  it('given a name that begins like another, neither is taken for the other', async () => {
    const one = aws();
    await create(one, 'keys/bobby');
    expect(await refusal(describeOne(one, 'keys/bob'))).toBe('ResourceNotFoundException 400');
  });

  it('given no such secret, every call about it says so', async () => {
    const one = aws();
    const notFound = 'ResourceNotFoundException 400';
    expect(await refusal(describeOne(one, 'demo'))).toBe(notFound);
    expect(await refusal(put(one, 'v1'))).toBe(notFound);
    expect(await refusal(move(one, 'AWSCURRENT', { to: 'v1' }))).toBe(notFound);
    const list = one.secrets.send(new ListSecretVersionIdsCommand({ SecretId: 'demo' }));
    expect(await refusal(list)).toBe(notFound);
  });

  it('given a secret that is there, another of its name is refused', async () => {
    const one = await secretWith('v1');
    expect(await refusal(create(one, 'demo'))).toBe('ResourceExistsException 400');
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT' });
  });

  it('given a secret scheduled for deletion, it shows, but takes no put, no move and no second of its name', async () => {
    const one = await secretWith('v1');
    scheduleForDeletion(one);
    const refused = 'InvalidRequestException 400';
    expect(await refusal(put(one, 'v2'))).toBe(refused);
    expect(await refusal(move(one, 'AWSPENDING', { to: 'v1' }))).toBe(refused);
    expect(await refusal(create(one, 'demo'))).toBe(refused);
    expect((await describeOne(one, 'demo')).DeletedDate).toEqual(start);
    expect(await labels(one)).toEqual({ v1: 'AWSCURRENT' });
  });

  it.each([
    ['a second before', 30 * 86_400 - 1, 'accepted'],
    ['at', 30 * 86_400, 'ResourceNotFoundException 400'],
  ])('given %s the end of its recovery window, a secret can be seen or not', async (_, seconds, expected) => {
    const one = await secretWith('v1');
    scheduleForDeletion(one);
    one.account.settings.callMs = 0;
    one.account.clock.set(addSeconds(start, seconds));
    expect(await refusal(describeOne(one, 'demo'))).toBe(expected);
    expect(one.account.secrets.size).toBe(expected === 'accepted' ? 1 : 0);
  });

  it('given a secret that has ended for good, its name is free again', async () => {
    const one = await secretWith('v1');
    scheduleForDeletion(one);
    one.account.clock.set(addDays(start, 31));
    await create(one, 'demo');
    expect(await labels(one)).toEqual({});
  });

  it.each([
    ['512 characters', 'x'.repeat(512), 'accepted'],
    ['513 characters', 'x'.repeat(513), 'ValidationException 400'],
    ['a comma', 'keys/a,b', 'ValidationException 400'],
    ['a blank', 'keys/a b', 'ValidationException 400'],
  ])('given a name with %s, it is taken or refused as AWS does', async (_, name, expected) => {
    expect(await refusal(create(aws(), name))).toBe(expected);
  });

  it('given a value, the secret is refused rather than made without it', async () => {
    const one = aws();
    expect(await refusal(create(one, 'demo', { SecretString: 'x' }))).toBe('InvalidParameterException 400');
    expect(await refusal(describeOne(one, 'demo'))).toBe('ResourceNotFoundException 400');
  });
});
