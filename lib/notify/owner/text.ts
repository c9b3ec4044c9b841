import type { Severity } from '../notice.ts';
import type { Words } from './words.ts';

/** What an owner is told of one event. */
export type Text = {
  severity: (words: Words) => Severity;
  /** Without the user's name, which comes last and is what a mail program cuts. */
  subject: (words: Words) => string;
  /** What happened, why, and by when to act. */
  text: (words: Words) => string;
  /** What to do and how to undo, each with its command; said once for all keys that need it. */
  todo: (words: Words) => string[];
};

export const info = (): Severity => 'info';
export const warning = (): Severity => 'warning';
export const urgent = (): Severity => 'urgent';
