/** Nautobot from 2.0 on: NetBox's child, with UUIDs, locations instead of sites, objects instead of choices. */
import { textToken, tokenText } from '#schema/ids.ts';
import type { Dialect } from './dialect.ts';
import { nautobotObject } from './nautobot-object.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CHANGES = 'extras/object-changes';
/** What is filtered by another name than in NetBox. */
const PARENTS: Readonly<Record<string, string>> = { parent: 'parent_interface' };

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
    // Related objects with their names; an entry of the change log is long enough without.
    parameters: (path) => [['depth', path === CHANGES ? '0' : '1']],
    orderedBy: 'sort',
    // uWSGI keeps a request in 4 KiB unless told otherwise, the question twice, and drops in silence what does not fit: the question.
    longestQuery: 1400,
    changes: CHANGES,
    paging: 'offset',
    parent: (model) => PARENTS[model] ?? model,
    filters: (model, parameter) => !(model === 'virtual-machine' && parameter === 'serial'),
    assignments: {
      path: 'ipam/ip-address-to-interface',
      interface: 'interface',
      vmInterface: 'vm_interface',
      address: 'ip_address',
    },
    token: (key) => textToken(key),
    key(token) {
      const key = tokenText(token);
      return key !== null && UUID.test(key) ? key : null;
    },
    adapt: nautobotObject,
  };
}
