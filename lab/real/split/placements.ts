/** The inventory of lab/real/tributary.yaml in three databases of two products, a third of the rows in each. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Change, Sources } from '../testing/configuration.ts';
import { type Mapping, divideMapping } from './divide-mapping.ts';
import { someCircuits } from './some-circuits.ts';
import { THIRDS } from './thirds.ts';

export interface Placements {
  /** All in one, in PostgreSQL. */
  readonly whole: Change;
  /** The three in the place of the one. */
  readonly divided: Change;
  /** Takes their mappings away again. */
  remove(): void;
}

export function placements(): Placements {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-thirds-'));
  function write(name: string, mapping: Mapping): string {
    const path = join(folder, `${name}.yaml`);
    writeFileSync(path, stringify(mapping, { aliasDuplicateObjects: false }));
    return path;
  }
  const shippedOf = ({ legacy }: Sources): Mapping =>
    someCircuits(parse(readFileSync(String(legacy.options['mapping']), 'utf8')) as Mapping);
  function whole(sources: Sources): void {
    const { options } = sources.legacy;
    options['mapping'] = write('whole', shippedOf(sources));
    options['maxConnections'] = 1;
  }
  function divided(sources: Sources): void {
    const { legacy, zabbix, add, remove } = sources;
    const shipped = shippedOf(sources);
    for (const third of THIRDS) {
      const mapping = write(third, divideMapping(shipped, third));
      const { schema, ...options } = legacy.options;
      const database =
        third === 'maria'
          ? { url: { env: 'LEGACY_MARIADB_URL' }, maxConnections: 3 }
          : { url: { env: 'LEGACY_PG_URL' }, schema, maxConnections: 1 };
      const namespaces = THIRDS.filter((other) => other !== third);
      add({
        ...legacy,
        name: third,
        identity: { namespaces },
        options: { ...options, ...database, mapping },
      });
    }
    zabbix.identity['namespaces'] = [...THIRDS];
    remove('legacy');
  }
  return { whole, divided, remove: () => rmSync(folder, { recursive: true }) };
}
