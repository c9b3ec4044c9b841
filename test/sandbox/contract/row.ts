import { type Aws, refusal } from '../aws.ts';

/** The clients of the sandbox or of moto; a row does not know which. */
export type Asked = Omit<Aws, 'account'>;

/** Asks the account of `scene.ts` and resolves to the answer as text. */
export type Ask = (one: Asked) => Promise<string>;

/** One question about AWS, and who answers what. */
export type Row = {
  /** The operation, as `CreateAccessKey`. */
  call: string;
  given: string;
  ask: Ask;
  /** What AWS answers, and so the sandbox: `accepted`, the result, or `code status`. */
  aws: string;
  moto?: Moto;
};

type Moto = {
  /** Where moto is wrong: what it answers, and the page on which AWS says so. */
  wrong?: { answers: string; page: string };
  /** Why moto cannot be asked. */
  unable?: string;
  /** After how many calls moto begins to check signatures; never, if this is left out. */
  trusted?: number;
};

/** Returns the rows of one operation. */
export function rowsOf(call: string, lines: [given: string, ask: Ask, aws: string, moto?: Moto][]): Row[] {
  return lines.map(([given, ask, aws, moto]) => ({ call, given, ask, aws, ...(moto && { moto }) }));
}

/** Moto is wrong: it answers this, and on this page AWS says otherwise. */
export const wrong = (answers: string, page: string): Moto => ({ wrong: { answers, page } });

/** Moto cannot be asked, for this reason. */
export const unable = (why: string): Moto => ({ unable: why });

export const accepted = 'accepted';

/** Sends one command. Resolves to `accepted` or, if it is refused, to `code status`. */
export const ask =
  (send: (one: Asked) => Promise<unknown>): Ask =>
  (one) =>
    refusal(send(one));

/** Asks in turn, up to the first refusal. Resolves to that refusal or the last answer. */
export const inTurn =
  (...asks: Ask[]): Ask =>
  async (one) => {
    let answer = accepted;
    for (const next of asks) if (answer === accepted) answer = await next(one);
    return answer;
  };
