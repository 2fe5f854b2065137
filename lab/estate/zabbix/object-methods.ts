/** host.get, trigger.get, user.get. */
import type { AccountData } from './data.ts';
import { isOn, keyed } from './event-methods.ts';
import type { Features } from './features.ts';
import { type Params, idsOf, isSelected, limited, project, sorted } from './reading.ts';
import { type Row, hostRow, interfaceRows, triggerRow } from './rows.ts';
import type { Host, Store, Trigger } from './store.ts';

export function hostGet(store: Store, features: Features, params: Params): unknown {
  const ids = idsOf(params['hostids']);
  const filter = params['filter'] as Params | undefined;
  const names = idsOf(filter?.['host']);
  const hosts = [...store.hosts.values()].filter(
    (host) => (!ids || ids.has(host.hostid)) && (!names || names.has(host.host)),
  );
  if (isOn(params['countOutput'])) return String(hosts.length);
  // a limit that is no number is ignored here in every version
  const chosen = limited(
    sorted(hosts, params, { hostid: (host: Host) => BigInt(host.hostid) }),
    params,
    false,
  );
  return keyed(
    chosen.map((host) => ({
      ...project(hostRow(host), params['output'], 'hostid'),
      ...parts(host, features, params),
    })),
    'hostid',
    params,
  );
}

function parts(host: Host, features: Features, params: Params): Row {
  const groups = (host.groups ?? []).map((name, i) => ({ groupid: String(20 + i), name }));
  const inventory = params['selectInventory'];
  return {
    ...(isSelected(params['selectGroups']) &&
      features.oldSelects && {
        groups: groups.map((group) => project(group, params['selectGroups'])),
      }),
    ...(isSelected(params['selectHostGroups']) &&
      features.hostGroups && {
        hostgroups: groups.map((group) => project(group, params['selectHostGroups'])),
      }),
    ...(isSelected(params['selectInterfaces']) && {
      interfaces: interfaceRows(host).map((row) => project(row, params['selectInterfaces'])),
    }),
    ...(isSelected(params['selectTags']) && {
      tags: (host.tags ?? []).map(({ tag, value }) => ({ tag, value })),
    }),
    ...(isSelected(inventory) && { inventory: inventoryRow(host, inventory) }),
  };
}

/** Every field that is asked for is there, most of them empty; a host without inventory has [] for all of it. */
function inventoryRow(host: Host, select: unknown): unknown {
  if (!host.inventory) return [];
  if (!Array.isArray(select)) return host.inventory;
  return Object.fromEntries(
    select.map((field: unknown) => [String(field), host.inventory?.[String(field)] ?? '']),
  );
}

export function triggerGet(store: Store, account: AccountData, params: Params): unknown {
  const ids = idsOf(params['triggerids']);
  const hostids = idsOf(params['hostids']);
  const triggers = [...store.triggers.values()].filter(
    (trigger) =>
      (!ids || ids.has(trigger.triggerid)) &&
      (!hostids || trigger.hosts.some((hostid) => hostids.has(hostid))) &&
      (!isOn(params['editable']) || account.write !== false) &&
      (!isOn(params['monitored']) || isMonitored(store, trigger)),
  );
  if (isOn(params['countOutput'])) return String(triggers.length);
  const chosen = limited(
    sorted(triggers, params, { triggerid: (trigger: Trigger) => BigInt(trigger.triggerid) }),
    params,
    false,
  );
  const rows = chosen.map((trigger) => ({
    ...project(triggerRow(trigger, store, params['output']), params['output'], 'triggerid'),
    ...(isSelected(params['selectHosts']) && {
      hosts: trigger.hosts
        .flatMap((hostid) => store.hosts.get(hostid) ?? [])
        .map((host) => project(hostRow(host), params['selectHosts'], 'hostid')),
    }),
    ...(isSelected(params['selectTags']) && {
      tags: (trigger.tags ?? []).map(({ tag, value }) => ({ tag, value })),
    }),
  }));
  return keyed(rows, 'triggerid', params);
}

function isMonitored(store: Store, trigger: Trigger): boolean {
  return (
    trigger.disabled !== true && trigger.hosts.every((hostid) => store.hosts.get(hostid)?.disabled !== true)
  );
}

/** A plain account sees itself alone. */
export function userGet(account: AccountData, params: Params): unknown {
  const ids = idsOf(params['userids']);
  const row = { userid: account.userid, username: account.username, name: '', surname: '' };
  return !ids || ids.has(account.userid) ? [project(row, params['output'], 'userid')] : [];
}
