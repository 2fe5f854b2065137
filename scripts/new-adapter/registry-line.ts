/** The one line outside its folder that an adapter needs. */
import type { Names } from './names.ts';

const IMPORT = /^import \{ \w+ \} from '\.\/(?<folder>[\w-]+)\/module\.ts';$/gm;
const LIST = /(?<=const modules: readonly AdapterModule\[\] = \[)[^\]]*(?=\];)/;

/** registry.ts with one adapter more, in the order of names. @throws Error where it is not as we know it. */
export function withRegistryLine(registry: string, { type, variable }: Names): string {
  const list = LIST.exec(registry)?.[0];
  const imports = [...registry.matchAll(IMPORT)];
  const last = imports.at(-1);
  if (list === undefined || !last)
    throw new Error(
      'adapters/registry.ts must import modules and list them, but is not as it was: add the line yourself.',
    );
  const variables = [...list.split(',').map((name) => name.trim()), variable].filter(Boolean).toSorted();
  const line = `import { ${variable} } from './${type}/module.ts';`;
  const next = imports.find(({ groups }) => (groups?.['folder'] ?? '') > type);
  const at = next ? next.index : last.index + last[0].length + 1;
  const withImport = `${registry.slice(0, at)}${line}\n${registry.slice(at)}`;
  return withImport.replace(LIST, variables.join(', '));
}
