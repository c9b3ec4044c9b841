import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { millisecondsToMinutes } from 'date-fns/millisecondsToMinutes';
import type { Config } from '../../config/schema.ts';
import type { Clients } from '../aws/clients.ts';
import { failed } from '../aws/errors.ts';
import { required } from '../aws/required.ts';

/** The account that the sweep runs in; throws if the configuration is for another one, or the clock is wrong. */
export async function identify(
  { sts }: Pick<Clients, 'sts'>,
  { accountId }: Pick<Config, 'accountId'>,
): Promise<string> {
  const { Account } = await ask(sts);
  // A laptop that slept while an answer was under way takes itself to be ahead: one more tells.
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
    throw failed('Asking STS which account this is', thrown);
  }
}

/**
 * How far the machine's clock is behind AWS's, in minutes; 0 if by less than five. The SDK signs by AWS's clock once its
 * answers show another, but ages of keys go by the machine's.
 */
function minutesBehind(sts: Clients['sts']): number {
  const minutes = millisecondsToMinutes(sts.config.systemClockOffset);
  return Math.abs(minutes) < 5 ? 0 : minutes;
}
