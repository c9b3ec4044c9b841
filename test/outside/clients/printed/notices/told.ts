/** Commands with the text that says what they are for: what stands before them. */
export type Told = { says: string; commands: string };

/** Returns the commands of a notice: those on lines of their own, one after another, and those within sentences. */
export function commandsIn(text: string): Told[] {
  const found: Told[] = [];
  let says = '';
  for (const line of text.split('\n')) {
    const [, own] = /^ {2}((?:aws|npm|credential_process) .*)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (own !== undefined && last?.says === says) last.commands += `\n${own}`;
    else if (own !== undefined) found.push({ says, commands: own });
    else {
      says = line;
      found.push(...commandsWithin(line));
    }
  }
  return found;
}

function commandsWithin(line: string): Told[] {
  return (
    [...line.matchAll(/\baws (?:--\S+ )*[a-z]+ [a-z-]+ /g)]
      .map(({ index }) => ({ says: line.slice(0, index), commands: firstCommandOf(line.slice(index)) }))
      // Where a sentence only says which command it is, there is nothing to run.
      .filter(({ commands }) => commands.includes(' --'))
  );
}

/** Returns the command with which a sentence goes on: up to a comma, a semicolon, a full stop, or a word that is no argument. */
function firstCommandOf(rest: string): string {
  const words = rest.match(/(?:"[^"]*"|'[^']*'|<[^>]*>|[^\s"'<])+/g) ?? [];
  const taken: string[] = [];
  for (const word of words) {
    const isArgument = taken.length < 3 || /^(--|\/)/.test(word) || /^--[\w-]+$/.test(taken.at(-1) ?? '');
    if (!isArgument) break;
    taken.push(word.replace(/[,;.)]+$/, ''));
    if (/[,;.)]$/.test(word)) break;
  }
  return taken.join(' ');
}
