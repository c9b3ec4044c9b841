import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackOutputs } from '../../../../../sandbox/account/stack-outputs.ts';
import { own } from '../../../../sandbox/aws.ts';
import { idOf, newKey, oldKey } from './account.ts';

export const root = join(import.meta.dirname, '../../../../..');

/** The pages with commands, but for what `npm run docs` writes: those of notices have tests of their own. */
const pages = globSync(['*.md', 'docs/*.md'], { cwd: root }).filter((file) => file !== 'docs/notices.md');

/** Commands of a page: a block, or some words within a line. */
type Printed = { page: string; commands: string };

/** The commands of AWS on all pages. */
export const printed = pages.flatMap((page): Printed[] => {
  const text = readFileSync(join(root, page), 'utf8');
  const blocks = [...text.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].map(([, , block = '']) => block);
  const rest = text.replaceAll(/^( *)```\w*\n[\s\S]*?^\1```$/gm, '');
  const inline = [...rest.matchAll(/`(aws [a-z]+ [a-z-]+\s+[^`]*)`/g)].map(([, command = '']) => command.replaceAll('\n', ' '));
  // The README has a notice, whose commands are tried with all others, and says in one place only which command it is.
  const isRun = (commands: string) => /(^|[^-\w])aws [a-z-]/.test(commands) && !/From access-key-sweeper, which| …$/.test(commands);
  return [...blocks, ...inline].filter(isRun).map((commands) => ({ page, commands }));
});

/** Returns the commands that have a text. Throws if none or several have it. */
export function printedWith(text: string): Printed {
  const [found, ...more] = printed.filter(({ commands }) => commands.includes(text));
  if (!found || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} commands have ${text}`);
  return found;
}

/** What a reader puts in place of the words in angle brackets. */
const values: Record<string, string> = {
  ...stackOutputs,
  ...{ id: 'p-example0001', 'account or unit': '123456789012', user: 'alice', Region: 'eu-west-1', 'new key': 'alias/new' },
  ...{ UserId: idOf('alice'), 'old key id': oldKey, 'new key id': newKey },
};

/** Returns the commands as a reader adapts them to the stage of the sandbox. */
export function adapted(commands: string): string {
  // The page asks its readers for this, unless they name the Region each time.
  const region = commands.includes('npm run sweeper') ? 'export AWS_REGION=us-east-1\n' : '';
  const text = commands
    .replaceAll(/(access-key-sweeper-|--stage |\[\^ \]\+ |rtrimstr\(" )prod(?!-us-east-1-sweep\|)/g, '$1sandbox')
    .replaceAll('name continue-…', 'name continue-x')
    .replaceAll(own.accessKeyId, oldKey)
    .replaceAll('--access-key-id <id>', `--access-key-id ${oldKey}`)
    .replace(/^stage=prod region=.*$/m, 'stage=dev region=eu-west-1 prefix=keys/')
    .replaceAll(/<(?!<|\()([^>'\n]+)>/g, (all, name: string) => values[name] ?? all);
  return region + text;
}
