import type { Secret } from '../account/secret.ts';
import { ServiceError } from './service-error.ts';

export type Filter = { Key?: string; Values?: string[] };

/** What of a secret each filter looks at. */
const texts: Record<string, (secret: Secret) => string[]> = {
  name: ({ Name }) => [Name],
  'tag-key': ({ tags }) => tags.map(({ Key }) => Key),
  'tag-value': ({ tags }) => tags.map(({ Value }) => Value),
};

/** Throws a ServiceError if the sandbox does not know a filter, so that it is not misread. */
export function checkFilters(filters: readonly Filter[]): void {
  if (filters.every(({ Key = '', Values = [] }) => texts[Key] && Values[0] && !Values[0].startsWith('!')))
    return;
  const what =
    'The sandbox filters secrets only by the beginning of their name, of a tag key or of a tag value.';
  throw new ServiceError('InvalidParameterException', 400, what);
}

/** True if what the filter looks at begins with one of its values, with case (Secrets Manager API Reference, Filter). */
export function isMatch(secret: Secret, { Key = '', Values = [] }: Filter): boolean {
  const found = texts[Key]?.(secret) ?? [];
  return Values.some((start) => found.some((text) => text.startsWith(start)));
}
