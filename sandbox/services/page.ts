import { ServiceError } from './service-error.ts';

/** One page of a list as IAM gives it; never more than `most`, whatever was asked for. */
export function page<Item>(
  all: readonly Item[],
  { Marker = '0', MaxItems = '100' }: { Marker?: string | undefined; MaxItems?: string | undefined },
  most: number,
): { items: Item[]; IsTruncated: boolean; Marker?: string } {
  if (!/^\d+$/.test(Marker)) throw new ServiceError('ValidationError', 400, 'Invalid Marker');
  const asked = Number(MaxItems);
  if (!(asked >= 1 && asked <= 1000)) {
    throw new ServiceError('ValidationError', 400, `MaxItems must be 1 to 1000, not ${MaxItems}`);
  }
  const from = Number(Marker);
  const to = from + Math.min(asked, most);
  return {
    items: all.slice(from, to),
    IsTruncated: to < all.length,
    ...(to < all.length && { Marker: String(to) }),
  };
}
