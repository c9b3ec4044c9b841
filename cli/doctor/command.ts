import { Command } from 'commander';
import { stageOptions } from '../stage/stage-options.ts';
import { exitsWith } from '../terminal/program.ts';
import type { DoctorOptions } from './run.ts';

/** Returns the command `doctor`, which checks that everything that sweeps need is in place. */
export function doctorCommand(): Command {
  return stageOptions(new Command('doctor'))
    .description(
      'say whether all is in place that sweeps need, and what to do where it is not; changes nothing',
    )
    .option('--json', 'one JSON object')
    .addHelpText('after', help)
    .action(exitsWith(async (options: DoctorOptions) => (await import('./run.ts')).runDoctor(options)));
}

const help = `
Examples:
  npm run sweeper -- doctor --stage prod
  npm run -s sweeper -- doctor --stage prod --json | jq -r '.checks[] | select(.isOk | not) | .says'

Needs sts:GetCallerIdentity, lambda:GetFunctionConfiguration, iam:SimulatePrincipalPolicy, iam:ListUsers,
scheduler:GetSchedule, sns:ListSubscriptionsByTopic and sns:GetSubscriptionAttributes; a check that lacks its
permission names it, and the others go on. Permissions are asked of IAM's policy simulator, which knows the role, its boundary and the organization's policies, but no policy of a KMS key.
Queues are not looked at: their alarms ring when something lies in them.

Exit codes: 0 all is ok; 1 something is to be done, or could not be looked at; 64 wrong input.`;
