import { defineConfig } from 'vitest/config';

/** What is asked of the sandbox and of moto, one question at a time: they share one moto. */
export default defineConfig({
  test: {
    include: ['test/moto/*.test.ts'],
    globalSetup: 'test/moto/start-moto.ts',
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
