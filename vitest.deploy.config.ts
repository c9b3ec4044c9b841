import { defineConfig } from 'vitest/config';

/** One story, told in order: deploy, sweep, edit, deploy again, sweep, remove. */
export default defineConfig({
  test: {
    include: ['test/deploy/*.test.ts'],
    globalSetup: 'test/deploy/start-ministack.ts',
    testTimeout: 150_000,
    // Packages, uploads and waits for the stack; on a busy machine that takes its time.
    hookTimeout: 600_000,
  },
});
