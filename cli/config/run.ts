import { explain } from '../../config/explain.ts';
import { readLayers, readStage } from '../../config/read-stage.ts';
import { columnsOf } from '../terminal/width.ts';
import { explainText } from './explain-text.ts';

export type ConfigOptions = { stage: string; json?: true };

/** Says that the settings of a stage are valid, or throws with what is wrong. */
export function checkStage({ stage }: ConfigOptions): number {
  readStage(stage);
  process.stdout.write(`The settings of ${stage} are valid.\n`);
  return 0;
}

/** Wrong settings are explained too, and then refused as `check` does. */
export function explainStage({ stage, json }: ConfigOptions): number {
  const settings = explain(...readLayers(stage));
  const text = json
    ? JSON.stringify({
        stage,
        settings: settings.map(({ path, ...rest }) => ({ path: path.join('.'), ...rest })),
      })
    : explainText(settings, columnsOf());
  process.stdout.write(`${text}\n`);
  readStage(stage);
  return 0;
}
