import type { Call } from '../account/account.ts';

/** The end of whoever makes the calls, as when Lambda is killed: it never hears of this call, nor of any other. */
export class Crash extends Error {
  override readonly name = 'Crash';

  constructor(when: 'before' | 'after', { operation, UserName }: Call) {
    const about = UserName ? ` for ${UserName}` : '';
    super(`The sweep was ended ${when} AWS did ${operation}${about}, as when Lambda is killed`);
  }
}
