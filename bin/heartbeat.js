#!/usr/bin/env node
const { node } = process.versions;
const [major, minor] = node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `error: Node.js ${node} is too old for heartbeat. [node_too_old]\nInstall Node.js 20.19 or newer.\n`,
  );
  process.exit(2);
}
const { main } = await import("../dist/cli/main.js");
await main(process);
