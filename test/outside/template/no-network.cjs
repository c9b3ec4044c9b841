// Required by a process under test: it ends, and says why, as soon as it tries to reach anything.
require('node:net').Socket.prototype.connect = () => {
  process.stderr.write('It tried to reach the network.\n');
  process.exit(86);
};
