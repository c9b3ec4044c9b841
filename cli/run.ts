import { type Command, CommanderError } from 'commander';
import { ConfigError } from '../config/fault.ts';
import { InputError } from '../sandbox/input-error.ts';

/** sysexits' EX_USAGE: the input was wrong and nothing was run. */
const wrongInput = 64;

/**
 * Parses the command line, runs the command and sets the exit code: what `main` gives, 64 for wrong input,
 * 1 for anything else that is thrown. A reader that stops early (`| head`) is no error.
 */
export async function run<Options>(
  program: Command,
  main: (options: Options) => Promise<number>,
): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
  try {
    program.exitOverride().configureOutput({ writeErr: (text) => process.stderr.write(text) });
    process.exitCode = await main(program.parse().opts() as Options);
  } catch (thrown) {
    process.exitCode = exitCodeOf(thrown);
    if (!(thrown instanceof CommanderError)) {
      process.stderr.write(`${thrown instanceof Error ? thrown.message : thrown}\n`);
    }
  }
}

function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : wrongInput;
  return thrown instanceof ConfigError || thrown instanceof InputError ? wrongInput : 1;
}
