import { inspect } from 'node:util';

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
