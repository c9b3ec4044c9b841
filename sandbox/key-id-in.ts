/** Whose key a secret's value holds; empty if it is not a value that a sweep stores. */
export function keyIdIn(SecretString: string): string {
  try {
    const { AccessKeyId } = Object(JSON.parse(SecretString)) as { AccessKeyId?: unknown };
    return typeof AccessKeyId === 'string' ? AccessKeyId : '';
  } catch {
    return '';
  }
}
