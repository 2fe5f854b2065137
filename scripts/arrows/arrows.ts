/** Which room may import which, and what breaks it. */
import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importsOf } from './imports.ts';

const ANY = ['schema', 'adapters', 'subgraphs', 'gateway', 'conformance', 'lab', 'bench', 'scripts'];

/** The arrows: a room and the rooms it may import. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  adapters: ['schema'],
  subgraphs: ['schema', 'adapters'],
  gateway: ['schema'],
  conformance: ['schema'],
  lab: ['schema'],
  bench: ANY,
  scripts: ANY,
};

/** Where everything is put together: these start members in their own process. */
const STARTERS: Readonly<Record<string, readonly string[]>> = {
  'gateway/main.ts': ['schema', 'adapters'],
  'gateway/start-configured.ts': ['schema', 'adapters', 'subgraphs'],
  'gateway/parties.ts': ['schema', 'adapters', 'subgraphs'],
  'lab/estate/main.ts': ['schema', 'adapters', 'subgraphs', 'gateway'],
  'lab/real/testing/graph.ts': ['schema', 'adapters', 'gateway'],
  'lab/checks/stand.ts': ['schema', 'adapters', 'subgraphs', 'gateway'],
};

/** The breaches in one module; `path` is relative to the project's folder. */
export function breaches(path: string, code: string): string[] {
  const from = roomOf(path);
  const isTest = path.endsWith('.test.ts') || path.startsWith('conformance/testing/');
  const allowed = STARTERS[path] ?? [...(ROOMS[from] ?? []), ...(isTest ? testRooms(from) : [])];
  return importsOf(code).flatMap(({ specifier, typesOnly }) => {
    const target = targetOf(path, specifier);
    if (target === null) return [];
    const to = roomOf(target);
    if (to === from) return betweenAdapters(path, target);
    if (!specifier.startsWith('#')) {
      return [`${path} must import another room as #${to}/..., but got: ${specifier}.`];
    }
    if (!allowed.includes(to)) {
      const rooms = allowed.length === 0 ? 'no other room' : `${allowed.join(', ')} only`;
      return [`${path} must import ${rooms}, but got: ${specifier}.`];
    }
    if (from === 'lab' && !STARTERS[path] && !isTest && !typesOnly) {
      return [`${path} must import types only from another room, but got: ${specifier}.`];
    }
    return [];
  });
}

/** An adapter stands on the kit alone: it can be taken out without anybody noticing. */
function betweenAdapters(path: string, target: string): string[] {
  const [room, from] = path.split('/');
  const [, to] = target.split('/');
  const inFolder = room === 'adapters' && path.split('/').length > 2;
  if (!inFolder || to === from || to === 'kit') return [];
  return [`${path} must import the kit and its own folder only, but got: ${target}.`];
}

/** Tests may look at the lab's systems; the lab's own tests look at everything together, and the conformance suite's at our hosts. */
function testRooms(room: string): readonly string[] {
  if (room === 'conformance') return ['adapters', 'subgraphs', 'lab'];
  return room === 'lab' ? ANY : ['lab'];
}

export function allBreaches(root: URL): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter(
      (path) =>
        path.endsWith('.ts') && ANY.includes(roomOf(path)) && !/(^|\/)(node_modules|run)\//.test(path),
    );
  return files
    .toSorted()
    .flatMap((path) => breaches(path, readFileSync(fileURLToPath(new URL(path, root)), 'utf8')));
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** The module's path in the project; null for packages and Node's own modules. */
function targetOf(path: string, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
}
