/**
 * The invented Acme View as a process, to look at the adapter from outside: writes a configuration that points at it to the path that
 * it is given, and serves until it is told to stop.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { startAcmeViewServer } from './acme-view-server.ts';

const TOKEN = 'lab';

const path = process.argv[2];
if (path === undefined) throw new Error('The path of the configuration to write must be given.');
const server = await startAcmeViewServer(TOKEN);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(
  path,
  `version: 1
sources:
  - name: acme-view-lab
    adapter: acme-view
    options: { url: '${server.url}', token: { env: ACME_VIEW_TOKEN }, pollSeconds: 1 }
`,
);
console.log(`Acme View answers at ${server.url}; ${path} points at it, with ACME_VIEW_TOKEN=${TOKEN}`);
process.on('SIGTERM', () => process.exit(0));
