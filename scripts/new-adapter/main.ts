/** `npm run new:adapter -- NAME`: an adapter that is complete, over an invented fault manager, to be replaced file by file. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { writeAdapter } from './write-adapter.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [name, ...more] = process.argv.slice(2);

async function main(): Promise<void> {
  if (name === undefined || more.length > 0)
    throw new Error(
      `One name must be given: npm run new:adapter -- acme-view, but got: ${process.argv.length - 2}.`,
    );
  for (const path of await writeAdapter(root, name)) console.log(`wrote: ${path}`);
  // A process of its own: it imports the registry, which has just changed.
  const { status } = spawnSync(process.execPath, ['scripts/generate.ts'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('The generated files must be written too: npm run generate.');
  console.log(`
adapters/${name} is complete, over a fault manager that is invented. It is green:

    npm run check -- adapters/${name}

adapters/${name}/README.md says what to replace, docs/guides/write-an-adapter.md how.`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
