import { describe, expect, it } from 'vitest';
import { isOfDeployment, pointerIn, pointerValue, secretNameIn } from '../../../lib/model/pointer.ts';
import { secretArn } from '../../tools/builders.ts';

const here = { accountId: '123456789012', region: 'eu-west-1', stage: 'prod' };
const pointer = { arn: secretArn, stage: 'prod' };

describe('the pointer', () => {
  it('given an ARN and a stage, its value has both, and is read as it was written', () => {
    expect(pointerValue(pointer)).toBe(`${secretArn} prod`);
    expect(pointerIn(pointerValue(pointer))).toEqual(pointer);
  });

  it.each([
    [undefined, undefined],
    ['', { arn: '', stage: '' }],
    ['arn', { arn: 'arn', stage: '' }],
    ['arn prod more', { arn: 'arn', stage: 'prod more' }],
  ])('given the value %j, it is %j', (value, expected) => {
    expect(pointerIn(value)).toEqual(expected);
  });

  it.each([
    ['iam-access-keys/bob', secretArn],
    ['team/keys/x-a1B2c3', 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:team/keys/x-a1B2c3-d4E5f6'],
    ['bob', 'bob'],
  ])('given the secret %s, its name is in the ARN', (name, arn) => {
    expect(secretNameIn({ arn, stage: 'prod' })).toBe(name);
  });

  it.each([
    ['this deployment', pointer, true],
    ['another stage', { ...pointer, stage: 'staging' }, false],
    ['another service', { ...pointer, arn: secretArn.replace('secretsmanager', 'ssm') }, false],
    ['another region', { ...pointer, arn: secretArn.replace('eu-west-1', 'eu-west-2') }, false],
    ['another account', { ...pointer, arn: secretArn.replace('123456789012', '210987654321') }, false],
    ['another prefix', { ...pointer, arn: secretArn.replace('iam-access-keys', 'iam-access') }, false],
    ['a prefix further on', { ...pointer, arn: secretArn.replace('iam-access-keys/', 'x/iam-access-keys/') }, false],
    ['nothing', { arn: '', stage: 'prod' }, false],
  ])('given a secret of %s, it is ours: %s', (_, one, isOurs) => {
    expect(isOfDeployment(one, here, 'iam-access-keys/')).toBe(isOurs);
  });
});
