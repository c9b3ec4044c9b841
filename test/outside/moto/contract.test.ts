import { afterAll, describe, expect, inject, it } from 'vitest';
import { requestHandler } from '../../../sandbox/serve/handler.ts';
import { clientsFor } from '../../sandbox/aws.ts';
import { scene } from '../../sandbox/contract/scene.ts';
import { nameOf, rows } from '../../sandbox/contract/table.ts';
import { mirror } from './judge.ts';

const named = rows.map((row) => [nameOf(row), row] as const);
const judged = named.filter(([, { moto }]) => !moto?.unable);

afterAll(() => {
  const wrong = rows.filter(({ moto }) => moto?.wrong);
  console.info(
    `contract: ${rows.length} rows, moto is wrong in ${wrong.length} of them and cannot be asked ${named.length - judged.length}`,
  );
});

describe('the sandbox answers as AWS does', () => {
  it.each(named)('%s', async (_, { ask, aws }) => {
    expect(await ask(clientsFor({ requestHandler: requestHandler(scene()) }))).toBe(aws);
  });
});

describe('moto agrees, but where the table says that it is wrong', () => {
  it.each(judged)('%s', async (_, { ask, aws, moto }) => {
    await mirror(scene(), moto?.trusted);
    expect(await ask(clientsFor({ endpoint: inject('moto') }))).toBe(moto?.wrong?.answers ?? aws);
  });
});
