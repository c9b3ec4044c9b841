#!/usr/bin/env node
import { Command } from 'commander';
import { configCommand } from './commands/config.ts';
import { doctorCommand } from './commands/doctor.ts';
import { planCommand } from './commands/plan.ts';
import { scheduleCommand } from './commands/schedule.ts';
import { sweepCommand } from './commands/sweep.ts';
import { run } from './run.ts';

// A command loads what it does only when it is run: the SDK is most of what loading takes.
const program = new Command('sweeper')
  .description('Looks after the access keys of an AWS account’s IAM users, from a terminal or a CI job.')
  .option('--debug', 'print the whole error, with where it came from')
  .addCommand(configCommand())
  .addCommand(doctorCommand())
  .addCommand(planCommand())
  .addCommand(scheduleCommand())
  .addCommand(sweepCommand());

await run(program);
