/** The fields that all answers share; only IAM's lists have the last two. */
type Answer = { $metadata: unknown; IsTruncated?: boolean | undefined; Marker?: string | undefined };

/**
 * Yields the pages of a list. Throws if an answer lacks `field`, which AWS sends with every page: the SDK reads an empty
 * answer, or a login page in its place, as an empty list (G6).
 */
export async function* wholePages<Page extends Answer>(
  pages: AsyncIterable<Page>,
  operation: string,
  field: keyof Page & string,
): AsyncGenerator<Page> {
  for await (const page of pages) {
    required(page[field], operation, field);
    // Without a Marker, the SDK would take this page for the last one.
    if (page.IsTruncated) required(page.Marker || undefined, operation, 'Marker');
    yield page;
  }
}

/** Returns a field that AWS always sends although the SDK types it as optional. Throws if it is missing. */
export function required<Value>(value: Value | undefined, operation: string, field: string): Value {
  if (value === undefined) throw new Error(`${operation} answered without ${field}`);
  return value;
}
