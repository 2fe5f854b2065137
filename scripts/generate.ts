/**
 * Writes everything that is generated from something else. `npm run check` runs it and fails where a committed file changes.
 * With --check nothing is written: it prints the stale files and exits 1.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { adaptersPage, readManifests } from './generate/adapters-page.ts';
import { configurationPage } from './generate/configuration-page.ts';
import { contractTypes } from './generate/contract-types.ts';
import { errorsPage } from './generate/errors-page.ts';
import type { Results } from '#bench/report/figures.ts';
import { performancePage } from '#bench/report/page.ts';
import { scalePage } from '#bench/report/scale-page.ts';
import type { ScaleResults } from '#bench/scale/results.ts';
import { composeContracts } from '#schema/compose/compose.ts';
import { DOMAINS } from '#schema/domains.ts';

const root = new URL('..', import.meta.url);
const checkOnly = process.argv.includes('--check');

const files: Record<string, string> = {
  'schema/supergraph.graphql': composeContracts(),
  'docs/errors.md': await page(errorsPage()),
  'docs/configuration.md': await page(configurationPage()),
  'docs/performance.md': await page(performancePage(kept('bench/results.json') as Results | null)),
  'docs/scale.md': await page(scalePage(kept('bench/scale.json') as ScaleResults | null)),
  'docs/adapters.md': await page(adaptersPage(readManifests(new URL('adapters/', root)))),
};
for (const domain of DOMAINS) files[`schema/types/${domain}.ts`] = await contractTypes(domain);

const stale = Object.entries(files).filter(([path, text]) => read(path) !== text);
for (const [path, text] of stale) {
  if (!checkOnly) writeFileSync(new URL(path, root), text);
  console.log(`${checkOnly ? 'stale' : 'wrote'}: ${path}`);
}
if (checkOnly && stale.length > 0) {
  console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = 1;
}

function read(path: string): string | null {
  try {
    return readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
  } catch {
    return null;
  }
}

/** The figures of a run, as they were written. */
function kept(path: string): unknown {
  const text = read(path);
  return text === null ? null : JSON.parse(text);
}

/** Markdown as the formatter wants it, so that it has nothing to say. */
async function page(markdown: string): Promise<string> {
  const style = await resolveConfig(fileURLToPath(import.meta.url));
  return format(markdown, { ...style, parser: 'markdown' });
}
