import { explain } from '../../config/explain.ts';
import { readLayers, readStage } from '../../config/read-stage.ts';
import { print } from '../terminal/print.ts';
import { columnsOf } from '../terminal/width.ts';
import { explainText } from './explain-text.ts';

export type ConfigOptions = { stage: string; json?: true };

/** Prints that the settings of a stage are valid, and returns 0. Throws a ConfigError if they are not. */
export function runCheck({ stage }: ConfigOptions): number {
  readStage(stage);
  print(`The settings of ${stage} are valid.`);
  return 0;
}

/**
 * Prints where each setting of a stage comes from, and returns 0. Throws a ConfigError, after printing, if they are
 * invalid.
 */
export function runExplain({ stage, json }: ConfigOptions): number {
  const settings = explain(...readLayers(stage));
  if (json) {
    const named = settings.map(({ path, ...rest }) => ({ path: path.join('.'), ...rest }));
    print(JSON.stringify({ stage, settings: named }));
  } else print(explainText(settings, columnsOf()));
  readStage(stage);
  return 0;
}
