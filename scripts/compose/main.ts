/** Checks docker-compose.yml against the schema of compose files: `scripts/node.sh scripts/compose/main.ts`. */
import { readFileSync } from 'node:fs';
import { composeFaults, readCompose } from './compose-file.ts';

const faults = composeFaults(
  readCompose(readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8')),
);
for (const fault of faults) console.error(`docker-compose.yml${fault}`);
console.log(faults.length === 0 ? 'docker-compose.yml fits the compose schema.' : `${faults.length} faults.`);
process.exitCode = faults.length === 0 ? 0 : 1;
