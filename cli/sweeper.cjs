#!/usr/bin/env node
// The command that `npm install --global .` links to this clone, whose configuration and settings it goes by.
require('../scripts/check-node.cjs');
void import('./sweeper.ts');
