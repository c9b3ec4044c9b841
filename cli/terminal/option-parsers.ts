import { InvalidArgumentError } from 'commander';

/** Reads an option that is a whole number in this range; gives commander's fault otherwise. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return (text) => {
    if (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
    throw new InvalidArgumentError(`It must be a whole number from ${from} to ${to}.`);
  };
}
