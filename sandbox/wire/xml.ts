/** Returns a value as XML in the way of AWS Query: lists as `member`, maps as `entry`, dates in whole seconds. */
export function toXml(value: unknown): string {
  if (value instanceof Date) return `${value.toISOString().slice(0, 19)}Z`;
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (value instanceof Map) {
    return [...value]
      .map(([key, item]) => `<entry><key>${toXml(key)}</key><value>${toXml(item)}</value></entry>`)
      .join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([name, item]) => `<${name}>${toXml(item)}</${name}>`)
      .join('');
  }
  return String(value).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
