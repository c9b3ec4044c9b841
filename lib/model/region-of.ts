/** Returns the Region that an ARN names; empty if it is not an ARN or names none. */
export function regionOf(arn = ''): string {
  const [, , , region = ''] = arn.split(':');
  return region;
}
