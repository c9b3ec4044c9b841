import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Suites of their own. They need Python: npm run test:moto, test:template, test:deploy; or long: test:sweeper.
    exclude: ['test/moto/**', 'test/template/**', 'test/deploy/**', 'test/sweeper/**'],
    testTimeout: 60_000,
    // No test leaves anything behind in a module, and loading the SDK anew for each file takes long.
    isolate: false,
    // More than cores, because some tests wait: for processes, and for the SDK's own pauses.
    maxWorkers: '150%',
    // Short-lived objects are most of what a call through the SDK makes.
    execArgv: ['--max-semi-space-size=64'],
  },
});
