import { inspect } from 'node:util';
import { asError } from './errors.ts';

const redacted = '[SecretAccessKey]';

/** A SecretAccessKey that shows itself to nobody: as JSON, as text and in logs it is only its own name. */
export class SecretAccessKey {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself, for the one file that stores and proves it (`acts/minted-key.ts`). */
  reveal(): string {
    return this.#value;
  }

  /** An error without the secret, should AWS have echoed what it was sent; and without the rest of its answer. */
  keepOutOf(thrown: unknown): Error {
    const { name, message } = asError(thrown);
    const { $fault, $metadata } = Object(thrown) as Record<string, unknown>;
    return Object.assign(new Error(this.#isIn(message) ? `an error that names a secret` : message), {
      ...{ name, $fault, $metadata },
    });
  }

  /** However it may be escaped or cut short: six letters of it in a row are no accident. */
  #isIn(text: string): boolean {
    return this.#value
      .split(/\W+/)
      .some((run) =>
        Array.from(run.slice(5), (_, from) => run.slice(from, from + 6)).some((part) => text.includes(part)),
      );
  }

  toJSON(): string {
    return redacted;
  }

  toString(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}
