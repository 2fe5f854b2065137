/** A source that is deaf costs an operation its timeout once. */
import { expect, test } from '@jest/globals';
import { TributaryError } from '#schema/errors.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import { ask } from '../testing/ask.ts';
import { type TestMember, recordMember } from '../testing/record-member.ts';

function estate() {
  const west = recordMember('inventory', 'west', [{ id: 'west/r1', name: 'r1', deviceId: 'east/d1' }]);
  const east = recordMember('inventory', 'east', [
    { id: 'east/d1', name: 'd1', siteId: 'west/r1' },
    { id: 'east/d2', name: 'd2' },
  ]);
  const alarm = (id: string, object: string) => ({
    id,
    ackState: 'UNACKNOWLEDGED',
    alarmedObjectId: object,
    alarmReportingTime: '2026-01-01T00:00:00.000Z',
  });
  const fm = recordMember('faults', 'fm', [alarm('fm/1', 'west/r1'), alarm('fm/2', 'east/d1')]);
  return { west, east, fm, members: [west, east, fm] };
}

/** As a host answers whose source says nothing in time: nobody is told anything of. */
function deaf(member: TestMember): void {
  const answer = member.execute;
  const extensions = { code: 'SOURCE_TIMEOUT' };
  member.execute = async (request, call): Promise<MemberResponse> => {
    const { data } = await answer(request, call);
    const errors: { message: string; path: (string | number)[]; extensions: typeof extensions }[] = [];
    const tell = (...path: (string | number)[]) => {
      errors.push({ message: 'Too late.', path, extensions });
      return null;
    };
    const nothing = Object.entries(data ?? {}).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((_, i) => tell(key, i)) : tell(key),
    ]);
    return { data: Object.fromEntries(nothing) as Record<string, unknown>, errors };
  };
}

/** Inventory is asked at the root, once more for what alarms lead to, and again for what these lead to. */
const THREE_TIMES = `{
  resources { edges { node { id } } }
  alarms { edges { node { id alarmedObject { id name alarms { edges { node { id managedElement { id } alarmedObject { name } } } } } } } }
}`;

const pathsOf = (errors: readonly { readonly path?: unknown }[] | undefined) =>
  (errors ?? []).map(({ path = [] }) =>
    (path as (string | number)[]).filter((part) => typeof part === 'string').join('.'),
  );

test.each([
  ['its member times out', 'resource.contains'],
  // Then the host has told the whole entity at once.
  ['its host says so', 'resource'],
])('%s: it is asked once', async (how, firstPlace) => {
  const { east, members } = estate();
  if (how === 'its host says so') deaf(east);
  else east.failure = new TributaryError('SOURCE_TIMEOUT', 'Too late.', { source: 'east' });
  const { data, errors, extensions } = await ask(
    members,
    '{ resource(id: "west/r1") { device { name site { name contains { complete } } } contains { complete } alarms { edges { node { alarmedObject { name contains { complete } } } } } } }',
  );
  expect(east.requests).toHaveLength(1);
  expect(data).toEqual({
    resource: {
      device: { name: null, site: null },
      contains: { complete: false },
      alarms: { edges: [{ node: { alarmedObject: { name: 'r1', contains: { complete: false } } } }] },
    },
  });
  // Once per field, also where it was not asked any more.
  expect(pathsOf(errors).toSorted()).toEqual(
    ['resource.alarms.edges.node.alarmedObject.contains', 'resource.device', firstPlace].toSorted(),
  );
  expect(errors?.map(({ extensions: said }) => said?.['code'])).toEqual(Array(3).fill('SOURCE_TIMEOUT'));
  expect(extensions?.['sources']).toContainEqual(expect.objectContaining({ source: 'east', requests: 1 }));
});

test('who fails at once is asked again: it may be back', async () => {
  const { east, members } = estate();
  east.failure = new TributaryError('SOURCE_UNAVAILABLE', 'Refused.', { source: 'east' });
  await ask(members, THREE_TIMES);
  expect(east.requests.length).toBeGreaterThan(1);
});

test('who says anything besides is not deaf', async () => {
  const { east, members } = estate();
  const answer = east.execute;
  east.execute = async (request, call) => ({
    ...(await answer(request, call)),
    errors: [
      { message: 'Too late.', path: ['_t_entities0', 0, 'name'], extensions: { code: 'SOURCE_TIMEOUT' } },
    ],
  });
  await ask(members, THREE_TIMES);
  expect(east.requests.length).toBeGreaterThan(1);
});

test('an action is sent all the same; what is read with it is not waited for', async () => {
  const { fm, members } = estate();
  fm.failure = new TributaryError('SOURCE_TIMEOUT', 'Too late.', { source: 'fm' });
  const { data } = await ask(
    members,
    'mutation { a: acknowledgeAlarms(ids: ["fm/1"]) { results { status } } b: clearAlarms(ids: ["fm/1"]) { results { status } } }',
  );
  expect(fm.requests).toHaveLength(2);
  expect(data).toEqual({
    a: { results: [{ status: 'OUTCOME_UNKNOWN' }] },
    b: { results: [{ status: 'OUTCOME_UNKNOWN' }] },
  });
});
