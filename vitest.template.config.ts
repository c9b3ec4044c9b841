import { defineConfig } from 'vitest/config';

/** What would be deployed, without deploying it. */
export default defineConfig({
  test: {
    include: ['test/template/*.test.ts'],
    // osls bundles every stage into the same folder.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
