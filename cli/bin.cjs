#!/usr/bin/env node
// The command that `npm install --global .` puts on the path: on any Node, so that an old one gets a plain sentence.
require('../scripts/check-node.cjs');

// It prints what goes wrong by itself.
void import('./sweeper.ts');
