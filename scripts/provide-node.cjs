// npm runs this after npm ci, on the machine's Node, and with Node 24 if there is a package of it for this machine.
// Up to version 10 npm links the command of that package only if the packages of all machines are installed.
const { existsSync, symlinkSync } = require('node:fs');
const { join } = require('node:path');

const bin = join(__dirname, '../node_modules/.bin');
const node24 = `../node-${process.platform}-${process.arch}/bin/node`;

if (!existsSync(join(bin, node24))) require('./check-node.cjs');
else if (!existsSync(join(bin, 'node'))) symlinkSync(node24, join(bin, 'node'));
