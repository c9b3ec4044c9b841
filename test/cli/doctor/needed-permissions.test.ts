import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { neededPermissions } from '../../../cli/doctor/needed-permissions.ts';
import { config } from '../../tools/builders.ts';

type Statement = { Sid: string; Effect: string; Action: string | string[] };

/** The statements of the role, its conditional one too. */
function statements(): Statement[] {
  const text = readFileSync(join(import.meta.dirname, '../../../stack/sweep-role.yml'), 'utf8');
  const { SweepRole } = parse(text, { logLevel: 'silent' }).Resources;
  const [{ PolicyDocument }] = SweepRole.Properties.Policies;
  return PolicyDocument.Statement.map((one: Statement | [string, Statement]) => (Array.isArray(one) ? one[1] : one));
}

const where = {
  stage: 'prod',
  partition: 'aws-cn',
  region: 'cn-north-1',
  accountId: '123456789012',
  scheduleRoles: ['arn:aws-cn:iam::123456789012:role/schedule', 'arn:aws-cn:iam::123456789012:role/watchdog'],
};
const key = 'arn:aws-cn:kms:cn-north-1:123456789012:key/one';

describe('what doctor asks of the role', () => {
  it('given the statements of stack/sweep-role.yml, it asks for every action that they allow', () => {
    const asked = neededPermissions(config({ secrets: { kmsKeyId: 'one' } }), where).map(
      ({ sid, actions }) => [sid, [...actions]] as const,
    );
    const allowed = statements()
      // The key of the topics is known to the stack only.
      .filter(({ Sid, Effect }) => Effect === 'Allow' && Sid !== 'EncryptNotices')
      .map(({ Sid, Action }) => [Sid, [Action].flat()] as const);
    expect(asked).toEqual(allowed);
  });

  it('given paths, a prefix, a key and another partition, it asks about what these are there', () => {
    const settings = config({ include: { paths: ['/a/', '/b/'] }, secrets: { prefix: 'keys/', kmsKeyId: key } });
    const asked = Object.fromEntries(neededPermissions(settings, where).map((one) => [one.sid, one]));
    expect(asked.RotateKeys?.resources).toEqual([
      'arn:aws-cn:iam::123456789012:user/a/access-key-sweeper-doctor',
      'arn:aws-cn:iam::123456789012:user/b/access-key-sweeper-doctor',
    ]);
    expect(asked.StoreKeys?.resources[0]).toContain(':secret:keys/access-key-sweeper-doctor-');
    expect(asked.EncryptSecrets).toMatchObject({
      resources: [key],
      context: { key: 'kms:ViaService', values: ['secretsmanager.cn-north-1.amazonaws.com.cn'] },
    });
    expect(asked.PassRoles?.resources).toEqual(where.scheduleRoles);
    expect(asked.Schedule?.resources[0]).toContain(':schedule/access-key-sweeper-prod/');
  });

  it('given no key of its own and schedules that could not be read, it does not ask about them', () => {
    const sids = neededPermissions(config(), { ...where, scheduleRoles: [] }).map(({ sid }) => sid);
    expect(sids).not.toContain('EncryptSecrets');
    expect(sids).not.toContain('PassRoles');
  });
});
