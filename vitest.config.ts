import { defineConfig } from 'vitest/config';

/** No test leaves anything behind in a module, and loading the SDK anew for each file takes long. */
const shared = {
  // Only a test that hangs takes so long, also on a busy machine.
  testTimeout: 600_000,
  isolate: false,
  // Short-lived objects are most of what a call through the SDK makes.
  execArgv: ['--max-semi-space-size=64'],
};

/** Makes the Python environment for moto, botocore and ministack before the first test. */
const python = 'test/outside/python.ts';

export default defineConfig({
  test: {
    // More than cores, because some tests wait: for processes, and for the SDK's own pauses.
    maxWorkers: '150%',
    projects: [
      {
        test: {
          ...shared,
          name: 'house',
          include: ['test/{bench,lib,config,cli,sandbox,docs,laws}/**/*.test.ts', 'test/whole/*.test.ts'],
        },
      },
      {
        test: {
          ...shared,
          name: 'laws',
          include: ['test/laws/**/*.test.ts'],
          // The sizes are in test/laws/runs.ts.
          env: { LAWS: 'all' },
        },
      },
      {
        test: {
          ...shared,
          name: 'soak',
          include: ['test/laws/**/*.test.ts'],
          env: { LAWS: 'long' },
        },
      },
      {
        test: {
          ...shared,
          name: 'commands',
          include: ['test/whole/commands/*.test.ts'],
          // These wait for processes, never for a time: only a test that hangs takes so long, however busy the machine.
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'moto',
          include: ['test/outside/moto/*.test.ts'],
          globalSetup: [python, 'test/outside/moto/start-moto.ts'],
          // All of them share one moto.
          fileParallelism: false,
          // A test that breaks off goes on in moto, and spoils the next one.
          testTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'models',
          include: ['test/outside/models/*.test.ts'],
          globalSetup: python,
          // It runs other tests, on all processors.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'clients',
          include: ['test/outside/clients/**/*.test.ts'],
          globalSetup: python,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'template',
          include: ['test/outside/template/*.test.ts'],
          globalSetup: 'test/outside/template/python.ts',
          // osls bundles every stage into the same folder.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'deploy',
          include: ['test/outside/deploy/*.test.ts'],
          globalSetup: [python, 'test/outside/deploy/start-ministack.ts'],
          // So that it runs beside nothing else: it waits for what ministack does by the clock.
          fileParallelism: false,
          testTimeout: 150_000,
          // Packages, uploads and waits for the stack; on a busy machine that takes its time.
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
