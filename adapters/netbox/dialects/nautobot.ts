/** Nautobot from 2.0 on: NetBox's child, with UUIDs, locations instead of sites, objects instead of choices. */
import { textToken, tokenText } from '#schema/ids.ts';
import type { Dialect } from './dialect.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PATHS: Readonly<Record<string, string>> = {};

export function nautobotDialect(version: string): Dialect {
  return {
    product: 'Nautobot',
    version,
    types: [
      'cable',
      'circuit',
      'device',
      'interface',
      'location',
      'module',
      'virtual-machine',
      'vm-interface',
    ],
    headers: { accept: `application/json; version=${version.split('.').slice(0, 2).join('.')}` },
    // Related objects with their names; many-to-many ones, which 3.0 leaves out otherwise.
    parameters: [
      ['depth', '1'],
      ['exclude_m2m', 'false'],
    ],
    changes: 'extras/object-changes',
    paging: 'offset',
    parent: (model) => model,
    path: (model) => PATHS[model] ?? model,
    token: (key) => textToken(key),
    key(token) {
      const key = tokenText(token);
      return key !== null && UUID.test(key) ? key : null;
    },
    adapt,
  };
}

/** Statuses and types as NetBox's choices have them, in lower case. */
function adapt(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return raw;
  const object = raw as Readonly<Record<string, unknown>>;
  return { ...object, status: statusOf(object['status']) };
}

function statusOf(status: unknown): unknown {
  if (typeof status !== 'object' || status === null) return status;
  const { name, value } = status as { readonly name?: unknown; readonly value?: unknown };
  const word = typeof name === 'string' ? name : value;
  return typeof word === 'string' ? word.toLowerCase() : null;
}
