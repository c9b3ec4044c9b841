import { describe, expect, it } from 'vitest';
import type { Account } from '../../sandbox/account/account.ts';
import { requestHandler } from '../../sandbox/serve/handler.ts';
import { operations } from '../../sandbox/serve/operations.ts';
import { clientsFor } from './aws.ts';
import { scene } from './contract/scene.ts';
import { nameOf, rows } from './contract/table.ts';

/** Makes every call that is refused fail the test if it changed the account. */
function watchRefusals(account: Account): void {
  const state = () => {
    const { users, secrets, published, schedules } = account;
    return structuredClone({ users, secrets, published, schedules });
  };
  account.intercept = (call, serve) => {
    const before = state();
    try {
      return serve();
    } catch (thrown) {
      expect(state(), `the account after ${call.operation} was refused`).toEqual(before);
      throw thrown;
    }
  };
}

describe('the sandbox answers as AWS does, and a refused call changes nothing', () => {
  it.each(rows.map((row) => [nameOf(row), row] as const))('%s', async (_, { ask, aws }) => {
    const account = scene();
    watchRefusals(account);
    expect(await ask(clientsFor({ requestHandler: requestHandler(account) }))).toBe(aws);
  });
});

describe('the contract table', () => {
  it('given an operation of the sandbox, the table asks for a success of it', () => {
    const refused = /^\w+ \d{3}$/;
    const succeeded = new Set(rows.filter(({ aws }) => !refused.test(aws)).map(({ call }) => call));
    const calls = Object.keys(operations).map((operation) => operation.split(':')[1]);
    expect([...succeeded].toSorted()).toEqual(calls.toSorted());
  });

  it('given two rows, they have different names', () => {
    const names = rows.map(nameOf);
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
  });

  it('given a row in which moto is wrong, it is, and the row names the page on which AWS says so', () => {
    for (const { moto, aws, ...row } of rows) {
      if (!moto?.wrong) continue;
      expect(moto.wrong.answers, nameOf({ ...row, aws })).not.toBe(aws);
      expect(moto.wrong.page, nameOf({ ...row, aws })).toMatch(/((API|Command) Reference|(User|Developer) Guide), \w/);
    }
  });
});
