// Runs on any Node, so that an old one gets a plain sentence instead of a syntax error. From 22.18 on, Node runs
// TypeScript; `engines` in package.json asks for the versions that every dependency supports.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `access-key-sweeper needs Node 22.18 or newer; this is ${process.versions.node}. On Linux (x64, arm64) npm ci installs Node 24 for it; elsewhere install Node 24.`,
  );
  process.exit(1);
}
