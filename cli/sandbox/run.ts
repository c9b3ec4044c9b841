import { InputError } from '../../config/input-error.ts';
import { type InputFiles, readInput } from './read-input.ts';

export type SandboxOptions = InputFiles & {
  sweeps: number;
  every?: number;
  seed: number;
  json?: true;
  serve?: true;
  port?: number;
};

/**
 * Sweeps or serves the account. Returns the exit code: 1 if a sweep failed and the output is not JSON, else 0. Throws
 * an InputError before anything is run if a file or an option is invalid.
 */
export async function runSandbox(options: SandboxOptions): Promise<number> {
  const { account, config, faults } = readInput(options);
  // These imports load the SDK, which takes long; invalid input is reported before.
  if (options.serve) {
    const { serveUntilStopped } = await import('./serve-until-stopped.ts');
    return serveUntilStopped(account, config, options.port);
  }
  if (options.port !== undefined) throw new InputError('--port needs --serve');
  const timetable = { ...options, everyDays: options.every ?? config.everyDays, faults };
  const { printSweeps } = await import('./print-sweeps.ts');
  return printSweeps(account, config, timetable, options.json);
}
