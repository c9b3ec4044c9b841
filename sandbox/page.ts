import { ServiceError } from './service-error.ts';

/** One page of a list as IAM gives it; never more than `most`, whatever was asked for. */
export function page<Item>(
  all: readonly Item[],
  { Marker, MaxItems }: { Marker?: unknown; MaxItems?: unknown },
  most: number,
): { items: Item[]; IsTruncated: boolean; Marker?: string } {
  const from = typeof Marker === 'string' ? Number(Marker) : 0;
  const size = Math.min(Number(MaxItems ?? 100), most, 1000);
  if (!Number.isInteger(from) || !(size >= 1))
    throw new ServiceError('ValidationError', 400, 'Invalid Marker or MaxItems');
  const to = from + size;
  return {
    items: all.slice(from, to),
    IsTruncated: to < all.length,
    ...(to < all.length && { Marker: String(to) }),
  };
}
