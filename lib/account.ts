import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { millisecondsToMinutes } from 'date-fns/millisecondsToMinutes';
import type { Config } from '../config/schema.ts';
import type { Clients } from './clients.ts';
import { failed } from './errors.ts';
import { required } from './required.ts';

/** The account that the sweep runs in; throws if the configuration is for another one, or the clock is wrong. */
export async function identify(
  { sts }: Pick<Clients, 'sts'>,
  { accountId }: Pick<Config, 'accountId'>,
): Promise<string> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((thrown) => {
    throw failed('Asking STS which account this is', thrown);
  });
  // The SDK signs by AWS's clock once it is refused for its own; ages of keys would still go by ours.
  const behind = millisecondsToMinutes(sts.config.systemClockOffset);
  if (Math.abs(behind) >= 5) {
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
