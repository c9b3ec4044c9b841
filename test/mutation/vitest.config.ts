import { defineConfig } from 'vitest/config';

/**
 * The tests that mutants must not survive: tables only, because a property may find a mutant one day and miss
 * it the next.
 */
export default defineConfig({
  test: {
    include: [
      'test/lib/decide/rules.test.ts',
      'test/lib/decide/rules-order.test.ts',
      'test/lib/{decide,model,report}/{due,exempt,gives-way,in-flight,ledger,limit,marks,profiles,remaining}.test.ts',
    ],
    isolate: false,
  },
});
