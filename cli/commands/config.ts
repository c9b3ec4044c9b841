import { Command } from 'commander';
import { explain } from '../../config/explain.ts';
import { readLayers, readStage } from '../../config/read-stage.ts';
import { explainText } from '../config/explain-text.ts';
import { exitsWith } from '../run.ts';
import { columnsOf } from '../terminal.ts';

type Options = { stage: string; json?: true };

/** `config`: what a stage's settings are, without AWS. */
export function configCommand(): Command {
  return new Command('config')
    .description('check the settings of a stage, or say where each comes from')
    .addCommand(checkCommand())
    .addCommand(explainCommand());
}

function checkCommand(): Command {
  return new Command('check')
    .description('say what is wrong with the settings of a stage, if anything')
    .requiredOption('--stage <name>', 'whose settings: config/<name>.yml')
    .action(
      exitsWith<Options>(({ stage }) => {
        readStage(stage);
        process.stdout.write(`The settings of ${stage} are valid.\n`);
        return 0;
      }),
    );
}

function explainCommand(): Command {
  return new Command('explain')
    .description('print every setting of a stage, the line that sets it, and what its lists drop')
    .requiredOption('--stage <name>', 'whose settings: config/<name>.yml over config/default.yml')
    .option('--json', 'one JSON object, for other programs')
    .addHelpText('after', examples)
    .action(exitsWith(explainStage));
}

/** Wrong settings are explained too, and then refused as `check` does. */
function explainStage({ stage, json }: Options): number {
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

const examples = `
Groups of settings are merged; a list of the stage replaces the default's, and "dropped" says what that cost.

Examples:
  npm run sweeper -- config explain --stage prod
  npm run -s sweeper -- config explain --stage prod --json | jq -r '.settings[] | select(.dropped).path'

Exit codes: 0 the settings are valid; 64 they are not, and stderr lists the faults.`;
