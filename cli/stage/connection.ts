import { STSClient } from '@aws-sdk/client-sts';
import { InputError } from '../../config/input-error.ts';
import { readStage } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { type Clients, makeClients } from '../../lib/aws/clients.ts';
import { identify } from '../../lib/read/identify.ts';
import type { StageOptions } from './stage-options.ts';

/** An AWS account that a stage is for, its settings, and the clients that call it. */
export type Connection = {
  stage: string;
  config: Config;
  region: string;
  accountId: string;
  clients: Clients;
};

/**
 * Connects to the account of a stage. Throws an InputError if the settings are invalid or no region is set, and an
 * Error if there are no credentials or they are for another account than `accountId` of the settings.
 */
export async function connect(options: StageOptions): Promise<Connection> {
  const config = readStage(options.stage);
  const { clients, region } = await clientsOf(options, config);
  return { stage: options.stage, config, region, clients, accountId: await identify(clients, config) };
}

/**
 * Returns clients with the region and the credentials that the SDK finds for these options, and that region. Throws an
 * InputError if it finds no region, and an Error if it finds no credentials.
 */
export async function clientsOf(
  { profile, region }: Pick<StageOptions, 'profile' | 'region'>,
  { limits }: Pick<Config, 'limits'>,
): Promise<Pick<Connection, 'clients' | 'region'>> {
  // Find the credentials once for all clients: each search would start the profile's credential_process again.
  const found = new STSClient({ ...(profile && { profile }), ...(region && { region }) }).config;
  const here = await found.region().catch((cause: unknown) => {
    throw new InputError(
      'No region is set. Name the one of the deployment: --region us-east-1, or AWS_REGION.',
      {
        cause,
      },
    );
  });
  await found.credentials().catch((cause: unknown) => {
    const named = profile ?? process.env.AWS_PROFILE;
    const none = named ? `The profile ${named} gave no AWS credentials` : 'No AWS credentials were found';
    throw new Error(`${none} (${messageOf(cause)}). ${toGetCredentials}`, { cause });
  });
  const { callsPerSecond } = limits;
  return {
    region: here,
    clients: makeClients({ callsPerSecond, region: here, credentials: found.credentials }),
  };
}

const toGetCredentials =
  'Name a profile with --profile, log in (aws sso login), or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

function messageOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).replace(/\.$/, '');
}
