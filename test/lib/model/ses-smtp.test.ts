import { describe, expect, it } from 'vitest';
import { isRegion, sesSmtpRegion } from '../../../lib/model/ses-smtp.ts';
import type { LastUse } from '../../../lib/model/user.ts';
import { ago, evidence, first, second, tagged, withKeys } from '../../tools/builders.ts';

const use = (service: string, region: string, days = 1): LastUse => ({ at: ago(days), service, region });

describe('the Region in which a user may send mail by SMTP', () => {
  it.each<[given: string, region: string | undefined, sketch: Parameters<typeof evidence>[0]]>([
    ['a use of SES', 'eu-west-1', { used: { [first]: use('ses', 'eu-west-1') } }],
    ['a use of SES by SMTP', 'eu-west-1', { used: { [first]: use('ses-smtp', 'eu-west-1') } }],
    ['a use of another service', undefined, { used: { [first]: use('s3', 'eu-west-1') } }],
    ['no use', undefined, {}],
    ['a use in no Region', undefined, { used: { [first]: use('ses', 'N/A') } }],
    ['two uses, the later one', 'us-east-1', { used: { [first]: use('ses', 'eu-west-1', 3), [second]: use('ses', 'us-east-1', 2) } }],
    ['a tag', 'ap-south-1', tagged('ses-smtp', 'ap-south-1')],
    ['a tag and a use', 'ap-south-1', { ...tagged('ses-smtp', 'ap-south-1'), used: { [first]: use('ses', 'eu-west-1') } }],
    ['a tag that is no Region', undefined, { ...tagged('ses-smtp', 'yes'), used: { [first]: use('ses', 'eu-west-1') } }],
  ])('given %s: %s', (_, region, sketch) => {
    expect(sesSmtpRegion(evidence(sketch, withKeys(65, 5).keys))).toBe(region);
  });

  it('given nothing was read, it is not known', () => expect(sesSmtpRegion(undefined)).toBeUndefined());

  it.each([
    ['us-gov-west-1', true],
    ['eu-west-1', true],
    ['ap-southeast-12', true],
    ['aws-global', false],
    ['eu-west-1 ', false],
    ['N/A', false],
    ['', false],
  ])('given %o, it is a Region: %s', (text, is) => expect(isRegion(text)).toBe(is));
});
