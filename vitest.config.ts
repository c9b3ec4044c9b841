import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // They need Python: npm run test:moto, test:template, test:deploy.
    exclude: ['test/moto/**', 'test/template/**', 'test/deploy/**'],
    testTimeout: 60_000,
    // No test leaves anything behind in a module, and loading the SDK anew for each file takes long.
    isolate: false,
    // Both cores: vitest leaves one to itself, which waits.
    maxWorkers: '100%',
  },
});
