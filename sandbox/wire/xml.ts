/** The namespace of each service's answers, as AWS's models have it. */
const namespaces: Record<string, string> = {
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
};

/** Returns an answer as XML: an element `root` in the namespace of the service. */
export function xmlOf(service: string, root: string, content: object): string {
  const namespace = namespaces[service];
  return `<${root}${namespace ? ` xmlns="${namespace}"` : ''}>${toXml(content)}</${root}>`;
}

/** Returns a value as XML in the way of AWS Query: lists as `member`, maps as `entry`, dates in whole seconds. */
function toXml(value: unknown): string {
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
