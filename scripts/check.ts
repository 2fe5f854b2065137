/**
 * `npm run check`: every step in turn, each with its time; what failed is listed at the end. `npm run check -- FOLDER...` formats, lints
 * and tests these alone. TRIBUTARY_CHECK_SKIP_TESTS=1 leaves out the tests where they have just run.
 */
import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allBreaches } from './arrows/arrows.ts';

const root = new URL('../', import.meta.url);
const cwd = fileURLToPath(root);
/** Every tool runs on the Node that runs this. */
const path = [dirname(process.execPath), `${cwd}node_modules/.bin`, process.env['PATH'] ?? ''].join(':');
const env = { ...process.env, PATH: path };

/** Where to look; none: everywhere. */
const folders = process.argv.slice(2);

interface Step {
  readonly name: string;
  readonly run: () => boolean;
}

const STEPS: readonly Step[] = [
  { name: 'format', run: command('prettier', '--check', ...(folders.length > 0 ? folders : ['.'])) },
  { name: 'lint', run: command('oxlint', '--type-aware', '--deny-warnings', ...folders) },
  { name: 'types', run: command('tsc', '-p', '.') },
  { name: 'arrows', run: arrows },
  { name: 'generated files', run: command('node', 'scripts/generate.ts', '--check') },
  { name: 'tests', run: command('npm', 'test', '--silent', '--', ...folders) },
];

const skipped = process.env['TRIBUTARY_CHECK_SKIP_TESTS'] === '1' ? ['tests'] : [];
const failed: string[] = [];
for (const { name, run } of STEPS.filter((step) => !skipped.includes(step.name))) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const passed = run();
  if (!passed) failed.push(name);
  console.log(
    `== ${name}: ${passed ? 'passed' : 'FAILED'}, ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );
}
for (const name of skipped) console.log(`\n== ${name}: left out, by TRIBUTARY_CHECK_SKIP_TESTS`);
console.log(failed.length === 0 ? '\nEvery step passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;

function command(name: string, ...args: string[]): () => boolean {
  return () => {
    const { status, error } = spawnSync(name, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
    if (error) console.error(String(error));
    return status === 0;
  };
}

function arrows(): boolean {
  const found = allBreaches(root);
  for (const breach of found) console.error(breach);
  return found.length === 0;
}
