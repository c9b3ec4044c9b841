import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Config } from '../config/schema.ts';
import type { Clients } from './clients.ts';
import { failed } from './errors.ts';
import { required } from './required.ts';

/** The account that the sweep runs in; throws if the configuration is for another one. */
export async function identify(
  { sts }: Pick<Clients, 'sts'>,
  { accountId }: Pick<Config, 'accountId'>,
): Promise<string> {
  const { Account } = await sts.send(new GetCallerIdentityCommand({})).catch((thrown) => {
    throw failed('Asking STS which account this is', thrown);
  });
  const here = required(Account, 'GetCallerIdentity', 'Account');
  if (accountId !== null && accountId !== here) {
    throw new Error(
      `The configuration is for account ${accountId}, but this is ${here}; nothing was touched`,
    );
  }
  return here;
}
