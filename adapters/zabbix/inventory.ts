/** What Zabbix knows of elements that an inventory enumerates. Availability is no X.731 state: Zabbix says nothing of states. */
import type { Binder } from '#adapters/kit/identity/binder.ts';
import { TributaryError } from '#schema/errors.ts';
import type { InventoryContributor, ResourceRecord } from '#schema/ports/inventory.ts';
import type { Equipment, Identifier, IdentifierInput, SourceRecord } from '#schema/types/inventory.ts';
import type { IdentifierRule, ZabbixOptions } from './config.ts';
import { identifiersOf, managementAddress } from './hosts.ts';
import { hostKey, hostOfKey } from './place.ts';
import type { HostRow } from './types.ts';

/** A complete copy of the hosts. */
export interface HostSnapshot {
  readonly byId: ReadonlyMap<string, HostRow>;
  /** When it was read, RFC 3339. */
  readonly asOf: string;
}

export interface InventoryParts {
  readonly source: string;
  readonly options: Pick<ZabbixOptions, 'identifiers' | 'uiUrl'>;
  readonly binder: Binder;
  /** Null before the first complete one. */
  snapshot(): HostSnapshot | null;
}

export function createInventory({ source, options, binder, snapshot }: InventoryParts): InventoryContributor {
  return {
    async resourcesByIds(ids) {
      const hosts = snapshot();
      if (!hosts)
        throw new TributaryError('NOT_SYNCHRONISED', 'The hosts of Zabbix have not been read yet.', {
          source,
        });
      return ids.map((id) => {
        const bound = binder
          .boundTo(id)
          .flatMap((nativeId) => hosts.byId.get(hostOfKey(nativeId) ?? '') ?? []);
        const sorted = bound.toSorted((a, b) => Number(a.hostid) - Number(b.hostid));
        return sorted.length === 0 ? null : contribution(id, sorted, hosts.asOf);
      });
    },
    /** By whatever it tells of them itself. */
    async knownAs(keys) {
      const isRead = snapshot() !== null;
      const known = await binder.knownAs(keys);
      return keys.map((key, i) => {
        const { bound = [], complete = false } = known[i] ?? {};
        const binding = isNativeId(key) ? binder.binding(hostKey(key.value.trim())) : null;
        return {
          bound: binding ? [{ id: binding.id, region: binding.region }] : bound,
          complete: complete && isRead,
        };
      });
    },
  };

  function isNativeId({ type, scope }: IdentifierInput): boolean {
    return type === 'NATIVE_ID' && scope === source;
  }

  function contribution(id: string, hosts: readonly HostRow[], asOf: string): ResourceRecord {
    const groups = new Set(
      hosts.flatMap((host) => [...host.hostgroups, ...host.groups].map(({ name }) => name)),
    );
    return {
      id,
      identifiers: hosts.flatMap((host) => identifiers(source, host, options.identifiers)),
      sourceRecords: hosts.map((host) => sourceRecord(source, host, asOf, options.uiUrl)),
      characteristics:
        groups.size === 0 ? [] : [{ name: 'hostGroups', value: [...groups].sort().join(', ') }],
      equipment: equipment(hosts),
    };
  }
}

function identifiers(source: string, host: HostRow, rules: readonly IdentifierRule[]): Identifier[] {
  return [
    ...identifiersOf(host, rules).map(({ type, value }) => ({ type, value, scope: null, source })),
    { type: 'NATIVE_ID', value: host.hostid, scope: source, source },
  ];
}

function sourceRecord(source: string, host: HostRow, asOf: string, uiUrl: string | undefined): SourceRecord {
  const href =
    uiUrl === undefined
      ? null
      : `${uiUrl.replace(/\/$/, '')}/zabbix.php?action=problem.view&hostids%5B0%5D=${host.hostid}&filter_set=1`;
  return { source, nativeId: host.hostid, asOf, href };
}

/** Only what is said: an empty field of Zabbix's inventory is nobody's knowledge. */
function equipment(hosts: readonly HostRow[]): Equipment | null {
  const first = (...fields: string[]): string | null => {
    for (const host of hosts) {
      for (const field of fields) {
        const value = host.inventory[field]?.trim();
        if (value !== undefined && value !== '') return value;
      }
    }
    return null;
  };
  const found: Equipment = {
    vendor: first('vendor'),
    model: first('model', 'hardware'),
    serialNumber: first('serialno_a'),
    softwareVersion: first('software', 'os'),
    managementAddress: hosts.map(managementAddress).find((address) => address !== null) ?? null,
  };
  return Object.values(found).some((value) => value !== null) ? found : null;
}
