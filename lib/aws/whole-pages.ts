import { required } from './required.ts';

/** What answers have in common; only IAM's lists have the last two. */
type Answer = { $metadata: unknown; IsTruncated?: boolean | undefined; Marker?: string | undefined };

/**
 * The pages of a list; throws at an answer that is none, an empty one or a login page in its place, which the SDK
 * reads as an empty list (G6). `field` is one that AWS sends with every page.
 */
export async function* wholePages<Page extends Answer>(
  pages: AsyncIterable<Page>,
  operation: string,
  field: keyof Page & string,
): AsyncGenerator<Page> {
  for await (const page of pages) {
    required(page[field], operation, field);
    // Without it the SDK would take this page for the last.
    if (page.IsTruncated) required(page.Marker || undefined, operation, 'Marker');
    yield page;
  }
}
