import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ConfigError } from '../../config/input-error.ts';
import { defaults, readLayers, readStage } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { required } from '../../lib/aws/whole-pages.ts';
import { clientsOf } from '../stage/connection.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { print } from '../terminal/print.ts';
import { columnsOf } from '../terminal/width.ts';
import { type Check, checksText } from './checks-text.ts';
import { check, checkInstallation, type Installation } from './installation-checks.ts';
import { accountVerdict, bad, freezeSentences, ok } from './verdict.ts';

export type DoctorOptions = StageOptions & { json?: true };

/** Checks everything that sweeps need and prints each result. Returns the exit code: 0 if all is ok, else 1. */
export async function runDoctor({ json, ...options }: DoctorOptions): Promise<number> {
  const checks = await checkStage(options, new Date());
  print(json ? JSON.stringify({ stage: options.stage, checks }) : checksText(checks, columnsOf()));
  return checks.every(({ isOk }) => isOk) ? 0 : 1;
}

/** Invalid settings do not end the checks; without credentials there is nothing more to check. */
async function checkStage(options: StageOptions, now: Date): Promise<Check[]> {
  const config = settingsOf(options.stage);
  const settings = await check('settings', async () =>
    config
      ? ok(`config/${options.stage}.yml is valid; mode ${config.mode}.${freezeSentences(config, now)}`)
      : bad(`They are wrong: npm run sweeper -- config check --stage ${options.stage}`),
  );
  let installation: Installation | undefined;
  const credentials = await check('credentials', async () => {
    const { arn, ...found } = await identityOf(options, config);
    installation = { ...found, config, stage: options.stage };
    return ok(`${arn}, region ${found.region}.`);
  });
  if (!installation) return [settings, credentials];
  const { accountId } = installation;
  const account = await check('account', async () => accountVerdict(accountId, config?.accountId ?? null));
  return [settings, credentials, account, ...(await checkInstallation(installation, now))];
}

/**
 * Returns undefined if the settings are invalid. Throws a ConfigError if the stage has none: the option is then wrong.
 */
function settingsOf(stage: string): Config | undefined {
  readLayers(stage);
  try {
    return readStage(stage);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return undefined;
    throw thrown;
  }
}

async function identityOf(options: StageOptions, config: Config | undefined) {
  const { clients, region } = await clientsOf(options, config ?? (defaults() as Config));
  const { Arn, Account } = await clients.sts.send(new GetCallerIdentityCommand({}));
  const arn = required(Arn, 'GetCallerIdentity', 'Arn');
  const accountId = required(Account, 'GetCallerIdentity', 'Account');
  const { credentials } = clients.sts.config;
  const lambda = new LambdaClient({ region, credentials, userAgentAppId: 'access-key-sweeper' });
  return { clients: { ...clients, lambda }, region, arn, accountId, partition: arn.split(':')[1] ?? 'aws' };
}
