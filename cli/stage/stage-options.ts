import type { Command } from 'commander';

/** Whose settings, and how to reach the account that they are for. */
export type StageOptions = { stage: string; profile?: string; region?: string };

/** Adds the options by which a command finds the account of a stage. */
export function stageOptions(command: Command): Command {
  return command
    .requiredOption('--stage <name>', 'whose settings: config/<name>.yml')
    .option('--profile <name>', 'a profile of ~/.aws/config (default: AWS_PROFILE, or what else AWS finds)')
    .option(
      '--region <name>',
      'the region that the stage is deployed to (default: AWS_REGION, or the profile’s)',
    );
}
