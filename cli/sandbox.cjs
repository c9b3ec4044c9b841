// CommonJS, so that an old Node prints a clear message.
require('../scripts/check-node.cjs');

const { start } = require('./start/start.cjs');

// sandbox.ts prints its own errors.
void start('sandbox');
