import { join } from 'node:path';
import { makeEnvironment, programOf } from '../python.ts';

const environment = '.venv-template';

/** Makes the environment of the judges. Vitest calls it before the first test of the template. */
export default function makeJudges(): void {
  makeEnvironment(environment, join(import.meta.dirname, 'requirements.txt'));
}

/** Returns the path of a program that `requirements.in` has installed. */
export function judge(name: string): string {
  return programOf(environment, name);
}
