/** The imports of a TypeScript module, also those of types alone. */
import { parseSync } from '@swc/core';

export interface Import {
  readonly specifier: string;
  /** True where nothing of it is left when the module runs. */
  readonly typesOnly: boolean;
}

export function importsOf(code: string): Import[] {
  const found: Import[] = [];
  walk(parseSync(code, { syntax: 'typescript', target: 'es2024' }), found);
  return found;
}

function walk(node: unknown, found: Import[]): void {
  if (Array.isArray(node)) {
    for (const child of node) walk(child, found);
  } else if (isNode(node)) {
    const one = importIn(node);
    if (one) found.push(one);
    for (const child of Object.values(node)) walk(child, found);
  }
}

interface Node {
  readonly type: string;
  readonly [part: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

function importIn(node: Node): Import | null {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return at(node['source'], node['typeOnly'] === true || eachIsType(node['specifiers']));
    case 'TsImportType':
      return at(node['argument'], true);
    case 'CallExpression': {
      const callee = node['callee'];
      if (!isNode(callee) || callee.type !== 'Import') return null;
      const [argument] = node['arguments'] as readonly { readonly expression: unknown }[];
      return at(argument?.expression, false);
    }
    default:
      return null;
  }
}

function at(source: unknown, typesOnly: boolean): Import | null {
  if (!isNode(source)) return null;
  return typeof source['value'] === 'string' ? { specifier: source['value'], typesOnly } : null;
}

function eachIsType(specifiers: unknown): boolean {
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every((specifier) => isNode(specifier) && specifier['isTypeOnly'] === true);
}
