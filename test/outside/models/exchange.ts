import type { Exchange } from '../../../sandbox/serve/answer.ts';

/** The headers that say which operation it is and what it asks; the others differ from call to call. */
const kept = ['host', 'content-type', 'x-amz-target', 'x-amz-invocation-type', 'x-amz-log-type'];

/** Returns an exchange as a line of JSON, with these headers. `mayBeWrong`: the request may break the models, if it is refused. */
export function lineOf({ request, answer }: Exchange, mayBeWrong: boolean): string {
  const headers = Object.fromEntries(kept.map((name) => [name, request.headers[name]]));
  return JSON.stringify({ request: { ...request, headers }, answer, mayBeWrong });
}

/** Returns the kind of an exchange: digits and key ids make no difference. */
export function kindOf(line: string): string {
  return line.replaceAll(/AKIA\w{16}/g, 'AKIA').replaceAll(/\d/g, '0');
}
