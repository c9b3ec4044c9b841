import { defineConfig } from 'vitest/config';

/** The tests whose exchanges with the sandbox are judged. */
export default defineConfig({
  test: {
    include: ['test/{sandbox,whole,cli}/**/*.test.ts', 'test/laws/guarantees-*.test.ts'],
    exclude: ['test/whole/commands/**', 'test/whole/{backlog,bundle,gentle}.test.ts'],
    env: { RUNS: '6' },
    setupFiles: 'test/outside/models/record.ts',
    maxWorkers: '150%',
    isolate: false,
    testTimeout: 600_000,
    execArgv: ['--max-semi-space-size=64'],
  },
});
