import { describe, expect, inject, it } from 'vitest';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { operations } from '../../../sandbox/serve/operations.ts';
import { clientsFor } from '../../sandbox/aws.ts';
import type { Row } from '../../sandbox/contract/row.ts';
import { scene } from '../../sandbox/contract/scene.ts';
import { rows } from '../../sandbox/contract/table.ts';
import { mirror } from './judge.ts';

const name = ({ call, given }: Row) => `${call}, given ${given}`;

describe('the sandbox answers as AWS does', () => {
  it.each(rows.map((row) => [name(row), row] as const))('%s', async (_, { ask, aws }) => {
    expect(await ask(clientsFor({ requestHandler: requestHandler(scene()) }))).toBe(aws);
  });
});

describe('moto agrees, but where the table says that it is wrong', () => {
  it.each(rows.map((row) => [name(row), row] as const))('%s', async (_, { ask, trusted, aws, moto }) => {
    await mirror(scene(), trusted);
    expect(await ask(clientsFor({ endpoint: inject('moto') }))).toBe(moto?.answers ?? aws);
  });
});

describe('the contract table', () => {
  it('given an operation that a sweep calls, the table asks for a success of it', () => {
    const calls = Object.keys(operations).map((operation) => operation.split(':')[1]);
    const refused = /^\w+ \d{3}$/;
    const succeeded = rows.filter(({ aws }) => !refused.test(aws)).map(({ call }) => call);
    expect([...new Set(succeeded)].toSorted()).toEqual(calls.toSorted());
  });

  it('given a divergence, it is one, and the row names the page on which AWS says so', () => {
    const wrong = rows.filter(({ moto }) => moto);
    console.info(`contract: ${rows.length} rows, moto is wrong in ${wrong.length} of them`);
    for (const { aws, moto } of wrong) {
      expect(moto?.answers).not.toBe(aws);
      expect(moto?.page).toMatch(/((API|Command) Reference|(User|Developer) Guide), \w/);
    }
    expect(new Set(rows.map(name)).size).toBe(rows.length);
  });
});
