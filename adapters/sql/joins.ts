/** Rows that join records, read whole for a batch of records: what one service stands on, how one resource is related. */
import type { Joining } from './catalog.ts';
import { keyIn } from './keys.ts';
import { type Owners, keysIn } from './parents.ts';
import { selectRows } from './query.ts';
import type { Reference } from './references.ts';
import type { Runner } from './runner.ts';
import { keyText } from './token.ts';
import type { Row } from './types.ts';

/** The rows that name one of the owners by this reference, each with the ids it belongs to. */
export async function rowsOfOwners(
  joining: Joining,
  reference: Reference,
  owners: Owners,
  runner: Runner,
): Promise<{ row: Row; ids: readonly string[] }[]> {
  if (owners.size === 0) return [];
  const where = keyIn(reference.columns, keysIn(owners), runner.dialect);
  const rows = await runner.rows(selectRows(joining, where));
  return rows.flatMap((row) => {
    const key = reference.key(row);
    const ids = key ? owners.get(keyText(key))?.ids : undefined;
    return ids ? [{ row, ids }] : [];
  });
}
