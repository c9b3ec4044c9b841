import { IAMClient } from '@aws-sdk/client-iam';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { deploymentOf } from '../../lib/aws/deps.ts';
import { daysAfter } from '../../lib/model/age.ts';
import { readAccount } from '../../lib/read/account.ts';
import { countRootKeys } from '../../lib/read/root-keys.ts';
import type { Account } from '../../sandbox/account/account.ts';
import { accountOf, parseAccount } from '../../sandbox/account/account-file.ts';
import { sandboxDeps } from '../../sandbox/run/run-sweeps.ts';
import { sandboxConfig } from '../../sandbox/run/sandbox-config.ts';
import { operations } from '../../sandbox/serve/operations.ts';
import type { ServiceError } from '../../sandbox/services/service-error.ts';
import { type AccountWanted, benchAccount } from '../bench/account.ts';
import { start } from './world.ts';

type Command = { constructor: { name: string }; input: object };

/** Returns a client whose calls the account answers without HTTP and the SDK's work, so that thousands of users take seconds. */
function direct<Client>(
  prototype: Client,
  service: string,
  { account, count }: { account: Account; count: (operation: string) => void },
): Client {
  const send = async ({ constructor: { name }, input }: Command) => {
    const operation = `${service}:${name.replace(/Command$/, '')}`;
    count(operation);
    try {
      return asParsed(operations[operation]?.(account, input as never, undefined as never));
    } catch (thrown) {
      // As the SDK calls it.
      throw Object.assign(thrown as ServiceError, { name: (thrown as ServiceError).code });
    }
  };
  return Object.assign(Object.create(prototype as object), { send }) as Client;
}

/** Secrets Manager's answers have dates as seconds, which the SDK turns into dates. */
function asParsed(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value) => {
    if (!key.endsWith('Date')) return value;
    return new Date(typeof value === 'number' ? value * 1_000 : value);
  });
}

/** Returns how often a sweep calls each operation to read the account, and what the account needs at least. */
async function look(wanted: AccountWanted) {
  const config = sandboxConfig();
  const account = accountOf(parseAccount(benchAccount(wanted, start, config), 'the test', start));
  const calls: Record<string, number> = {};
  const count = (operation: string) => {
    calls[operation] = (calls[operation] ?? 0) + 1;
  };
  const counted = { account, count };
  const iam = direct(IAMClient.prototype, 'iam', counted);
  const secrets = direct(SecretsManagerClient.prototype, 'secretsmanager', counted);
  const all = sandboxDeps(account, { concurrency: 10 });
  const deps = { ...all, iam, secrets };
  await countRootKeys(deps);
  const asked = { deps, config, now: start, timing: undefined, deployment: deploymentOf(all, account.accountId) };
  const { failures } = await readAccount(asked, {});
  expect(failures).toEqual([]);
  // Who has two keys or one that is due: of the first, only the last use of the older key counts.
  const ripe = daysAfter(start, -config.thresholds.create.from);
  const needing = [...account.users.values()].filter(({ keys }) => keys.length > 1 || keys.some((key) => key.CreateDate <= ripe));
  return { needing: needing.length, calls };
}

describe('the calls by which a sweep reads an account', () => {
  it.each([
    [5_000, 'steady', 2_699],
    [5_000, 'due7', 350],
  ] as const)('given %i users, state %s, they are the fewest that its decisions need', async (users, state, some) => {
    const { needing, calls } = await look({ users, state });
    const shown = Object.entries(calls).map(([operation, n]) => `${operation} ${n}`);
    console.info(`${users} users, ${state}: ${shown.toSorted().join(', ')}`);
    expect({ needing }).toEqual({ needing: some });
    const secrets = state === 'steady' ? users : 0;
    const iam = {
      'iam:GetAccountSummary': 1,
      'iam:ListUsers': users / 1_000,
      'iam:ListAccessKeys': users,
      'iam:ListUserTags': needing,
      'iam:GetAccessKeyLastUsed': needing,
    };
    expect(calls).toEqual({
      ...iam,
      'secretsmanager:ListSecrets': Math.max(1, secrets / 100),
      'secretsmanager:DescribeSecret': needing,
      ...(secrets > 0 && { 'secretsmanager:ListSecretVersionIds': needing }),
    });
    expect(Object.values(iam).reduce((sum, n) => sum + n)).toBeLessThanOrEqual(10_500);
  });
});
