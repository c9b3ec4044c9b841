/** A field that AWS always sends although the SDK types it as optional; throws if it is missing. */
export function required<Value>(value: Value | undefined, operation: string, field: string): Value {
  if (value === undefined) throw new Error(`${operation} answered without ${field}`);
  return value;
}
