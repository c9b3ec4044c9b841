import { defineConfig } from 'vitest/config';

/** Every command of the sweeper as a process of its own: by far the slowest way to start anything. */
export default defineConfig({
  test: {
    include: ['test/sweeper/*.test.ts'],
    testTimeout: 120_000,
    isolate: false,
    maxWorkers: '150%',
  },
});
