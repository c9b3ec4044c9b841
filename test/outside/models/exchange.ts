import type { Exchange } from '../../../sandbox/serve/answer.ts';

/**
 * Returns an exchange as a line of JSON, with the headers that say which operation it is; the others differ from call to call.
 * `mayBeWrong`: the request may break the models, if it is refused.
 */
export function lineOf({ request, answer }: Exchange, mayBeWrong: boolean): string {
  const { host, 'content-type': type, 'x-amz-target': target } = request.headers;
  const headers = { host, 'content-type': type, 'x-amz-target': target };
  return JSON.stringify({ request: { ...request, headers }, answer, mayBeWrong });
}

/** Returns the kind of an exchange: digits and key ids make no difference. */
export function kindOf(line: string): string {
  return line.replaceAll(/AKIA\w{16}/g, 'AKIA').replaceAll(/\d/g, '0');
}
