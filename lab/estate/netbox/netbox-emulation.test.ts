import { afterEach, describe, expect, test } from '@jest/globals';
import {
  type NetboxEmulation,
  type NetboxEmulationOptions,
  startNetboxEmulation,
} from './start-netbox-emulation.ts';
import { smallNetwork } from './small-network.ts';

const TOKEN = 'emulated-token';
let emulation: NetboxEmulation;
afterEach(() => emulation.close());

async function start(options: Partial<NetboxEmulationOptions> = {}): Promise<void> {
  emulation = await startNetboxEmulation({ rows: smallNetwork(), token: TOKEN, ...options });
}

interface Listed {
  readonly count: number | null;
  readonly next: string | null;
  readonly results: readonly Record<string, unknown>[];
}

async function ask(path: string, authorization = `Token ${TOKEN}`) {
  const response = await fetch(`${emulation.url}/api/${path}`, { headers: { authorization } });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function list(path: string): Promise<Listed> {
  return (await ask(path)).body as Listed;
}

async function ids(path: string): Promise<unknown[]> {
  return (await list(path)).results.map(({ id }) => id);
}

describe('the emulated NetBox', () => {
  test('says its version, to whoever may ask', async () => {
    await start();
    const { status, headers, body } = await ask('status/');
    expect([status, headers.get('api-version'), body]).toMatchObject([
      200,
      '4.2',
      { 'netbox-version': '4.2.9' },
    ]);
    expect(await ask('status/', 'Token wrong')).toMatchObject({
      status: 403,
      body: { detail: 'Invalid token' },
    });
  });

  test('takes tokens of the second kind from 4.5 on', async () => {
    await start({ version: '4.5.10', token: 'nbt_key.secret' });
    expect(await ask('dcim/sites/', 'Bearer nbt_key.secret')).toMatchObject({ status: 200 });
    expect(await ask('dcim/sites/', 'Bearer nbt_key.other')).toMatchObject({
      status: 403,
      body: { detail: 'Invalid v2 token' },
    });
  });

  test('pages by limit and offset, never more than its maximum', async () => {
    await start({ maxPageSize: 3 });
    const first = await list('dcim/interfaces/?limit=1000&ordering=id');
    expect([first.count, first.results.length, new URL(first.next ?? '').search]).toEqual([
      8,
      3,
      '?limit=3&ordering=id&offset=3',
    ]);
    expect(await ids('dcim/interfaces/?ordering=-id&limit=2')).toEqual([300, 200]);
  });

  test('pages from a key from 4.6 on, without a count', async () => {
    await start({ version: '4.6.8' });
    const page = await list('dcim/interfaces/?start=3&limit=2');
    expect([page.count, page.results.map(({ id }) => id), new URL(page.next ?? '').search]).toEqual([
      null,
      [3, 11],
      '?start=12&limit=2',
    ]);
    expect((await ask('dcim/interfaces/?start=3&ordering=id')).status).toBe(400);
  });

  test.each<[string, unknown[]]>([
    ['dcim/devices/?id=7&id=8&id=999', [8, 7]],
    ['dcim/devices/?id__gt=8&ordering=id', [42, 100]],
    ['dcim/devices/?name=sto-pe1', [7]],
    ['dcim/devices/?name__ie=STO-pe1&serial=ns1234', [7]],
    ['dcim/devices/?region=north&ordering=id', [7, 8, 42]],
    ['dcim/devices/?region_id=1&status=failed&status=planned&ordering=id', [42, 100]],
    ['dcim/devices/?location_id=1', [7]],
    ['dcim/interfaces/?site_id=2&ordering=id', [11, 12, 13, 200]],
    ['dcim/interfaces/?name__isw=1%2F1&device_id=7&ordering=id', [2, 3]],
    ['dcim/interfaces/?mac_address=0c:d9:96:00:11:22', [2]],
    ['dcim/interfaces/?enabled=false', [3]],
    ['dcim/modules/?site_id=1', [5, 6]],
    ['dcim/cables/?device_id=8&ordering=id', [1, 3]],
    ['circuits/circuits/?cid__ie=bf-sto-mma-001', [1]],
    ['ipam/ip-addresses/?address=192.0.2.7&address=2001:db8::8/128&ordering=id', [1, 2]],
    ['ipam/ip-addresses/?interface_id=2', [3]],
    ['dcim/sites/?no_such_filter=1&name=Nowhere', [11]],
  ])('filters %s', async (path, expected) => {
    await start();
    expect(await ids(path)).toEqual(expected);
  });

  test.each(['dcim/interfaces/?device_id=999', 'dcim/devices/?status=happy', 'dcim/sites/?id=one'])(
    'refuses a value that cannot be: %s',
    async (path) => {
      await start();
      expect((await ask(path)).status).toBe(400);
    },
  );

  test('3.7 ignores the site of modules, and says device_role', async () => {
    await start({ version: '3.7.8' });
    expect(await ids('dcim/modules/?site_id=2')).toEqual([5, 6]);
    const [device] = (await list('dcim/devices/?id=7')).results;
    expect(device).toMatchObject({ role: { slug: 'pe' }, device_role: { slug: 'pe' } });
    expect(device).not.toHaveProperty('display_url');
  });

  test('tells what is missing from what may not be seen', async () => {
    await start({ forbidden: ['dcim.cable'] });
    expect((await ask('dcim/devices/999/')).status).toBe(404);
    expect((await ask('dcim/nothing/')).status).toBe(404);
    expect((await ask('dcim/cables/')).status).toBe(403);
  });

  test('a cable joins both ends', async () => {
    await start();
    const [port] = (await list('dcim/interfaces/?id=2')).results;
    expect(port).toMatchObject({
      cable: { id: 1 },
      cable_end: 'A',
      link_peers_type: 'dcim.interface',
      link_peers: [{ id: 11, device: { name: 'MMA-PE1' } }],
      _occupied: true,
    });
    const [end] = (await list('circuits/circuit-terminations/?circuit_id=1&term_side=A')).results;
    expect(end).toMatchObject({ termination: { slug: 'sto-kista' }, link_peers: [{ id: 3 }] });
  });

  test('writes changes down, also those that take away', async () => {
    await start();
    const patched = await fetch(`${emulation.url}/api/dcim/devices/7/`, {
      method: 'PATCH',
      headers: { authorization: `Token ${TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'STO-CR1' }),
    });
    expect(await patched.json()).toMatchObject({ id: 7, name: 'STO-CR1' });
    emulation.control.remove('interfaces', 200);
    const changes = (await list('core/object-changes/?id__gt=0&ordering=id')).results;
    expect(changes).toMatchObject([
      {
        action: { value: 'update' },
        changed_object_type: 'dcim.device',
        changed_object_id: 7,
        postchange_data: { name: 'STO-CR1' },
      },
      { action: { value: 'delete' }, changed_object_type: 'dcim.interface', changed_object_id: 200 },
    ]);
    expect(await ids('dcim/interfaces/?device_id=42')).toEqual([]);
  });

  test('leaves out what it is told to, and shortens', async () => {
    await start();
    const [long] = (await list('dcim/devices/?id=7')).results;
    const [excluded] = (await list('dcim/devices/?id=7&exclude=config_context')).results;
    const [short] = (await list('dcim/devices/?id=7&brief=true')).results;
    expect([
      Object.hasOwn(long ?? {}, 'config_context'),
      Object.hasOwn(excluded ?? {}, 'config_context'),
      Object.keys(short ?? {}),
    ]).toEqual([true, false, ['id', 'url', 'display', 'name', 'description']]);
  });
});
