import type { Severity } from '../notice.ts';
import type { Words } from './words.ts';

/** The parts of an owner's notice about one event. */
export type Text = {
  severity: (words: Words) => Severity;
  /** Without the user's name, which is added at the end, where mail programs cut. */
  subject: (words: Words) => string;
  /** What happened, why, and by when to act. */
  text: (words: Words) => string;
  /** What to do and how to undo it, each with its command; a paragraph that several keys share appears once. */
  todo: (words: Words) => string[];
};

export const info = (): Severity => 'info';
export const warning = (): Severity => 'warning';
export const urgent = (): Severity => 'urgent';
