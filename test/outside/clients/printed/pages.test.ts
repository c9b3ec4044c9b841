import { describe, expect, it } from 'vitest';
import { serve } from '../../../../sandbox/serve/server.ts';
import { accountOfPage } from './pages/account.ts';
import { adapted, printed, printedWith } from './pages/commands.ts';
import { effects } from './pages/effects.ts';
import { openShell } from './shell.ts';

describe('the commands of the pages do what the text beside them says', () => {
  it('given any of them, it is tried', () => {
    expect(printed.filter(({ commands }) => !effects.some(({ has }) => commands.includes(has)))).toEqual([]);
  });

  it.concurrent.each(effects.map((one) => [one.has, one] as const))('%s', async (_, { has, before, check, exits = 0 }) => {
    const found = printedWith(has);
    const account = accountOfPage();
    const { url, close } = await serve(account);
    const shell = openShell(url);
    try {
      const world = { account, shell, output: '' };
      await before?.(world);
      const output = found.commands.startsWith('[profile')
        ? ''
        : await shell.run(adapted(found.commands).trimEnd() + (exits ? ` || [ $? = ${exits} ]` : ''));
      await check({ ...world, output });
    } finally {
      shell.remove();
      await close();
    }
  });
});
