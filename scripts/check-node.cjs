// Runs on any Node, so that an old one gets a plain sentence instead of a syntax error.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `access-key-sweeper needs Node 24; this is ${process.versions.node}. On Linux (x64, arm64) npm ci brings it along; elsewhere install Node 24.`,
  );
  process.exit(1);
}
