import { join } from 'node:path';
import { makeEnvironment, programOf } from '../../outside/python.ts';
import type { Usage } from '../figures.ts';
import { runProgram } from '../run-program.ts';

const environment = '.venv-bench';

/** Makes the Python environment of the programs that a sweep is compared with. Throws if there is no suitable Python. */
export function makePeers(): void {
  makeEnvironment(environment, join(import.meta.dirname, 'requirements.txt'));
}

/** Programs of others that look at the same keys, one after the other in the order of the table. */
export const peers = [
  { program: 'boto3', run: peer('sequential.py') },
  { program: 'c7n', run: peer('custodian.py') },
] as const;

function peer(file: string): (url: string) => Promise<Usage> {
  return (url) => runProgram(url, programOf(environment, 'python'), [join(import.meta.dirname, file)]);
}
