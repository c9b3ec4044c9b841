/** What to say to whoever forgot the `--` without which npm keeps options to itself; empty if that is not so. */
export function npmHint(
  args: readonly string[] = process.argv.slice(2),
  { npm_lifecycle_event: script }: NodeJS.ProcessEnv = process.env,
): string {
  if (script === undefined || args.some((arg) => arg.startsWith('-'))) return '';
  return `npm hands on no option before a bare "--": npm run ${script} -- ${args.join(' ')} …\n`;
}
