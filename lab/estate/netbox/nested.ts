/** How an object stands inside another one: its brief form. */
import { BRIEF_PATHS, labelOf } from './words.ts';
import type { Features } from './features.ts';
import type { ModelName } from './rows.ts';
import type { NetboxStore, StoredRow } from './store.ts';

export type Json = Readonly<Record<string, unknown>>;

/** What every serializer needs. */
export interface Writing {
  readonly store: NetboxStore;
  readonly features: Features;
  /** http://host:port, as the client has it. */
  readonly origin: string;
}

/** The head of every object, brief or whole. */
export function head(model: ModelName, row: StoredRow, { origin, features }: Writing, whole: boolean): Json {
  const path = BRIEF_PATHS[model];
  return {
    id: row['id'],
    url: `${origin}/api/${path}/${row['id']}/`,
    ...(whole && features.displayUrl && { display_url: `${origin}/${path}/${row['id']}/` }),
    display: displayOf(model, row),
  };
}

/** The brief form of the object with this key; null where the key is null or leads nowhere. */
export function nested(
  model: ModelName,
  key: string | number | null | undefined,
  writing: Writing,
): Json | null {
  if (key === null || key === undefined) return null;
  const row = writing.store.row(model, Number(key));
  return row && brief(model, row, writing);
}

export function brief(model: ModelName, row: StoredRow, writing: Writing): Json {
  const description = writing.features.displayUrl ? { description: row['description'] } : {};
  const start = head(model, row, writing, false);
  switch (model) {
    case 'device_types':
    case 'module_types':
      return {
        ...start,
        manufacturer: nested('manufacturers', row['manufacturer'], writing),
        model: row['model'],
        ...(model === 'device_types' && { slug: row['slug'] }),
        ...description,
      };
    case 'modules':
      return {
        ...start,
        device: nested('devices', row['device'], writing),
        module_bay: moduleBay(row, writing),
      };
    case 'interfaces':
      return {
        ...start,
        device: nested('devices', row['device'], writing),
        name: row['name'],
        ...description,
        ...occupation('dcim.interface', row, writing),
      };
    case 'vm_interfaces':
      return {
        ...start,
        virtual_machine: nested('virtual_machines', row['virtual_machine'], writing),
        name: row['name'],
        ...description,
      };
    case 'cables':
      return { ...start, label: row['label'], ...description };
    case 'circuits':
      return {
        ...start,
        ...(writing.features.displayUrl && { provider: nested('providers', row['provider'], writing) }),
        cid: row['cid'],
        ...description,
      };
    case 'circuit_terminations':
      return {
        ...start,
        circuit: nested('circuits', row['circuit'], writing),
        term_side: row['term_side'],
        ...description,
        ...occupation('circuits.circuittermination', row, writing),
      };
    case 'ip_addresses':
      return {
        ...start,
        family: writing.features.displayUrl ? familyOf(row) : familyOf(row).value,
        address: row['address'],
        ...description,
      };
    case 'devices':
    case 'virtual_machines':
    case 'clusters':
      return { ...start, name: row['name'], ...description };
    default:
      return { ...start, name: row['name'], slug: row['slug'], ...description };
  }
}

export function familyOf(row: StoredRow): { readonly value: number; readonly label: string } {
  return String(row['address']).includes(':') ? { value: 6, label: 'IPv6' } : { value: 4, label: 'IPv4' };
}

/** A module's bay has no table of its own here: its key is the module's. */
export function moduleBay(row: StoredRow, { origin }: Writing): Json {
  return {
    id: row['id'],
    url: `${origin}/api/dcim/module-bays/${row['id']}/`,
    display: row['bay'],
    name: row['bay'],
  };
}

function occupation(objectType: string, row: StoredRow, { store, origin }: Writing): Json {
  const cable = store.cableAt(objectType, Number(row['id']));
  return {
    cable: cable && {
      id: cable.cable,
      url: `${origin}/api/dcim/cables/${cable.cable}/`,
      display: `#${cable.cable}`,
      label: store.row('cables', cable.cable)?.['label'] ?? '',
    },
    _occupied: cable !== null || row['mark_connected'] === 1,
  };
}

function displayOf(model: ModelName, row: StoredRow): string {
  switch (model) {
    case 'ip_addresses':
      return String(row['address']);
    case 'circuits':
      return String(row['cid']);
    case 'cables':
      return row['label'] === '' ? `#${row['id']}` : String(row['label']);
    case 'device_types':
    case 'module_types':
      return String(row['model']);
    case 'modules':
      return `${row['bay']} (${row['id']})`;
    case 'circuit_terminations':
      return `Termination ${row['term_side']}`;
    default:
      return String(row['name'] ?? labelOf(model));
  }
}
