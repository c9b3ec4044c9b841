#!/usr/bin/env node
// The `sweeper` command that `npm install --global .` installs. CommonJS, so that an old Node prints a clear message.
require('../scripts/check-node.cjs');

const { start } = require('./start/start.cjs');

// sweeper.ts prints its own errors.
void start('sweeper');
