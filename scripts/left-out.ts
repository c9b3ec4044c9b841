import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/**
 * What the SDK loads on demand, where no sweep in Lambda demands it. In its place stands an error that says why;
 * `docs/adr/0009-what-the-bundle-leaves-out.md` has the figures.
 */
const onDemand = [
  {
    modules: /^(@aws-sdk|@smithy)\/credential-provider-(http|imds|ini|process|sso|web-identity)$/,
    because: 'credentials come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which Lambda sets',
  },
  { modules: /^@smithy\/core\/event-streams$/, because: 'no call of a sweep streams events' },
];

/** What zod needs only to write JSON schemas, as `npm run schema` does on a developer's machine. */
const jsonSchemaOfZod = /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/;

/** The SDK's clients import these whole for the version in their user agent. */
const manifestsOfSdk = /\/@aws-sdk\/[^/]+\/package\.json$/;

/** Leaves out of the bundle what no sweep can reach, and fails if a dependency has come to need it at once. */
export const leftOut: Plugin = {
  name: 'left-out',
  setup({ onLoad, onResolve }) {
    for (const { modules, because } of onDemand) {
      onResolve({ filter: modules }, ({ path, kind }) => {
        if (kind === 'dynamic-import') return { path, namespace: 'left-out', pluginData: because };
        return { errors: [{ text: `${path} is needed at start-up now: take it off scripts/left-out.ts` }] };
      });
    }
    onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path, pluginData }) => ({
      contents: `throw new Error(${JSON.stringify(`${path} is not in the bundle: ${pluginData}.`)});`,
    }));
    onLoad({ filter: jsonSchemaOfZod }, ({ path }) => ({
      contents: refusals(readFileSync(path, 'utf8'), 'zod cannot write JSON schemas in the bundle.'),
    }));
    onLoad({ filter: manifestsOfSdk }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
      return { loader: 'json', contents: JSON.stringify({ version }) };
    });
  },
};

/** A module that exports the same names, each a function that throws. */
function refusals(source: string, message: string): string {
  const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  return [
    `const refuse = () => { throw new Error(${JSON.stringify(message)}); };`,
    ...names.map((name) => `export const ${name} = refuse;`),
  ].join('\n');
}
