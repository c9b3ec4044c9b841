import { createHash } from 'node:crypto';

/** Returns the SHA-256 of a nonce, in hexadecimal digits. */
export function nonceHashOf(nonce: string): string {
  return createHash('sha256').update(nonce).digest('hex');
}
