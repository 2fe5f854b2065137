/** Batch first: answers stand at the place of their keys, unknown keys are null or empty, records keep the contract. */
import { expect, test } from '@jest/globals';
import type { Domain } from '#schema/domains.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import { contractRules } from '#schema/rules.ts';
import { contractFaults } from './contract-faults.ts';
import type { Manifest } from '../module.ts';
import type { Upstream } from './fixture.ts';
import { SOURCE } from './opened.ts';

type ByIds = (
  adapter: Adapter,
  ids: readonly string[],
  call: Call,
) => Promise<readonly ({ readonly id: string } | null)[]> | undefined;

const LOOKUPS: readonly {
  readonly type: keyof Upstream['ids'];
  readonly domain: Domain;
  readonly byIds: ByIds;
}[] = [
  {
    type: 'Resource',
    domain: 'inventory',
    byIds: (adapter, ids, call) => adapter.inventory?.resourcesByIds(ids, call),
  },
  { type: 'Alarm', domain: 'faults', byIds: (adapter, ids, call) => adapter.faults?.alarmsByIds(ids, call) },
  {
    type: 'Service',
    domain: 'services',
    byIds: (adapter, ids, call) => adapter.services?.servicesByIds(ids, call),
  },
  {
    type: 'Customer',
    domain: 'services',
    byIds: (adapter, ids, call) => adapter.services?.customersByIds(ids, call),
  },
];

export function recordLaws(manifest: Manifest, adapter: () => Adapter, ids: () => Upstream['ids']): void {
  const call: Call = { signal: new AbortController().signal };
  test.each(LOOKUPS.filter(({ domain }) => manifest.domains[domain]))(
    '$type records come in the order of their ids, unknown ones null',
    async ({ type, domain, byIds }) => {
      const known = ids()[type];
      if (!known || known.length < 2)
        throw new TypeError(`The fixture must name at least two ids of ${type}.`);
      const strange = [`${SOURCE}/zz.nothing`, `elsewhere/${'9'.repeat(19)}`];
      const asked = [strange[0] ?? '', ...known.toReversed(), strange[1] ?? '', ...known.slice(0, 1)];
      const answered = await byIds(adapter(), asked, call);
      expect(answered?.map((record) => record?.id ?? null)).toEqual(
        asked.map((id) => (strange.includes(id) ? null : id)),
      );
      const rules = contractRules(domain);
      expect(answered?.flatMap((record) => (record ? contractFaults(rules, type, record) : []))).toEqual([]);
      expect(await byIds(adapter(), [], call)).toEqual([]);
    },
  );
}
