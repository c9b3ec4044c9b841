import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ConfigError } from '../../config/input-error.ts';
import { defaults, readLayers, readStage } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { required } from '../../lib/aws/whole-pages.ts';
import { clientsOf } from '../stage/connection.ts';
import type { StageOptions } from '../stage/stage-options.ts';
import { columnsOf } from '../terminal/terminal.ts';
import { check, checkup, type Patient } from './checkup.ts';
import { type Check, checkupText } from './checkup-text.ts';
import { accountVerdict, bad, ok } from './verdict.ts';

export type DoctorOptions = StageOptions & { json?: true };

/** Says of everything that sweeps need whether it is in place: 0 all is, 1 something is to be done. */
export async function showHealth({ json, ...options }: DoctorOptions): Promise<number> {
  const checks = await examine(options, new Date());
  const text = json ? JSON.stringify({ stage: options.stage, checks }) : checkupText(checks, columnsOf());
  process.stdout.write(`${text}\n`);
  return checks.every(({ isOk }) => isOk) ? 0 : 1;
}

/** Nothing in AWS can be looked at without credentials; all else is looked at whatever is wrong with the rest. */
async function examine(options: StageOptions, now: Date): Promise<Check[]> {
  const config = settingsOf(options.stage);
  const settings = await check('settings', async () =>
    config
      ? ok(`config/${options.stage}.yml is valid; mode ${config.mode}.`)
      : bad(`They are wrong: npm run sweeper -- config check --stage ${options.stage}`),
  );
  let patient: Patient | undefined;
  const credentials = await check('credentials', async () => {
    const { arn, ...found } = await identityOf(options, config);
    patient = { ...found, config, stage: options.stage };
    return ok(`${arn}, region ${found.region}.`);
  });
  if (!patient) return [settings, credentials];
  const { accountId } = patient;
  const account = await check('account', async () => accountVerdict(accountId, config?.accountId ?? null));
  return [settings, credentials, account, ...(await checkup(patient, now))];
}

/** Throws if there is no such stage: then the option is wrong. */
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
  const found = await clientsOf(options, config ?? (defaults() as Config));
  const { Arn, Account } = await found.clients.sts.send(new GetCallerIdentityCommand({}));
  const arn = required(Arn, 'GetCallerIdentity', 'Arn');
  const accountId = required(Account, 'GetCallerIdentity', 'Account');
  return { ...found, arn, accountId, partition: arn.split(':')[1] ?? 'aws' };
}
