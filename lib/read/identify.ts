import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { millisecondsToMinutes } from 'date-fns/millisecondsToMinutes';
import type { Config } from '../../config/schema.ts';
import type { Clients } from '../aws/clients.ts';
import { wrapError } from '../aws/errors.ts';
import { required } from '../aws/whole-pages.ts';

/**
 * Returns the id of the account that the credentials belong to. Throws if the configuration is for another account, or if
 * this machine's clock is wrong.
 */
export async function identify(
  { sts }: Pick<Clients, 'sts'>,
  { accountId }: Pick<Config, 'accountId'>,
): Promise<string> {
  const { Account } = await ask(sts);
  // If the laptop slept during the call, the SDK computes a wrong clock offset. Ask once more before believing it.
  if (minutesBehind(sts) !== 0) await ask(sts);
  const behind = minutesBehind(sts);
  if (behind !== 0) {
    throw new Error(
      `The clock of this machine is ${Math.abs(behind)} minutes ${behind > 0 ? 'behind' : 'ahead of'} AWS's, so the ages ` +
        'of keys would be wrong; nothing was touched. Set the clock and try again',
    );
  }
  const here = required(Account, 'GetCallerIdentity', 'Account');
  if (accountId !== null && accountId !== here) {
    throw new Error(
      `The configuration is for account ${accountId}, but this is ${here}; nothing was touched`,
    );
  }
  return here;
}

async function ask(sts: Clients['sts']): Promise<{ Account?: string | undefined }> {
  try {
    return await sts.send(new GetCallerIdentityCommand({}));
  } catch (thrown) {
    throw wrapError('Asking STS which account this is', thrown);
  }
}

/**
 * Returns how many minutes this machine's clock is behind AWS's (negative: ahead); 0 if less than five. The SDK corrects
 * its signatures by this offset, but the ages of keys are computed by the machine's clock.
 */
function minutesBehind(sts: Clients['sts']): number {
  const minutes = millisecondsToMinutes(sts.config.systemClockOffset);
  return Math.abs(minutes) < 5 ? 0 : minutes;
}
