/** Who is known by a name: inventories say it of their own, and contributors of what they have bound, where that counts. */
import fc from 'fast-check';
import { TributaryError } from '#schema/errors.ts';
import { type TestMember, recordMember } from '../testing/record-member.ts';
import { type Law, defineLaw, same } from './law.ts';
import { askGateway } from './members.ts';

const OWNERS = ['a', 'b'] as const;
const NAMES = ['x', 'y', 'z'] as const;
const MOST = 6;

const name = fc.constantFrom(...NAMES);
const one = fc.record({
  resources: fc.array(fc.record({ owner: fc.constantFrom(...OWNERS), name }), { maxLength: MOST }),
  ownersAway: fc.subarray([...OWNERS], { maxLength: 1 }),
  callers: fc.array(
    fc.record({
      answers: fc.boolean(),
      away: fc.nat(4).map((n) => n === 0),
      calls: fc.array(fc.record({ which: fc.nat(MOST - 1), name }), { maxLength: 4 }),
    }),
    { maxLength: 3 },
  ),
  first: fc.boolean(),
});
type One = typeof one extends fc.Arbitrary<infer T> ? T : never;

interface Input {
  readonly basis: 'INVENTORY' | 'ANY_SYSTEM' | null;
  readonly asked: readonly string[];
}
const input: fc.Arbitrary<Input> = fc.record({
  basis: fc.constantFrom('INVENTORY', 'ANY_SYSTEM', null),
  asked: fc.array(fc.constantFrom(...NAMES, 'nobody'), { minLength: 1, maxLength: 4 }),
});

interface Found {
  readonly who: readonly { readonly id: string; readonly called: string | null }[];
  readonly whole: boolean;
}

export const names: Law = defineLaw({
  name: 'names',
  says: 'A name leads to whatever its inventory calls so, and, unless only inventories count, to whatever a contributor that answers has bound so; each once.',
  share: 3,
  common: input,
  single: one,
  async check(asked, dealt) {
    const { resources, callers, ownersAway, first } = dealt;
    const ids = resources.map(({ owner }, i) => `${owner}/${i}`);
    const owners = OWNERS.map((owner) =>
      away(
        recordMember(
          'inventory',
          owner,
          resources.flatMap((resource, i) =>
            resource.owner === owner ? [{ id: ids[i] ?? '', kind: 'DEVICE', name: resource.name }] : [],
          ),
        ),
        ownersAway.includes(owner),
      ),
    );
    const contributors = callers.map(({ answers, away: isAway, calls }, i) =>
      away(
        recordMember('inventory', `k${i}`, boundBy(calls, ids), {
          role: 'CONTRIBUTES',
          contributes: { Resource: ['technology'], ...(answers && { Query: ['resolve'] }) },
        }),
        isAway,
      ),
    );
    const members = first ? [...contributors, ...owners] : [...owners, ...contributors];
    const basis = asked.basis === null ? '' : `, basis: ${asked.basis}`;
    const { data } = await askGateway(
      members,
      `query ($keys: [IdentifierInput!]!) { r: resolve(keys: $keys${basis}) { whole: complete who: candidates { called: name id } } }`,
      { keys: asked.asked.map((value) => ({ type: 'NAME', value })) },
    );
    const shown = () => ({ asked, dealt });
    const given = ((data?.['r'] ?? []) as Found[]).map(({ who, whole }) => ({
      who: who.map(({ id, called }) => `${id} ${called}`).toSorted(),
      whole,
    }));
    same('Who is known', given, expected(asked, dealt, ids), shown);
    const silent = contributors.filter((_, i) => asked.basis === 'INVENTORY' || !callers[i]?.answers);
    same(
      'Requests to who does not answer it',
      silent.flatMap(({ requests }) => requests),
      [],
      shown,
    );
  },
});

function expected({ basis, asked }: Input, { resources, callers, ownersAway }: One, ids: readonly string[]) {
  const isAway = (id: string): boolean => ownersAway.some((owner) => id.startsWith(`${owner}/`));
  const heard = basis === 'INVENTORY' ? [] : callers.filter(({ answers }) => answers);
  return asked.map((value) => {
    const known = ids.filter(
      (id, i) =>
        (resources[i]?.name === value && !isAway(id)) ||
        heard.some(
          (caller) =>
            !caller.away && caller.calls.some((call) => ids[call.which] === id && call.name === value),
        ),
    );
    return {
      who: known.map((id) => `${id} ${isAway(id) ? null : resources[ids.indexOf(id)]?.name}`).toSorted(),
      whole: ownersAway.length === 0 && !heard.some((caller) => caller.away),
    };
  });
}

function boundBy(calls: One['callers'][number]['calls'], ids: readonly string[]) {
  const bound = Map.groupBy(calls, ({ which }) => ids[which] ?? null);
  return [...bound].flatMap(([id, some]) =>
    id === null ? [] : [{ id, calls: some.map((call) => call.name) }],
  );
}

function away(member: TestMember, isAway: boolean): TestMember {
  if (isAway) member.failure = new TributaryError('SOURCE_TIMEOUT', 'Too late.');
  return member;
}
