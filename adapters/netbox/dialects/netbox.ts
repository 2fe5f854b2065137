/** NetBox from 3.7 on. */
import { numberToken, tokenNumber } from '#schema/ids.ts';
import type { Dialect } from './dialect.ts';

export function netboxDialect(version: string): Dialect {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  const from = (wantedMajor: number, wantedMinor: number, wantedPatch = 0): boolean => {
    const [a, b] = [major - wantedMajor, minor - wantedMinor];
    return a > 0 || (a === 0 && (b > 0 || (b === 0 && patch >= wantedPatch)));
  };
  return {
    product: 'NetBox',
    version,
    types: [
      'cable',
      'circuit',
      'device',
      'interface',
      'location',
      'module',
      'site',
      'virtual-machine',
      'vm-interface',
    ],
    headers: {},
    // Rendering config contexts is what makes lists of devices take minutes.
    parameters: () => [[from(4, 5, 2) ? 'omit' : 'exclude', 'config_context']],
    orderedBy: 'ordering',
    // gunicorn refuses a request line of more than 4094 bytes.
    longestQuery: 3600,
    changes: from(4, 1) ? 'core/object-changes' : 'extras/object-changes',
    paging: from(4, 6) ? 'start' : 'beyond',
    parent: (model) => `${model}_id`,
    // A parameter that it does not know is ignored, and everything answered.
    filters: (model, parameter) => from(4, 1) || !(model === 'virtual-machine' && parameter === 'serial'),
    assignments: {
      path: 'ipam/ip-addresses',
      interface: 'interface_id',
      vmInterface: 'vminterface_id',
      address: null,
    },
    token: (key) => numberToken(key),
    key: (token) => tokenNumber(token),
    adapt: (raw) => raw,
  };
}
