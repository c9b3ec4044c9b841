import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leftOut } from '../../scripts/left-out.ts';

/** Bundles `contents` in memory, as if it stood at the root of the repository. */
function bundled(contents: string) {
  return build({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins: [leftOut],
    logLevel: 'silent',
  });
}

describe('what the bundle leaves out', () => {
  it.each([
    '@aws-sdk/credential-provider-http',
    '@aws-sdk/credential-provider-ini',
    '@aws-sdk/credential-provider-process',
    '@aws-sdk/credential-provider-sso',
    '@aws-sdk/credential-provider-web-identity',
    '@smithy/credential-provider-imds',
    '@smithy/core/event-streams',
  ])('given that %s is needed at start-up, the bundle is refused', async (module) => {
    await expect(bundled(`import * as needed from '${module}'; console.log(needed);`)).rejects.toThrow(
      `${module} is needed at start-up now`,
    );
    await expect(bundled(`console.log(() => import('${module}'));`)).resolves.toBeDefined();
  });
});
