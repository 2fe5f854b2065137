// What Zabbix watches: 30 hosts at three sites, and how (or whether) each can be found in the inventory.
//   name     its technical or visible name is the inventory's ne_name in another spelling; its address, if it has one, agrees
//   address  only its management address is the inventory's
//   alias    only aliases.csv knows it
//   nothing  the inventory does not know it
import { SITES, circuitFrom, ne } from './network.mjs';

const SUFFIX = { router: 'net.example', olt: 'access.example', enodeb: 'ran.example', gnodeb: 'ran.example' };
const lower = (n) => n.cleanName.toLowerCase();
const title = (n) => lower(n).replace(/(^|-)[a-z]/g, (c) => c.toUpperCase());

// [role, type, ne_id or null, class, technical name, visible name, interface: 'ip' | 'dns' | an address that leads nowhere]
// A technical or visible name may be a function of the element; without one the visible name is descriptive.
const upper = (n) => n.cleanName;
const fqdn = (n, type) => `${lower(n)}.${SUFFIX[type]}`;
const shout = (n, type) => `${n.cleanName}.${SUFFIX[type]}`;
const LIST = {
  MAD01: [
    ['PE-01', 'router', 41, 'name', fqdn, null, 'ip'],
    ['PE-02', 'router', 321, 'name', shout, null, 'dns'],
    ['P-01', 'router', 601, 'alias', 'edge-router-madrid-7', null, '198.51.100.7'],
    ['OLT-01', 'olt', 1, 'name', 'zbx-20017', upper, 'ip'],
    ['OLT-02', 'olt', 281, 'name', fqdn, null, 'ip'],
    ['OLT-03', 'olt', 561, 'address', 'gpon-head-madrid-3', null, 'ip'],
    ['ENB-01', 'enodeb', 201, 'name', lower, null, 'ip'],
    ['ENB-02', 'enodeb', 481, 'name', title, null, 'dns'],
    ['GNB-01', 'gnodeb', 241, 'name', 'zbx-20018', fqdn, 'ip'],
    ['GNB-02', 'gnodeb', null, 'nothing', 'gnb-trial-4711', null, '198.51.100.41'],
  ],
  BCN02: [
    ['PE-01', 'router', 47, 'name', fqdn, null, 'ip'],
    ['PE-02', 'router', 327, 'name', fqdn, null, 'ip'],
    ['P-01', 'router', 607, 'name', upper, null, 'ip'],
    ['OLT-01', 'olt', 7, 'name', fqdn, null, 'ip'],
    ['OLT-02', 'olt', 287, 'name', fqdn, null, 'dns'],
    ['OLT-03', 'olt', 567, 'name', title, null, 'ip'],
    ['ENB-01', 'enodeb', 207, 'address', 'enb-barcelona-a', null, 'ip'],
    ['ENB-02', 'enodeb', 487, 'name', fqdn, null, 'ip'],
    ['GNB-01', 'gnodeb', 247, 'name', fqdn, null, 'ip'],
    ['GNB-02', 'gnodeb', null, 'nothing', 'bcn02-gnb-9527.ran.example', null, 'dns'],
  ],
  VLC01: [
    ['PE-01', 'router', 43, 'name', fqdn, null, 'ip'],
    ['PE-02', 'router', 323, 'name', fqdn, null, 'dns'],
    ['P-01', 'router', 603, 'address', 'core-p-valencia', null, 'ip'],
    ['OLT-01', 'olt', 3, 'name', shout, null, 'ip'],
    ['OLT-02', 'olt', 283, 'alias', 'olt-valencia-puerto-b', null, 'dns'],
    ['OLT-03', 'olt', 563, 'name', fqdn, null, 'ip'],
    ['ENB-01', 'enodeb', 203, 'name', 'zbx-20019', lower, 'ip'],
    ['ENB-02', 'enodeb', 483, 'name', fqdn, null, 'dns'],
    ['GNB-01', 'gnodeb', 243, 'name', fqdn, null, 'ip'],
    ['GNB-02', 'gnodeb', null, 'nothing', 'small-cell-gateway', null, 'dns'],
  ],
};
const STRANGER = { vendorName: 'ZTE', model: 'V9200' }; // equipment the inventory never heard of

export const HOSTS = Object.entries(LIST).flatMap(([code, rows]) =>
  rows.map(([role, type, neId, cls, tech, visible, iface], k) => {
    const site = SITES.find((s) => s.code === code);
    const element = neId ? ne(neId) : null;
    const call = (v) => (typeof v === 'function' ? v(element, type) : v);
    const host = call(tech);
    const ip = iface === 'ip' ? element.mgmt_ip : iface === 'dns' ? '' : iface;
    const serial = cls === 'name' && k % 3 !== 2 ? element.serial_no || '' : '';
    return {
      handle: `${code}-${role}`,
      host,
      visible: call(visible) ?? `${site.city} ${role.split('-')[0]} ${Number(role.split('-')[1])} (${type})`,
      site,
      type,
      neId,
      cls,
      ip,
      dns: ip ? '' : `${host.split('.')[0].toLowerCase()}.mgmt.example`,
      vendor: (element ?? STRANGER).vendorName,
      model: (element ?? STRANGER).model,
      serial,
      // routers report on one circuit that begins there: protected on the second PE, unprotected elsewhere
      circuit: type === 'router' ? circuitFrom(neId, role === 'PE-02').ckt_name : null,
    };
  }),
);
