// What happened in the two hours before the seed: faults, recoveries, and what operators did about them.
import { HOSTS } from './hosts.mjs';

/** Hosts by their place in the network: site, role, number. */
export const hostOf = (handle) => HOSTS.find((h) => h.handle === handle);
export const ACTION_NAME = 'Forward to the mediation layer';
export const MAINTAINED = 'VLC01-PE-01';

// [handle, key, seconds ago, value, what the element itself said]
export const STORY = [
  [
    'MAD01-PE-01',
    'if.oper[xe-0/0/0]',
    5400,
    2,
    'SNMP_TRAP_LINK_DOWN: ifIndex 531, ifAdminStatus up(1), ifOperStatus down(2), ifName xe-0/0/0',
  ],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 5000, 1],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 4700, 6],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 4000, 3],
  ['MAD01-PE-02', 'bgp.state[AS65010]', 3900, 6],
  ['MAD01-P-01', 'bgp.state[AS65010]', 2700, 2],
  ['BCN02-PE-01', 'cpu.util', 3600, 96.1],
  ['BCN02-PE-01', 'cpu.util', 3300, 80.2],
  ['BCN02-PE-01', 'cpu.util', 3000, 55],
  [
    'BCN02-P-01',
    'temp[chassis]',
    1500,
    78.4,
    'PLATFORM-ENVMON-1-TEMP_MAJOR: Chassis 0 inlet sensor 78 C, threshold 75 C',
  ],
  ['BCN02-PE-02', 'ckt.los', 1400, 1],
  ['VLC01-P-01', 'ckt.los', 1300, 1],
  [
    'MAD01-OLT-02',
    'pon.los[0/1/3]',
    2400,
    1,
    'ALARM 1234 FAULT MAJOR 0x2e112001 EQUIPMENT "The GPON port LOS" FRAMEID: 0, SLOTID: 1, PORTID: 3',
  ],
  ['MAD01-OLT-02', 'ont.offline[0/1/3]', 2390, 31],
  ['MAD01-OLT-03', 'pon.los[0/1/3]', 2200, 1],
  ['VLC01-OLT-01', 'ont.offline[0/1/3]', 2000, 12],
  ['VLC01-OLT-01', 'ont.offline[0/1/3]', 1700, 6],
  ['BCN02-OLT-03', 'psu[1]', 6000, 0],
  ['VLC01-OLT-03', 'optic.rx[0/1/3]', 900, -28.3],
  [
    'BCN02-ENB-01',
    's1.link',
    1200,
    0,
    'S1 Connection failure, ManagedElement=BCN-SANTS-A,ENodeBFunction=1,TermPointToMme=1',
  ],
  ['BCN02-ENB-01', 'cell.state[1]', 1195, 0],
  ['VLC01-ENB-02', 'vswr[1]', 800, 2.3],
  ['MAD01-GNB-01', 'cell.state[1]', 3500, 0],
  ['MAD01-GNB-01', 'cell.state[1]', 2900, 1],
  ['MAD01-GNB-02', 'n2.link', 700, 0],
  ['VLC01-GNB-02', 'n2.link', 600, 0],
  [MAINTAINED, 'if.oper[xe-0/0/0]', 300, 2],
];
export const OPEN = 17; // problems of the story that have not ended by themselves
// action is a bit mask: 1 close, 2 acknowledge, 4 message, 8 severity
export const OPERATORS = [
  [
    'MAD01-PE-01',
    'if.oper',
    { action: 6, message: 'Fibre cut confirmed between MAD01 and MAD07, carrier ticket INC-48211' },
  ],
  [
    'BCN02-ENB-01',
    's1.link',
    { action: 14, message: 'Customer impact confirmed, raising severity', severity: 5 },
  ],
  ['BCN02-OLT-03', 'psu', { action: 4, message: 'Spare PSU ordered' }],
  ['VLC01-ENB-02', 'vswr', { action: 7, message: 'Known jumper issue, closed by NOC' }],
];
