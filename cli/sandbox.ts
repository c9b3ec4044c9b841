import { sandboxCommand } from './sandbox/command.ts';
import { run } from './terminal/program.ts';

await run(sandboxCommand());
