type Node = { [name: string]: Node | string };

/**
 * Returns the parameters of an AWS Query call as nested values: `Tags.member.1.Key=a` gives `{ Tags: [{ Key: 'a' }]
 * }`.
 */
export function parseForm(body: string): Record<string, unknown> {
  const root: Node = {};
  for (const [path, value] of new URLSearchParams(body)) {
    const names = path.split('.');
    const last = names.pop() ?? path;
    let at = root;
    for (const name of names) {
      const next = at[name];
      at = at[name] = typeof next === 'object' ? next : {};
    }
    at[last] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([name, node]) => [name, plain(node)]));
}

function plain(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const list = node.member ?? node.entry;
  if (typeof list === 'object') return Object.values(list).map(plain);
  return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, plain(inner)]));
}
