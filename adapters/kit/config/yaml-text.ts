/** The text of a configuration: its values, its syntax errors, and on which line a path stands. */
import {
  type Document,
  LineCounter,
  type YAMLError,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  visit,
} from 'yaml';
import type { Fault } from './fault.ts';
import type { Path } from './shape.ts';

export interface YamlText {
  readonly value: unknown;
  /** Where the file is no YAML, or says a thing twice. */
  readonly faults: readonly Fault[];
  /** False where the values cannot be relied on. */
  readonly readable: boolean;
  /** The line of a path, or of the nearest part of it that is there. */
  line(path: Path): number | undefined;
}

/**
 * Our own words for the parser's errors: its own quote the text, which may hold what should have been a secret. What is not in the
 * table is a character out of place.
 */
const RULES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_ALIAS: 'an alias (*name) must have an anchor (&name) before it',
  BAD_DQ_ESCAPE: 'a text in double quotes must not have an unknown \\ escape',
  BAD_INDENT: 'the lines of a mapping or list must be indented alike',
  MISSING_CHAR: 'a bracket, quote, colon, comma or blank must not be missing',
  MULTILINE_IMPLICIT_KEY: 'a key must stand on one line and end with a colon',
  BLOCK_AS_IMPLICIT_KEY: 'a value must not begin another mapping on its line',
  MULTIPLE_DOCS: 'the file must hold one document only',
  RESOURCE_EXHAUSTION: 'the file must not nest so deeply',
  TAB_AS_INDENT: 'lines must be indented with blanks, not tabs',
  TAG_RESOLVE_FAILED: 'a value must not have an unknown tag (!name)',
};

export function readYaml(text: string): YamlText {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: false });
  const faults = [
    ...[...document.errors, ...document.warnings].map((error) =>
      syntaxFault(error.code, error.pos[0], counter),
    ),
    ...danglingAliases(document, counter),
  ];
  const read = faults.length === 0 ? values(document) : { value: undefined, faults: [] };
  return {
    value: read.value,
    faults: [...faults, ...read.faults, ...(faults.length === 0 ? duplicates(document, counter) : [])],
    readable: faults.length + read.faults.length === 0,
    line: (path) => lineOf(document, counter, path),
  };
}

function values(document: Document): { value: unknown; faults: readonly Fault[] } {
  try {
    return { value: document.toJS() as unknown, faults: [] };
  } catch {
    // Aliases that multiply: a few lines could stand for gigabytes.
    return {
      value: undefined,
      faults: [{ path: [], rule: 'must not use its aliases so often', remedy: 'Write the values out.' }],
    };
  }
}

function syntaxFault(code: YAMLError['code'], position: number, counter: LineCounter): Fault {
  const { line, col } = counter.linePos(position);
  const rule = RULES[code] ?? 'a character must not stand where YAML has another meaning for it';
  return { path: [], line, rule: `${rule}; see column ${col}`, remedy: 'Correct the YAML there.' };
}

function danglingAliases(document: Document, counter: LineCounter): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) faults.push(syntaxFault('BAD_ALIAS', alias.range?.[0] ?? 0, counter));
    },
  });
  return faults;
}

function duplicates(document: Document, counter: LineCounter): readonly Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          const line = key.range ? { line: counter.linePos(key.range[0]).line } : {};
          const path = [...pathOf([...ancestors, map]), name];
          faults.push({ path, ...line, rule: 'must stand once', remedy: 'Remove one of the two.' });
        }
        seen.add(name);
      }
    },
  });
  return faults;
}

/** The path of the last of a chain of nodes. */
function pathOf(chain: readonly unknown[]): Path {
  return chain.flatMap((node, i): PropertyKey[] => {
    const next: unknown = chain[i + 1];
    if (isPairLike(node)) return isScalar(node.key) ? [String(node.key.value)] : ['?'];
    if (!isNode(node) || isMap(node) || !('items' in node)) return [];
    const index = (node.items as readonly unknown[]).indexOf(next);
    return index < 0 ? [] : [index];
  });
}

function isPairLike(node: unknown): node is { key: unknown } {
  return typeof node === 'object' && node !== null && 'key' in node && !isNode(node);
}

function lineOf(document: Document, counter: LineCounter, path: Path): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return undefined;
}
