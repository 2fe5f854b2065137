/** A few rows of everything, for tests: two sites, three routers, a cable, a circuit, a virtual machine. */
import type { NetboxRows } from './rows.ts';

export function smallNetwork(): NetboxRows & {
  readonly interfaces: NonNullable<NetboxRows['interfaces']>;
} {
  return {
    regions: [
      { id: 1, name: 'Europe', slug: 'europe' },
      { id: 2, name: 'North', slug: 'north', parent: 1 },
      { id: 3, name: 'Sweden', slug: 'sweden', parent: 2 },
      { id: 4, name: 'South', slug: 'south', parent: 1 },
    ],
    tenants: [{ id: 1, name: 'Nordic Carrier', slug: 'nordic' }],
    manufacturers: [
      { id: 1, name: 'Nokia', slug: 'nokia' },
      { id: 2, name: 'Ciena', slug: 'ciena' },
    ],
    device_roles: [
      { id: 1, name: 'Provider edge', slug: 'pe' },
      { id: 2, name: 'Transponder', slug: 'transponder' },
      { id: 3, name: 'Firewall', slug: 'firewall' },
    ],
    platforms: [{ id: 1, name: 'SR OS 23.10', slug: 'sros-23-10' }],
    device_types: [
      { id: 1, manufacturer: 1, model: '7750 SR-1', slug: '7750-sr-1', part_number: '3HE11' },
      { id: 2, manufacturer: 2, model: 'Waveserver 5', slug: 'ws5' },
    ],
    module_types: [{ id: 1, manufacturer: 1, model: 'MDA-e-XP 6x100G', part_number: '3HE12' }],
    sites: [
      {
        id: 1,
        name: 'Stockholm Kista',
        slug: 'sto-kista',
        region: 3,
        tenant: 1,
        facility: 'STHMSE01',
        physical_address: 'Isafjordsgatan 1, Kista',
        latitude: 59.402911,
        longitude: 17.944569,
        custom_fields: { clli: 'STHMSE01', country: 'SE' },
      },
      { id: 2, name: 'Malmö Triangeln', slug: 'mma', region: 3, latitude: 55.593742, longitude: 13.000156 },
      { id: 10, name: 'Rome Sud', slug: 'rom', region: 4, status: 'planned' },
      { id: 11, name: 'Nowhere', slug: 'nowhere', status: 'retired' },
    ],
    locations: [
      { id: 1, name: 'Floor 2', slug: 'floor-2', site: 1 },
      { id: 2, name: 'Room 2.17', slug: 'room-217', site: 1, parent: 1 },
    ],
    clusters: [{ id: 1, name: 'edge-cloud', site: 1 }],
    devices: [
      {
        id: 7,
        name: 'STO-PE1',
        device_type: 1,
        role: 1,
        platform: 1,
        tenant: 1,
        serial: 'NS1234',
        asset_tag: 'A-0007',
        site: 1,
        location: 2,
        primary_ip4: 1,
        custom_fields: { tid: 'STHMSE01PE1' },
      },
      { id: 8, name: 'MMA-PE1', device_type: 1, role: 1, serial: 'NS1235', site: 2, primary_ip6: 2 },
      { id: 42, name: null, device_type: 2, role: 2, serial: '', site: 2, status: 'failed' },
      { id: 100, name: 'ROM-PE1', device_type: 1, role: 1, serial: 'NS9', site: 10, status: 'planned' },
    ],
    modules: [
      { id: 5, device: 7, module_type: 1, bay: 'MDA 1/1', serial: 'MD77', status: 'active' },
      { id: 6, device: 7, module_type: 1, bay: 'MDA 1/2', serial: 'MD78', status: 'planned' },
    ],
    interfaces: [
      { id: 1, device: 7, name: 'system', type: 'virtual' },
      {
        id: 2,
        device: 7,
        module: 5,
        name: '1/1/c1/1',
        type: '100gbase-x-qsfp28',
        mac_address: '0C:D9:96:00:11:22',
        speed: 100_000_000,
        description: 'to MMA-PE1',
      },
      { id: 3, device: 7, module: 5, name: '1/1/c2/1', type: '100gbase-x-qsfp28', enabled: false },
      { id: 11, device: 8, name: '1/1/c1/1', type: '100gbase-x-qsfp28' },
      { id: 12, device: 8, name: 'lag-1', type: 'lag' },
      { id: 13, device: 8, name: '1/1/c3/1', type: '10gbase-x-sfpp', lag: 12 },
      { id: 200, device: 42, name: 'CL-1', type: 'other' },
      { id: 300, device: 100, name: '1/1/c1/1', type: '100gbase-x-qsfp28' },
    ],
    providers: [{ id: 1, name: 'Baltic Fibre', slug: 'baltic' }],
    circuit_types: [{ id: 1, name: 'Dark fibre', slug: 'dark-fibre' }],
    circuits: [
      { id: 1, cid: 'BF-STO-MMA-001', provider: 1, type: 1, commit_rate: 10_000_000 },
      { id: 2, cid: 'BF-PLANNED', provider: 1, type: 1, status: 'planned' },
    ],
    circuit_terminations: [
      { id: 1, circuit: 1, term_side: 'A', site: 1, port_speed: 10_000_000 },
      { id: 2, circuit: 1, term_side: 'Z', site: 2, port_speed: 10_000_000 },
      { id: 3, circuit: 2, term_side: 'A', site: 2 },
    ],
    cables: [
      {
        id: 1,
        type: 'smf-os2',
        label: 'STO-MMA-1',
        length: 1.5,
        length_unit: 'km',
        a_terminations: [{ object_type: 'dcim.interface', object_id: 2 }],
        b_terminations: [{ object_type: 'dcim.interface', object_id: 11 }],
      },
      {
        id: 2,
        type: 'cat6',
        a_terminations: [{ object_type: 'dcim.interface', object_id: 3 }],
        b_terminations: [{ object_type: 'circuits.circuittermination', object_id: 1 }],
      },
      {
        id: 3,
        a_terminations: [{ object_type: 'dcim.interface', object_id: 13 }],
        b_terminations: [{ object_type: 'circuits.circuittermination', object_id: 2 }],
      },
      { id: 4, status: 'planned', label: 'open end', a_terminations: [], b_terminations: [] },
    ],
    virtual_machines: [
      {
        id: 3,
        name: 'vfw-1',
        status: 'active',
        site: 1,
        cluster: 1,
        device: 7,
        role: 3,
        platform: 1,
        primary_ip4: 4,
      },
      { id: 4, name: 'vfw-2', status: 'offline', cluster: 1 },
    ],
    vm_interfaces: [{ id: 1, virtual_machine: 3, name: 'eth0', mac_address: '0C:D9:96:00:33:44' }],
    ip_addresses: [
      {
        id: 1,
        address: '192.0.2.7/32',
        assigned_object_type: 'dcim.interface',
        assigned_object_id: 1,
        dns_name: 'sto-pe1.net.example',
      },
      {
        id: 2,
        address: '2001:db8::8/128',
        assigned_object_type: 'dcim.interface',
        assigned_object_id: 11,
      },
      {
        id: 3,
        address: '198.51.100.0/31',
        assigned_object_type: 'dcim.interface',
        assigned_object_id: 2,
      },
      {
        id: 4,
        address: '203.0.113.4/24',
        assigned_object_type: 'virtualization.vminterface',
        assigned_object_id: 1,
      },
      { id: 5, address: '203.0.113.250/24' },
    ],
  };
}
