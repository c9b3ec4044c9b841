#!/usr/bin/env node
// The `sweeper` command that `npm install --global .` installs. CommonJS, so that an old Node prints a clear message.
require('../scripts/check-node.cjs');

// sweeper.ts prints its own errors.
void import('./sweeper.ts');
