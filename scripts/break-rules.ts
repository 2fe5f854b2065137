/**
 * `npm run proof:break`: breaks each rule of mediation in a copy of the tree and shows which law notices, with its seed. A break
 * that no law notices ends it with 1. `--only TEXT` tries those whose file or description has the text, `--every N` each
 * n-th; `--cases N` says how hard.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './rules/mutants.ts';

const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    every: { type: 'string', default: '1' },
    cases: { type: 'string', default: '12000' },
    seed: { type: 'string', default: '1' },
    jobs: { type: 'string', default: '2' },
  },
});
const root = fileURLToPath(new URL('../', import.meta.url));
const COPIED = ['package.json', 'gateway', 'schema', 'scripts/prove.ts'];
const MAX_MS = 180_000;
const FEW = 500;

const wanted = MUTANTS.filter(
  ({ what, file }) => !given.only || `${file} ${what}`.includes(given.only),
).filter((_, i) => i % Number(given.every) === 0);
const left = wanted.toReversed();
const survivors: Mutant[] = [];
const started = performance.now();
await Promise.all(Array.from({ length: Number(given.jobs) }, work));
console.log(
  `${wanted.length - survivors.length} of ${wanted.length} breaks were noticed, ${((performance.now() - started) / 1000).toFixed(0)} s.`,
);
for (const { file, what } of survivors) console.log(`Survived: ${file}: ${what}`);
process.exitCode = survivors.length > 0 ? 1 : 0;

/** One tree, one break at a time. */
async function work(): Promise<void> {
  const tree = mkdtempSync(join(tmpdir(), 'tributary-break-'));
  try {
    for (const path of COPIED) cpSync(join(root, path), join(tree, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    for (let mutant = left.pop(); mutant; mutant = left.pop()) await tryOne(tree, mutant);
  } finally {
    rmSync(tree, { recursive: true });
  }
}

async function tryOne(tree: string, mutant: Mutant): Promise<void> {
  const { file, what, find, instead } = mutant;
  const path = join(tree, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(find).length !== 2)
    throw new TypeError(`A break must name what stands in ${file} once, but got: ${JSON.stringify(find)}.`);
  writeFileSync(
    path,
    source.replace(find, () => instead),
  );
  const begun = performance.now();
  // Most breaks are noticed at once.
  let { status, output } = await prove(tree, String(FEW));
  if (status === 0) ({ status, output } = await prove(tree, given.cases));
  writeFileSync(path, source);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  const replay =
    /Replay: npm run proof -- (.*)/.exec(output)?.[1] ?? (status === null ? 'no end' : undefined);
  // A copy that does not even start has proven nothing.
  if (replay === undefined) survivors.push(mutant);
  const told = replay ?? (status === 0 ? 'by nobody' : output.trim().slice(-500));
  console.log(`${replay === undefined ? 'SURVIVED' : 'noticed '} ${file}: ${what} (${seconds} s): ${told}`);
}

function prove(tree: string, cases: string): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const args = ['--disable-warning=ExperimentalWarning', 'scripts/prove.ts', '--quiet'];
    const child = spawn(process.execPath, [...args, '--cases', cases, '--seed', given.seed], {
      cwd: tree,
      timeout: MAX_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('close', (status) => resolve({ status, output }));
  });
}
