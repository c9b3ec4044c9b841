import { ServiceError } from './service-error.ts';

/**
 * Returns one page of a list in the way of IAM: at most MaxItems, 100 if not given, and never more than `most` (IAM API
 * Reference, ListUsers). Throws a ServiceError if Marker or MaxItems is wrong.
 */
export function pageByMarker<Item>(
  all: readonly Item[],
  { Marker = '0', MaxItems = '100' }: { Marker?: string | undefined; MaxItems?: string | undefined },
  most: number,
): { items: Item[]; IsTruncated: boolean; Marker?: string } {
  if (!/^\d+$/.test(Marker)) throw new ServiceError('ValidationError', 400, 'Invalid Marker');
  const asked = Number(MaxItems);
  if (!(asked >= 1 && asked <= 1000)) {
    throw new ServiceError('ValidationError', 400, `MaxItems must be 1 to 1000, not ${MaxItems}`);
  }
  const { items, NextToken } = pageByToken(all, Marker, Math.min(asked, most));
  return { items, IsTruncated: NextToken !== undefined, ...(NextToken && { Marker: NextToken }) };
}

/**
 * Returns one page of a list in the way of Secrets Manager: at most MaxResults, 100 if not given, and never more than `most`
 * (Secrets Manager API Reference, ListSecrets). Throws a ServiceError if NextToken or MaxResults is wrong.
 */
export function pageBySecretsManager<Item>(
  all: readonly Item[],
  { MaxResults = 100, NextToken = '0' }: { MaxResults?: number; NextToken?: string },
  most: number,
): { items: Item[]; NextToken?: string } {
  if (!(MaxResults >= 1 && MaxResults <= 100)) {
    throw new ServiceError(
      'InvalidParameterException',
      400,
      `MaxResults must be 1 to 100, not ${MaxResults}.`,
    );
  }
  if (!/^\d+$/.test(NextToken)) {
    throw new ServiceError('InvalidNextTokenException', 400, 'Invalid NextToken.');
  }
  return pageByToken(all, NextToken, Math.min(MaxResults, most));
}

/** Returns one page of a list in the way of the other services: `most` items from `token` on. */
export function pageByToken<Item>(
  all: readonly Item[],
  token = '0',
  most = 100,
): { items: Item[]; NextToken?: string } {
  const from = Number(token);
  const to = from + most;
  return { items: all.slice(from, to), ...(to < all.length && { NextToken: String(to) }) };
}
