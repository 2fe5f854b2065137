/** Loaded before everything else: an old Node would only say that it does not know `.ts` files. */
const REQUIRED = 24;

/** What to do about this version of Node; null where it will do. */
export function remedy(version) {
  if (Number.parseInt(version, 10) >= REQUIRED) return null;
  return `Node must be version ${REQUIRED} or later, but got: ${version}.
On Linux (glibc, x64 or arm64) \`npm ci\` brings the right one along: do not leave out optional dependencies, and start with \`npm start\`.
Elsewhere install Node ${REQUIRED} and try again.`;
}

const wrong = remedy(process.versions.node);
if (wrong !== null) {
  process.stderr.write(`${wrong}\n`);
  process.exit(1);
}
