/** The options of a source whose adapter is `sql`. */
import { resolve } from 'node:path';
import * as z from 'zod';
import { configContext } from '../kit/config/context.ts';
import { secretOption } from '../kit/config/secret-option.ts';
import { type DialectName } from './dialects/dialect.ts';
import { dialectOfUrl } from './dialects/dialects.ts';
import { loadMapping } from './mapping-load.ts';
import type { Mapping } from './mapping.ts';

const fields = z.strictObject({
  url: secretOption
    .optional()
    .describe(
      'postgres://user:password@host:port/database, or mysql:// or mariadb://. A secret, since it holds a password.',
    ),
  file: z.string().min(1).optional().describe('Instead of url: the file of a SQLite database.'),
  schema: z
    .string()
    .min(1)
    .optional()
    .describe('PostgreSQL: the schema in which the tables of the mapping are looked for.'),
  mapping: z.string().min(1).describe('The mapping file, relative to the configuration.'),
  maxConnections: z.int().min(1).max(50).default(4).describe('Connections at once; further statements wait.'),
  statementTimeoutMs: z
    .int()
    .min(100)
    .max(600_000)
    .optional()
    .describe('How long a statement may run; by default the source’s timeoutMs.'),
  refreshMs: z
    .int()
    .min(1000)
    .default(300_000)
    .describe('How often the things of other sources that the database names are read again.'),
});

export interface SqlOptions extends Omit<z.output<typeof fields>, 'mapping'> {
  /** Null in a process that does not open the source. */
  readonly dialect: DialectName | null;
  readonly mapping: Mapping | null;
}

export const options: z.ZodType<SqlOptions> = fields.transform((given, ctx): SqlOptions => {
  const fault = (path: PropertyKey[], message: string, shown: string | null, remedy: string): void =>
    ctx.addIssue({ code: 'custom', path, message, params: { shown, remedy } });
  if ((given.url === undefined) === (given.file === undefined)) {
    const shown = given.url === undefined ? 'none of them' : 'both';
    fault(['url'], 'must be given, or else file, and never both', shown, 'Name one database.');
    return z.NEVER;
  }
  if (!configContext().opened) return { ...given, dialect: null, mapping: null };
  const dialect = given.url ? dialectOfUrl(given.url.reveal()) : 'sqlite';
  if (!dialect) {
    fault(['url'], 'must begin with postgres://, mysql:// or mariadb://', '(not shown)', '');
    return z.NEVER;
  }
  const { configDir } = configContext();
  const path = resolve(configDir, given.mapping);
  const loaded = loadMapping(path, dialect);
  for (const { path: at, rule, got, remedy, line } of loaded.faults ?? []) {
    const place = line === undefined ? given.mapping : `${given.mapping}, line ${line}`;
    fault(['mapping', ...at], rule, got ?? null, `${remedy} See ${place}.`.trim());
  }
  if (!loaded.mapping) return z.NEVER;
  const file = given.file && resolve(configDir, given.file);
  return { ...given, ...(file !== undefined && { file }), dialect, mapping: loaded.mapping };
});
