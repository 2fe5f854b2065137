/** The link that ends on a port, where the database says it of the link and not of the port. */
import { compareText } from '#schema/order.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { Catalog, ResourceType } from './catalog.ts';
import { type Key, keyIn } from './keys.ts';
import { batches, keysOfIds } from './lookup.ts';
import { selectRecords } from './query.ts';
import type { Runner } from './runner.ts';
import { joined } from './sql.ts';

const BATCH = 1000;

/** The records, those of ports with their link: one statement per thousand ports. */
export async function withLinks(
  records: readonly ResourceRecord[],
  catalog: Catalog,
  runner: Runner,
): Promise<ResourceRecord[]> {
  const links = new Map<string, string>();
  await Promise.all(
    catalog.resources.map(async (type) => {
      const link = catalog.resources.find(({ name }) => name === type.spec.port?.linkOf);
      const own = records.filter(({ id }) => id.startsWith(type.prefix)).map(({ id }) => id);
      if (!link || own.length === 0) return;
      for (const batch of batches(keysOfIds(type, own), BATCH))
        await collect(
          type,
          link,
          batch.map(([key]) => key),
          links,
          runner,
        );
    }),
  );
  if (links.size === 0) return [...records];
  return records.map((record) => {
    const link = links.get(record.id);
    return link === undefined || !record.port
      ? record
      : { ...record, port: { ...record.port, link: { id: link } } };
  });
}

/** Where several links end on one port, the one with the lowest id is told. */
async function collect(
  port: ResourceType,
  link: ResourceType,
  keys: readonly Key[],
  links: Map<string, string>,
  runner: Runner,
): Promise<void> {
  const ends = [...link.fields.aEnd, ...link.fields.zEnd].filter(({ type }) => type === port.name);
  // One part per end, so that each uses the index of its own column.
  const selects = ends.map(({ columns }) => {
    const where = [keyIn(columns, keys, runner.dialect)];
    return selectRecords(link, { where, byName: false, limit: null }, runner.dialect);
  });
  if (selects.length === 0) return;
  for (const row of await runner.rows(joined(selects, ' UNION ALL '))) {
    const record = link.read(row)?.record;
    if (!record) continue;
    for (const end of [record.link?.aEnd?.id, record.link?.zEnd?.id]) {
      const known = end === undefined ? undefined : links.get(end);
      if (end !== undefined && (known === undefined || compareText(record.id, known) < 0))
        links.set(end, record.id);
    }
  }
}
