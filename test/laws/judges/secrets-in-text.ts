import { inspect } from 'node:util';

/** How every secret of the sandbox begins, as it is and in base64. */
const canaries = ['CANARY', Buffer.from('CANARY').toString('base64').slice(0, 8)];

/** What a value shows when it is logged, printed, thrown or sent: as text, as JSON and as Node inspects it. */
export function shownBy(value: unknown): string[] {
  return [
    String(value),
    asJson(value),
    inspect(value, {
      depth: null,
      showHidden: true,
      getters: true,
      maxStringLength: null,
      maxArrayLength: null,
    }),
  ];
}

/** The places in which a secret shows, each with some of what stands before it. */
export function secretsIn(shown: string): string[] {
  return canaries.flatMap((canary) => {
    const at = shown.indexOf(canary);
    return at < 0 ? [] : [`${shown.slice(Math.max(0, at - 200), at)}${canary}…`];
  });
}

/** As the logger of the function writes it: an error with its name, message, stack and causes. */
function asJson(value: unknown): string {
  const seen = new Set<unknown>();
  return (
    JSON.stringify(value, (_, one: unknown) => {
      if (typeof one !== 'object' || one === null) return typeof one === 'bigint' ? String(one) : one;
      if (seen.has(one)) return '(again)';
      seen.add(one);
      if (one instanceof Map || one instanceof Set) return [...one];
      if (!(one instanceof Error)) return one;
      const { name, message, stack, cause } = one;
      return {
        ...one,
        name,
        message,
        stack,
        cause,
        errors: one instanceof AggregateError ? one.errors : undefined,
      };
    }) ?? ''
  );
}
