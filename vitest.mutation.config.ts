import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants must not survive: tables only, because a property may find a mutant one day and miss
 * it the next.
 */
export default defineConfig({
  test: {
    include: [
      'test/rules.test.ts',
      'test/rules-order.test.ts',
      'test/unit/{due,exempt,gives-way,in-flight,ledger,limit,marks,profiles,remaining}.test.ts',
    ],
    isolate: false,
  },
});
