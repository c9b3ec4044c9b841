import { expect, it } from 'vitest';
import { failureTexts } from '../../../cli/adopt/adopt-text.ts';

const who = 'arn:aws:sts::123456789012:assumed-role/auditor/me';
const denied = (UserName: string) => ({
  UserName,
  error: new Error(`TagUser failed: AccessDenied: User: ${who} is not authorized to perform: iam:TagUser on resource: user ${UserName}`),
});

it('given no permission for several users, one sentence names them, the permission and the setting', () => {
  expect(failureTexts([denied('alice'), denied('bob')])).toEqual([
    `${who} may not iam:TagUser on alice, bob: give it that permission and, because GuardLedgerPolicy and the SCP let only named ` +
      'roles set these tags, name its role in deploy.ledgerAdmins and deploy.',
  ]);
});

it('given another failure, it is told as it is', () => {
  expect(failureTexts([{ UserName: 'bob', error: new Error('TagUser failed: Throttling: Rate exceeded') }])).toEqual([
    'bob: TagUser failed: Throttling: Rate exceeded',
  ]);
});
