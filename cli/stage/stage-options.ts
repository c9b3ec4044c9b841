import type { Command } from 'commander';

/** The stage, and how to reach its account. */
export type StageOptions = { stage: string; profile?: string; region?: string };

/** Adds the options of every command that reaches a deployed stage. Returns the command. */
export function stageOptions(command: Command): Command {
  return command
    .requiredOption('--stage <name>', 'whose settings: config/<name>.yml')
    .option('--profile <name>', 'a profile of ~/.aws/config (default: AWS_PROFILE, or what else AWS finds)')
    .option(
      '--region <name>',
      'the region that the stage is deployed to (default: AWS_REGION, or the profile’s)',
    );
}
