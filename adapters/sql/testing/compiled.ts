/** For tests: a mapping's text made ready, without a database. */
import { type Catalog, compileMapping, targetsOf } from '../catalog.ts';
import type { DialectName } from '../dialects/dialect.ts';
import { dialectOf } from '../dialects/dialects.ts';
import { ForeignObjects } from '../foreign.ts';
import { parseMapping } from '../mapping-load.ts';
import { Skipped } from '../skipped.ts';
import { FakeBinder } from './open-for-test.ts';

export function compiledForTest(text: string, dialectName: DialectName): Catalog {
  const { mapping, faults } = parseMapping(text, dialectName);
  if (!mapping) throw new TypeError(JSON.stringify(faults));
  const silent = (): void => undefined;
  return compileMapping(mapping, {
    source: 'legacy',
    dialect: dialectOf(dialectName),
    skipped: new Skipped({ debug: silent, info: silent, warn: silent, error: silent }),
    foreign: new ForeignObjects(new FakeBinder(), () => 0),
    now: () => 0,
    rules: { zone: mapping.timezone, pivot: mapping.pivot },
    region: mapping.region ?? null,
    ...targetsOf(mapping),
  });
}
