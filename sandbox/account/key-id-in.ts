/** Whose key a secret's value holds, whatever its fields are called; empty if it is not a value that a sweep stores. */
export function keyIdIn(SecretString: string): string {
  try {
    const value = Object(JSON.parse(SecretString)) as Record<string, unknown>;
    const found = [value.AccessKeyId, ...Object.values(value)].find(isKeyId);
    return found ?? '';
  } catch {
    return '';
  }
}

function isKeyId(value: unknown): value is string {
  return typeof value === 'string' && /^A[A-Z]IA\w{4,124}$/.test(value);
}
