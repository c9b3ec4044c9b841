import type { Command } from 'commander';

/** Returns what a command prints when it refuses these arguments. Throws if it does not. */
export async function refusalOf(command: Command, args: readonly string[]): Promise<string> {
  let printed = '';
  for (const one of [command, ...command.commands])
    one.exitOverride().configureOutput({
      writeErr: (text) => {
        printed += text;
      },
    });
  const isRefused = await command.parseAsync(args, { from: 'user' }).then(
    () => false,
    () => true,
  );
  if (!isRefused) throw new Error(`${command.name()} takes ${args.join(' ')}`);
  return printed;
}
