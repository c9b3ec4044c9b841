import { defineConfig } from 'vitest/config';

/** The tests that mutants must not survive: no properties, which may find a mutant one day and miss it the next. */
export default defineConfig({ test: { include: ['test/lib/{model,decide,report,continue}/*.test.ts'], isolate: false } });
