/** Short names of interfaces as management systems show them, and what device configurations and inventories write in full. */
const LONG_NAMES: Readonly<Record<string, readonly string[]>> = {
  ae: ['Aggregated-Ethernet'],
  be: ['Bundle-Ether'],
  bdi: ['BDI'],
  e: ['Ethernet'],
  et: ['Ethernet'],
  eth: ['Ethernet'],
  fa: ['FastEthernet'],
  fas: ['FastEthernet'],
  fe: ['FastEthernet'],
  fh: ['FourHundredGigE'],
  fi: ['FiveGigabitEthernet'],
  fif: ['FiftyGigE', 'FiftyGigabitEthernet'],
  fo: ['FortyGigabitEthernet', 'FortyGigE'],
  ge: ['GigabitEthernet'],
  gi: ['GigabitEthernet'],
  gig: ['GigabitEthernet'],
  hu: ['HundredGigE', 'HundredGigabitEthernet'],
  hun: ['HundredGigE', 'HundredGigabitEthernet'],
  lo: ['Loopback', 'LoopBack'],
  mg: ['MgmtEth'],
  ma: ['Management'],
  nu: ['Null'],
  po: ['Port-channel', 'POS'],
  se: ['Serial'],
  te: ['TenGigabitEthernet', 'TenGigE'],
  ten: ['TenGigabitEthernet', 'TenGigE'],
  tu: ['Tunnel'],
  tw: ['TwoGigabitEthernet', 'TwentyFiveGigE'],
  twe: ['TwentyFiveGigE', 'TwentyFiveGigabitEthernet'],
  vl: ['Vlan', 'Vlanif'],
  xe: ['XGigabitEthernet'],
  xge: ['XGigabitEthernet', 'Ten-GigabitEthernet'],
};

/** "Gi0/0/1" -> ["GigabitEthernet0/0/1"]; nothing for a name that is no known short one. */
export function expandInterfaceName(name: string): string[] {
  const [, prefix = '', position = ''] = /^([A-Za-z]{1,4})\s*(\d[\w/.:-]*)$/.exec(name.trim()) ?? [];
  const short = prefix.toLowerCase();
  const long = Object.hasOwn(LONG_NAMES, short) ? (LONG_NAMES[short] ?? []) : [];
  return long.map((word) => word + position);
}
