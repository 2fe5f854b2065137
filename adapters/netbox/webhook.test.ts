import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { openForSuite } from '#adapters/kit/suite/opened.ts';
import { call } from '#adapters/kit/suite/adapter-contract.ts';
import { smallNetwork } from '#lab/estate/netbox/small-network.ts';
import { startNetboxEmulation } from '#lab/estate/netbox/start-netbox-emulation.ts';
import { enumeratesInventory } from '#schema/ports/inventory.ts';
import { contractRules } from '#schema/rules.ts';
import { netbox } from './module.ts';

const SECRET = 'secret-of-the-webhook-1';
const ENV = { NETBOX_TOKEN: 'token-for-webhooks-0123456789', HOOK_SECRET: SECRET };
const BY_NAME = contractRules('inventory').order('Query', 'resources', 'NAME');

test('a signed webhook has the change log looked at; an unsigned or false one is refused', async () => {
  const emulation = await startNetboxEmulation({ rows: smallNetwork(), token: ENV.NETBOX_TOKEN });
  const options = {
    url: emulation.url,
    token: { env: 'NETBOX_TOKEN' },
    webhookSecret: { env: 'HOOK_SECRET' },
    pollSeconds: 3600,
  };
  const opened = openForSuite(netbox, { options, env: ENV }, { query: () => Promise.resolve({}) });
  const { inventory, hooks } = opened.adapter;
  const [hook] = hooks ?? [];
  if (!inventory || !enumeratesInventory(inventory) || !hook) throw new TypeError('It must have both.');
  await opened.adapter.start();
  const ports = async () =>
    (
      await inventory.resources(
        { order: BY_NAME, first: 100, after: null, filter: { kind: ['SITE'] } },
        call(),
      )
    ).items.length;
  expect(await ports()).toBe(4);
  emulation.control.create('sites', { id: 60, name: 'Umeå', slug: 'ume' });
  const asked = (): number => emulation.requests.filter((path) => path.includes('object-changes')).length;
  const before = asked();

  const body = Buffer.from('{"event":"created","model":"site","data":{"id":60}}');
  const signature = createHmac('sha512', SECRET).update(body).digest('hex');
  const refused = [
    undefined,
    '',
    'zz',
    signature.slice(2),
    signature.replace(/^./, (c) => (c === '0' ? '1' : '0')),
  ];
  expect(refused.map((given) => hook.receive({ 'x-hook-signature': given }, body))).toEqual(
    refused.map(() => false),
  );
  expect(hook.receive({ 'x-hook-signature': signature }, Buffer.from(`${body.toString()} `))).toBe(false);
  expect([await ports(), asked()]).toEqual([4, before]);

  expect(hook.receive({ 'x-hook-signature': signature }, body)).toBe(true);
  while ((await ports()) !== 5) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(asked()).toBeGreaterThan(before);
  await opened.close();
  await emulation.close();
});
