/** The hosts of a source as a complete snapshot: read again from time to time, whole or not used. */
import type { NativeIdentifier, NativeObject } from '#adapters/kit/identity/binder.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { chunks } from './chunks.ts';
import type { IdentifierRule } from './config.ts';
import { hostKey } from './place.ts';
import { type HostRow, idRow, hostRow } from './types.ts';

const INVENTORY = ['vendor', 'model', 'hardware', 'serialno_a', 'software', 'os'];
const IPMI = '3';

/** Every host that the account sees. Ids first: Zabbix pages hosts by nothing, but gives those that are named. */
export async function readHosts(
  client: ZabbixClient,
  rules: readonly IdentifierRule[],
  options?: CallOptions,
): Promise<HostRow[]> {
  const { rows } = await client.rows(idRow.host, 'host.get', { output: ['hostid'] }, options);
  return readHostsById(
    client,
    rules,
    rows.map(({ hostid }) => hostid),
    options,
  );
}

export async function readHostsById(
  client: ZabbixClient,
  rules: readonly IdentifierRule[],
  ids: readonly string[],
  options?: CallOptions,
): Promise<HostRow[]> {
  const fields = rules.flatMap(({ field }) =>
    field.startsWith('inventory.') ? [field.slice('inventory.'.length)] : [],
  );
  const selectGroups = client.dialect?.selectGroups ?? 'selectGroups';
  const all: HostRow[] = [];
  for (const hostids of chunks(ids)) {
    const params = {
      hostids,
      output: ['hostid', 'host', 'name', 'status'],
      selectInterfaces: ['interfaceid', 'type', 'main', 'useip', 'ip', 'dns'],
      selectInventory: [...new Set([...INVENTORY, ...fields])],
      [selectGroups]: ['groupid', 'name'],
    };
    all.push(...(await client.rows(hostRow, 'host.get', params, options)).rows);
  }
  return all.toSorted((a, b) => Number(a.hostid) - Number(b.hostid));
}

/** A host as identity binding looks at it. */
export function hostObject(host: HostRow, rules: readonly IdentifierRule[]): NativeObject {
  return { nativeId: hostKey(host.hostid), name: host.host, identifiers: identifiersOf(host, rules) };
}

/** What the rules find in a host; each only once. */
export function identifiersOf(host: HostRow, rules: readonly IdentifierRule[]): NativeIdentifier[] {
  const found = new Map<string, NativeIdentifier>();
  for (const { field, type } of rules) {
    for (const value of valuesOf(host, field)) found.set(`${type} ${value}`, { type, value });
  }
  return [...found.values()];
}

/** Where it is managed: the main interface's address, else its name. */
export function managementAddress(host: HostRow): string | null {
  return addresses(host)[0] ?? dnsNames(host)[0] ?? null;
}

function valuesOf(host: HostRow, field: string): string[] {
  if (field === 'interface.ip') return addresses(host);
  if (field === 'interface.dns') return dnsNames(host);
  const value =
    field === 'host'
      ? host.host
      : field === 'name'
        ? host.name
        : host.inventory[field.slice('inventory.'.length)];
  return value === undefined || value.trim() === '' ? [] : [value.trim()];
}

/** The addresses by which Zabbix reaches the element itself: not its lights-out controller, nor anybody's loopback. */
function addresses(host: HostRow): string[] {
  return reached(host).flatMap(({ useip, ip }) => (useip && isElsewhere(ip.trim()) ? [ip.trim()] : []));
}

function dnsNames(host: HostRow): string[] {
  return reached(host).flatMap(({ dns }) => (isElsewhere(dns.trim()) ? [dns.trim()] : []));
}

function reached(host: HostRow): HostRow['interfaces'] {
  return host.interfaces
    .filter(({ type }) => type !== IPMI)
    .toSorted((a, b) => Number(b.main) - Number(a.main));
}

/** A user macro is no address, and a loopback one is everybody's. */
function isElsewhere(text: string): boolean {
  return text !== '' && !text.includes('{') && !/^(127\.|0\.0\.0\.0$|::1?$|localhost$)/i.test(text);
}
