/** docs/configuration.md from the schemas that check the configuration. */
import { type Shape, alternatives, shapeOf } from '#adapters/kit/config/shape.ts';
import {
  configurationSchema,
  gatewaySchema,
  memberSchema,
  precedenceSchema,
  sourceSchema,
} from '#adapters/kit/config/schema.ts';
import { identityOptions } from '#adapters/kit/identity/config.ts';
import type { AdapterModule } from '#adapters/kit/module.ts';
import { adapters } from '#adapters/registry.ts';
import { SAMPLE } from './configuration-sample.ts';

/** Sections that have a table of their own. */
const APART = new Set(['identity', 'options', 'sources', 'members', 'gateway']);

export function configurationPage(modules: Iterable<AdapterModule> = adapters.values()): string {
  return [
    '# Configuration',
    '',
    'Generated from the schemas that check it, by `npm run generate`.',
    '',
    'One file, `tributary.yaml`, says which systems there are. It is checked as a whole before anything starts: every fault is',
    'named at once, with its path, its line, the rule, the value and a remedy. Keys that nobody knows are refused.',
    '',
    '```yaml',
    SAMPLE.trim(),
    '```',
    '',
    'A secret is never in the file: `{ env: NAME }` takes it from the environment, `{ file: PATH }` from a file, without its last',
    'line break. Relative paths start at the folder of `tributary.yaml`. Only the process that opens a source needs its secrets:',
    'those of a source with an `endpoint` are not looked for by the gateway.',
    '',
    'The running gateway follows the file: who is added to `sources` or `members` joins, who is taken out leaves, who is changed is',
    'replaced, and nobody else is touched; `precedence` and the order of the file hold at once. A file with faults changes nothing, and',
    'the log names every fault. What stands under `gateway` takes effect at the next start. Write another file and rename it over this',
    'one, so that nobody reads half of it. A secret is read when its source is opened: to let a running gateway take a new one, take',
    'the source out of the file and put it back, or change anything of it.',
    '',
    '## Environment',
    '',
    '| variable | default | what it is |',
    '| --- | --- | --- |',
    '| `TRIBUTARY_CONFIG` | `tributary.yaml` | The configuration file. |',
    '| `TRIBUTARY_STATE` | `.tributary` | The folder in which sources keep what must outlive a restart, such as bindings. |',
    '| `HOST` | `127.0.0.1` | The address to listen on. |',
    '| `PORT` | `4000`; of an adapter subgraph `4101` | The port to listen on; 0: any that is free. |',
    '| `LOG_LEVEL` | `info`; of `npm start` `warn` | What is logged: `fatal` to `trace`, or `silent`. |',
    '| `REDIS_URL` | | The Redis through which gateways share the documents that clients send by their hash. |',
    '| `TRIBUTARY_COALESCE` | `true` | `false`: requests that ask the same at once are not made one. Also with `--supergraph`. |',
    '| `TRIBUTARY_GRAPH` | | Of an adapter subgraph: the URL of the gateway’s `/graphql`, by which it binds identities. Without it nothing is bound. |',
    '',
    ...section('## The file', shapeOf(configurationSchema)),
    ...section('## `gateway`', shapeOf(gatewaySchema)),
    ...section('## `sources`', shapeOf(sourceSchema)),
    ...section('### `identity`', shapeOf(identityOptions)),
    ...[...modules].flatMap(({ manifest, options }) =>
      section(`### \`options\` of \`adapter: ${manifest.type}\` (${manifest.title})`, shapeOf(options)),
    ),
    ...section('## `members`', shapeOf(memberSchema)),
    ...section('## `precedence`', shapeOf(precedenceSchema)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function section(title: string, shape: Shape): readonly string[] {
  const rows = keysOf(shape, shape, '');
  if (rows.length === 0) return [title, '', 'It has no keys.', ''];
  return [title, '', '| key | value | default | what it is |', '| --- | --- | --- | --- |', ...rows, ''];
}

/** A row per key, those of inner mappings below the one that holds them. */
function keysOf(root: Shape, shape: Shape, prefix: string): readonly string[] {
  const rows = alternatives(root, shape).flatMap((branch) =>
    Object.entries(branch.properties ?? {}).flatMap(([key, value]) => {
      const path = `${prefix}${key}`;
      const required = branch.required?.includes(key) ?? false;
      const row = `| \`${path}\` | ${cell(typeText(value))} | ${preset(value, required)} | ${cell(value.description ?? '')} |`;
      return prefix === '' && APART.has(key) ? [row] : [row, ...innerKeys(root, value, path)];
    }),
  );
  return [...new Set(rows)];
}

function innerKeys(root: Shape, value: Shape, path: string): readonly string[] {
  return alternatives(root, value).flatMap((branch) => {
    if (value.secret) return [];
    const values = typeof branch.additionalProperties === 'object' ? branch.additionalProperties : undefined;
    return [
      ...(branch.properties ? keysOf(root, { ...branch, anyOf: [], oneOf: [], allOf: [] }, `${path}.`) : []),
      ...(branch.items ? keysOf(root, branch.items, `${path}[].`) : []),
      ...(values ? keysOf(root, values, `${path}.<name>.`) : []),
    ];
  });
}

function typeText(shape: Shape): string {
  if (shape.secret) return 'secret';
  if (shape.enum) return shape.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (shape.const !== undefined) return `\`${String(shape.const)}\``;
  const choices = [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])];
  if (choices.length > 0) return [...new Set(choices.map((choice) => typeText(choice)))].join(' or ');
  if (shape.type === 'array') return shape.items ? `list: ${typeText(shape.items)}` : 'list';
  if (shape.type === 'object') {
    const values = shape.additionalProperties;
    return typeof values === 'object' ? `mapping: ${typeText(values)}` : 'mapping';
  }
  if (shape.type === 'integer' || shape.type === 'number') return numberText(shape);
  if (shape.type === 'boolean') return '`true`, `false`';
  if (shape.type === 'string') return shape.format === 'uri' ? 'URL' : 'text';
  return 'as described';
}

function numberText(shape: Shape): string {
  const kind = shape.type === 'integer' ? 'whole number' : 'number';
  const { minimum } = shape;
  const maximum = shape.maximum === Number.MAX_SAFE_INTEGER ? undefined : shape.maximum;
  if (minimum === undefined && maximum === undefined) return kind;
  if (maximum === undefined) return `${kind} from ${minimum}`;
  return minimum === undefined ? `${kind} up to ${maximum}` : `${kind}, ${minimum} to ${maximum}`;
}

function preset(shape: Shape, required: boolean): string {
  if (required) return '*must be given*';
  if (shape.default === undefined) return '';
  const text = typeof shape.default === 'string' ? shape.default : JSON.stringify(shape.default);
  return text === '[]' ? 'none' : text === '{}' ? '' : `\`${cell(text)}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
