import { inspect } from 'node:util';
import { type Command, CommanderError } from 'commander';
import { ConfigError, InputError } from '../../config/input-error.ts';
import { printError } from './print.ts';

/** EX_USAGE of sysexits.h: the input was invalid and nothing was run. */
const invalidInput = 64;

/** Commander's codes for the errors that also occur when npm kept the options for itself. */
const mayLackOptions: readonly string[] = [
  'commander.missingMandatoryOptionValue',
  'commander.excessArguments',
];

/** Returns a commander action that runs `main` and sets the exit code that it returns. */
export function exitsWith<Options>(main: (options: Options, command: Command) => Promise<number> | number) {
  return async (options: Options, command: Command): Promise<void> => {
    process.exitCode = await main(options, command);
  };
}

/**
 * Parses the command line and runs its action. An error is printed as one sentence, or with its stack under `--debug`;
 * the exit code is then 64 for invalid input and 1 for anything else. If the reader of stdout closes it early
 * (`| head`), the process ends without an error.
 */
export async function run(program: Command): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    printError(`The output could not be written: ${error.message}.`);
    process.exit(1);
  });
  // In `2>&1 | tee`, Ctrl-C ends tee first. The failed write must not end a sweep in the middle of a user.
  process.stderr.on('error', () => {});
  try {
    for (const command of withSubcommands(program)) command.exitOverride().configureHelp({ helpWidth: 110 });
    await program.parseAsync();
  } catch (thrown) {
    process.exitCode = exitCodeOf(thrown);
    if (thrown instanceof CommanderError) {
      if (mayLackOptions.includes(thrown.code)) process.stderr.write(npmHint());
    } else {
      printError(program.opts().debug ? inspect(thrown) : messageOf(thrown));
    }
  }
}

/** Returns the hint to put `--` before the options. Empty unless npm runs us and no argument is an option. */
export function npmHint(
  args: readonly string[] = process.argv.slice(2),
  { npm_lifecycle_event: script }: NodeJS.ProcessEnv = process.env,
): string {
  if (script === undefined || args.some((arg) => arg.startsWith('-'))) return '';
  return `npm hands on no option before a bare "--": npm run ${script} -- ${args.join(' ')} …\n`;
}

/** Returns 64 if the options, a file or the settings are invalid, 0 if commander printed the help, else 1. */
export function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : invalidInput;
  return thrown instanceof ConfigError || thrown instanceof InputError ? invalidInput : 1;
}

/** A subcommand that was added by `addCommand` does not inherit its parent's settings. */
function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
