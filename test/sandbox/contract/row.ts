import type { Aws } from '../aws.ts';

/** Clients of the sandbox or of moto; a row does not know which. */
export type Asked = Omit<Aws, 'account'>;

/** One question about AWS, and who answers what. */
export type Row = {
  /** The operation, as `CreateAccessKey`. */
  call: string;
  given: string;
  /** Asks it of the account in `scene.ts`. */
  ask: (one: Asked) => Promise<string>;
  /** After how many calls moto looks who signed the next; it trusts everybody if nothing is said. */
  trusted?: number;
  /** What AWS answers, and so the sandbox: `accepted`, what came of it, or `code status`. */
  aws: string;
  /** Where moto is wrong: what it answers instead, and the page on which AWS says so. */
  moto?: { answers: string; page: string };
};
