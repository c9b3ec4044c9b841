import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../../sandbox/serve/operations.ts';
import { judge, type Verdict } from './judge.ts';
import { play } from './play.ts';
import { sandboxErrors } from './sandbox-errors.ts';

let lines: string[] = [];
let failure = '';
let verdicts: Verdict[] = [];

beforeAll(async () => {
  ({ lines, failure } = await play());
  verdicts = judge(lines);
  const errors = new Set(verdicts.filter(({ outcome }) => outcome !== 'ok').map(({ operation, outcome }) => `${operation} ${outcome}`));
  console.info(`models: ${lines.length} exchanges, ${Object.keys(operations).length} operations, ${errors.size} errors of operations`);
});

/** Each wrong, said once, also if it is so in many items of lists, with the first exchange that shows it. */
function wrongs(): string[] {
  const found = verdicts.flatMap(({ operation, wrong }, n) =>
    wrong.map((what) => [`${operation}: ${what.replaceAll(/\[\d+\]/g, '[]')}`, lines[n] ?? ''] as const),
  );
  return [...new Map(found.toReversed())].map(([what, line]) => `${what}\n${line.slice(0, 2_000)}`);
}

describe("AWS's models", () => {
  it('every request and every answer of the tests fits them', () => {
    expect(wrongs()).toEqual([]);
  });

  it('the tests that made them passed', () => {
    expect(failure).toBe('');
  });

  it('every operation of the sandbox was answered with a result', () => {
    const answered = new Set(verdicts.filter(({ outcome }) => outcome === 'ok').map(({ operation }) => operation));
    expect(Object.keys(operations).filter((name) => !answered.has(name))).toEqual([]);
  });

  it('every error of the sandbox was answered, by its service', () => {
    const answered = verdicts.map(({ operation, outcome }) => ({ service: operation.split(':')[0], code: outcome.split(' ')[0] }));
    const isAnswered = ({ code, service }: ReturnType<typeof sandboxErrors>[number]) =>
      answered.some((one) => one.code === code && (service === undefined || one.service === service));
    const errors = sandboxErrors();
    expect(errors.length, 'errors in the source').toBeGreaterThan(20);
    expect(errors.filter((error) => !isAnswered(error))).toEqual([]);
  });

  it('every excuse was needed', () => {
    expect([...new Set(verdicts.flatMap(({ excuses }) => excuses))].toSorted()).toEqual([
      'InvalidParameterValue 400 is no error that it declares',
      'NoSuchEntity 404 is no error that it declares',
      'SecretNameType has at most 256',
    ]);
  });
});
