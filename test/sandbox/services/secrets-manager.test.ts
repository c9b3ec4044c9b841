import { CreateSecretCommand, DescribeSecretCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { addDays } from 'date-fns/addDays';
import { addSeconds } from 'date-fns/addSeconds';
import { describe, expect, it } from 'vitest';
import { type Aws, aws, refusal, start } from '../aws.ts';
import { labels, secretWith } from '../secrets.ts';

const create = ({ secrets }: Aws, more = {}) => secrets.send(new CreateSecretCommand({ Name: 'demo', ...more }));
const describeOne = ({ secrets }: Aws) => secrets.send(new DescribeSecretCommand({ SecretId: 'demo' }));

/** An account with the secret `demo`, which was scheduled for deletion so many seconds ago. */
async function deletedSince(seconds: number): Promise<Aws> {
  const one = await secretWith('v1');
  const secret = one.account.secrets.get('demo');
  if (secret) secret.DeletedDate = start;
  one.account.settings.callMs = 0;
  one.account.clock.set(addSeconds(start, seconds));
  return one;
}

const window = 30 * 86_400;

describe('secrets', () => {
  it.each([
    ['a second before', window - 1, 'accepted', 1],
    ['at', window, 'ResourceNotFoundException 400', 0],
  ])('given %s the end of its recovery window, a secret can be seen or not', async (_, seconds, answer, left) => {
    const one = await deletedSince(seconds);
    expect(await refusal(describeOne(one))).toBe(answer);
    expect(one.account.secrets.size, 'secrets left').toBe(left);
  });

  it('given a secret whose recovery window is over, its name is free again', async () => {
    const one = await deletedSince(0);
    one.account.clock.set(addDays(start, 31));
    await create(one);
    expect(await labels(one)).toEqual({});
  });

  it.each([
    ['a second before', window - 1, ['demo']],
    ['at', window, []],
  ])('given %s the end of its recovery window, a list shows a secret or not', async (_, seconds, names) => {
    const { secrets } = await deletedSince(seconds);
    const { SecretList } = await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }));
    expect(SecretList?.map(({ Name }) => Name)).toEqual(names);
  });

  it('given secrets of different age, a list shows the oldest first', async () => {
    const one = aws();
    for (const Name of ['b', 'a']) await create(one, { Name });
    const { SecretList } = await one.secrets.send(new ListSecretsCommand({}));
    expect(SecretList?.map(({ Name }) => Name)).toEqual(['b', 'a']);
  });

  it.each([
    ['by description', { Key: 'description' as const, Values: ['a'] }],
    ['that says what a name must not be', { Key: 'name' as const, Values: ['!a'] }],
    ['without a text', { Key: 'name' as const, Values: [] }],
  ])('given a filter %s, the call is refused rather than misread', async (_, filter) => {
    const { secrets } = aws();
    expect(await refusal(secrets.send(new ListSecretsCommand({ Filters: [filter] })))).toBe('InvalidParameterException 400');
  });

  it('given a value, the secret is refused rather than created without it', async () => {
    const one = aws();
    expect(await refusal(create(one, { SecretString: 'x' }))).toBe('InvalidParameterException 400');
    expect(await refusal(describeOne(one))).toBe('ResourceNotFoundException 400');
  });
});
