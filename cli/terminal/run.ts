import { inspect } from 'node:util';
import { type Command, CommanderError } from 'commander';
import { ConfigError, InputError } from '../../config/input-error.ts';
import { npmHint } from './npm-hint.ts';

/** sysexits' EX_USAGE: the input was wrong and nothing was run. */
const wrongInput = 64;

/** What Commander calls the errors that come of options that never arrived. */
const mayLackOptions: readonly string[] = [
  'commander.missingMandatoryOptionValue',
  'commander.excessArguments',
];

/** An action that leaves the exit code which `main` gives. */
export function exitsWith<Options>(main: (options: Options, command: Command) => Promise<number> | number) {
  return async (options: Options, command: Command): Promise<void> => {
    process.exitCode = await main(options, command);
  };
}

/**
 * Parses the command line and runs its action. The exit code is 64 for wrong input and 1 for anything else that is
 * thrown, told in a sentence, with the stack if `--debug` is given. A reader that stops early (`| head`) is no error
 * and changes no exit code.
 */
export async function run(program: Command): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`The output could not be written: ${error.message}.\n`);
    process.exit(1);
  });
  // Ctrl-C ends `2>&1 | tee` first: who no longer listens must not break off a sweep in the middle of a user.
  process.stderr.on('error', () => {});
  try {
    for (const command of withSubcommands(program)) command.exitOverride().configureHelp({ helpWidth: 110 });
    await program.parseAsync();
  } catch (thrown) {
    process.exitCode = exitCodeOf(thrown);
    if (thrown instanceof CommanderError) {
      if (mayLackOptions.includes(thrown.code)) process.stderr.write(npmHint());
    } else {
      process.stderr.write(`${program.opts().debug ? inspect(thrown) : messageOf(thrown)}\n`);
    }
  }
}

/** Commander gives its settings to subcommands only if they are made by it. */
function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : wrongInput;
  return thrown instanceof ConfigError || thrown instanceof InputError ? wrongInput : 1;
}
