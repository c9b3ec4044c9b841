import { Command } from 'commander';
import { stageOptions } from '../stage/stage-options.ts';
import { exitsWith } from '../terminal/program.ts';
import type { AdoptOptions } from './run.ts';

/** Returns the command `adopt`, which tells the sweeper which secret is a user's. */
export function adoptCommand(): Command {
  return stageOptions(new Command('adopt'))
    .description('point the tags of users to their secrets, where no tag does, so that sweeps use them')
    .requiredOption('--user <name...>', 'the users')
    .option('--secret <name>', 'with one --user: its secret (default: the one that a sweep looks for)')
    .option('--yes', 'do not ask; needed where there is no terminal')
    .addHelpText('after', help)
    .action(exitsWith(async (options: AdoptOptions) => (await import('./run.ts')).runAdopt(options)));
}

const help = `
Examples:
  npm run sweeper -- adopt --stage prod --user alice
  npm run sweeper -- adopt --stage prod --user alice bob carol
  npm run sweeper -- adopt --stage prod --user alice --secret iam-access-keys/alice-2
  npm run sweeper -- adopt --stage prod --user="-dash"                 a name that begins with a dash

Sweeps believe a secret only if a tag of the user names it (access-key-sweeper:secret:arn), and a key in it only if a
tag says that the sweeper made the key. Without these tags they leave the user alone (rule pointer-lost). That happens
if an earlier version of the sweeper made the secret, or if somebody removed the tags, as Terraform does without
ignore_tags. Whoever may write secrets can prepare one as well, so this command shows what is known about the secret,
asks, and then sets the tags. The secret must carry the user's id in its tag access-key-sweeper:user-id.

To see whether another user has the secret, it reads the tags of all users: at 20 calls a second (limits.callsPerSecond),
about a minute for 1,000 users. For each user that is to adopt, it reads keys, tags, last use and the secret, too: about
four minutes for 1,000 users, and again after you agreed.

It needs iam:ListUsers, iam:ListAccessKeys, iam:ListUserTags, iam:GetAccessKeyLastUsed, iam:TagUser,
secretsmanager:DescribeSecret, secretsmanager:ListSecretVersionIds, and accountId in config/<stage>.yml. To show the
resource policy it needs secretsmanager:GetResourcePolicy. Where GuardLedgerPolicy or the SCP guards the tags,
deploy.ledgerAdmins must name the caller's role.

Exit codes: 0 adopted, or there was nothing to do; 1 a user was refused, consent was refused, or something failed; 64
wrong input, and nothing was done.`;
