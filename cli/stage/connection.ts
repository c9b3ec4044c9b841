import { STSClient } from '@aws-sdk/client-sts';
import { InputError } from '../../config/input-error.ts';
import { readStage } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';
import { type Clients, makeClients } from '../../lib/aws/clients.ts';
import { identify } from '../../lib/read/identify.ts';
import type { StageOptions } from './stage-options.ts';

/** The account of a stage, and the clients to talk to it. */
export type Connection = {
  stage: string;
  config: Config;
  region: string;
  accountId: string;
  clients: Clients;
};

/** The account of a stage; throws unless there are credentials, and for the account that the settings name. */
export async function connect(options: StageOptions): Promise<Connection> {
  const config = readStage(options.stage);
  const { clients, region } = await clientsOf(options, config);
  return { stage: options.stage, config, region, clients, accountId: await identify(clients, config) };
}

/**
 * Clients with the credentials and the region that AWS's own rules find; throws if there are none.
 *
 * @public
 */
export async function clientsOf(
  { profile, region }: Pick<StageOptions, 'profile' | 'region'>,
  { limits }: Pick<Config, 'limits'>,
): Promise<Pick<Connection, 'clients' | 'region'>> {
  // One client finds the credentials for all, or each would start the profile's credential_process anew.
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
