import { Command } from 'commander';
import { adoptCommand } from './adopt/command.ts';
import { configCommand } from './config/command.ts';
import { doctorCommand } from './doctor/command.ts';
import { planCommand } from './plan/command.ts';
import { scheduleCommand } from './schedule/command.ts';
import { sweepCommand } from './sweep/command.ts';
import { run } from './terminal/program.ts';

// Each command imports its run.ts only when it runs: loading the SDK takes most of the start-up time.
const program = new Command('sweeper')
  .description('Looks after the access keys of an AWS account’s IAM users, from a terminal or a CI job.')
  .option('--debug', 'print the whole error, with where it came from')
  .addCommand(adoptCommand())
  .addCommand(configCommand())
  .addCommand(doctorCommand())
  .addCommand(planCommand())
  .addCommand(scheduleCommand())
  .addCommand(sweepCommand());

await run(program);
