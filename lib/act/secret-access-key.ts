import { inspect } from 'node:util';
import { asError } from '../aws/errors.ts';

const redacted = '[SecretAccessKey]';

/**
 * A SecretAccessKey, or a password derived from it, that cannot be printed: as JSON, as text and in logs it shows only
 * `[SecretAccessKey]`.
 */
export class SecretAccessKey {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** Returns the secret itself. Only `act/minted-key.ts`, which stores and proves the key, may call this. */
  reveal(): string {
    return this.#value;
  }

  /** Returns the error without the rest of AWS's answer, and without the message if that repeats part of the secret. */
  keepOutOf(thrown: unknown): Error {
    const { name, message } = asError(thrown);
    const { $fault, $metadata } = Object(thrown) as Record<string, unknown>;
    return Object.assign(new Error(this.#isIn(message) ? `an error that names a secret` : message), {
      ...{ name, $fault, $metadata },
    });
  }

  /** The text may be escaped or cut: six characters of the secret in a row are enough to be sure. */
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
