import { Command } from 'commander';
import { readStage } from '../../config/read-stage.ts';
import { exitsWith } from '../run.ts';

type Options = { stage: string };

/** `config`: what a stage's settings are, without AWS. */
export function configCommand(): Command {
  return new Command('config').description('check the settings of a stage').addCommand(
    new Command('check')
      .description('say what is wrong with the settings of a stage, if anything')
      .requiredOption('--stage <name>', 'whose settings: config/<name>.yml')
      .action(
        exitsWith<Options>(({ stage }) => {
          readStage(stage);
          process.stdout.write(`The settings of ${stage} are valid.\n`);
          return 0;
        }),
      ),
  );
}
