import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // It needs Python: npm run test:moto.
    exclude: ['test/moto/**'],
    testTimeout: 60_000,
    // No test leaves anything behind in a module, and loading the SDK anew for each file takes long.
    isolate: false,
    // Both cores: vitest leaves one to itself, which waits.
    maxWorkers: '100%',
  },
});
