import { InputError } from '../../config/input-error.ts';
import { readStage } from '../../config/read-stage.ts';
import type { Config } from '../../config/schema.ts';

/** Returns the settings of a stage for a command that writes (G7). Throws an InputError if they lack `accountId`. */
export function readPinnedStage(stage: string): Config {
  const config = readStage(stage);
  if (config.accountId !== null) return config;
  throw new InputError(
    `config/${stage}.yml names no account, and the command line writes to none by chance. ` +
      "Set accountId there, in quotes: accountId: '123456789012'.",
  );
}
