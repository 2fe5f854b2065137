/** Writes an adapter's folder after the template, and its line in the registry. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, getFileInfo, resolveConfig } from 'prettier';
import { checkName, namesOf, renamed } from './names.ts';
import { withRegistryLine } from './registry-line.ts';

const TEMPLATE_FOLDER = fileURLToPath(new URL('template/', import.meta.url));

/** The paths that were written, relative to `root`. @throws Error, whose message states the rule that is broken; then nothing is. */
export async function writeAdapter(root: string, name: string): Promise<string[]> {
  checkName(name, readdirSync(join(root, 'adapters')));
  const names = namesOf(name);
  const registry = 'adapters/registry.ts';
  const files = new Map([[registry, withRegistryLine(readFileSync(join(root, registry), 'utf8'), names)]]);
  for (const entry of readdirSync(TEMPLATE_FOLDER, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = renamed(source.slice(TEMPLATE_FOLDER.length), names);
    files.set(join('adapters', name, path), renamed(readFileSync(source, 'utf8'), names));
  }
  const written = await Promise.all(
    [...files].map(async ([path, text]) => ({ path: join(root, path), text: await formatted(path, text) })),
  );
  for (const { path, text } of written) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return [...files.keys()];
}

/** A longer name breaks lines elsewhere: the formatter is to have nothing to say. */
async function formatted(path: string, text: string): Promise<string> {
  const { inferredParser } = await getFileInfo(path);
  if (inferredParser === null || path.includes('/fixtures/')) return text;
  const style = await resolveConfig(fileURLToPath(import.meta.url));
  return format(text, { ...style, filepath: path });
}
