/** Which fields an answer has lost against the complete one, and to which domain each of them belongs. */
import type { Domain } from '#schema/domains.ts';

export interface FieldOfContract {
  /** Null where several domains have it, as they have ids and value types: then it goes with what it stands in. */
  readonly domain: Domain | null;
  /** The name of the type that it leads to. */
  readonly type: string;
}

export type FindField = (type: string, field: string) => FieldOfContract;

export interface LostField {
  /** Without the positions in lists, e.g. alarms.edges.node.alarmedObject.name */
  readonly path: string;
  readonly domain: Domain | null;
}

/** Both answers are to one query without aliases. Below what is lost, nothing more is. */
export function lostFields(find: FindField, complete: unknown, partial: unknown): LostField[] {
  const lost = new Map<string, LostField>();

  function visit(full: unknown, part: unknown, at: FieldOfContract, path: readonly string[]): void {
    if (full === null || full === undefined) return;
    if (part === null || part === undefined) {
      lost.set(path.join('.'), { path: path.join('.'), domain: at.domain });
    } else if (Array.isArray(full)) {
      full.forEach((element, i) => visit(element, (part as readonly unknown[])[i], at, path));
    } else if (typeof full === 'object') {
      for (const [name, value] of Object.entries(full)) {
        const field = find(at.type, name);
        const next = { ...field, domain: field.domain ?? at.domain };
        visit(value, (part as Readonly<Record<string, unknown>>)[name], next, [...path, name]);
      }
    }
  }

  visit(complete, partial, { domain: null, type: 'Query' }, []);
  return [...lost.values()];
}
