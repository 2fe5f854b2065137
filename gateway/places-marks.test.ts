import { expect, test } from '@jest/globals';
import type { Member } from '#schema/ports/member.ts';
import { MemberDirectory } from './members/directory.ts';
import { placesMarks } from './places-marks.ts';

const call = { signal: new AbortController().signal };

function inventory(source: string, more: Partial<Member> = {}): Member {
  return {
    domain: 'inventory',
    source,
    role: 'ENUMERATES',
    contributes: {},
    regions: [],
    execute: async () => ({}),
    ...more,
  };
}

test('whoever can tell is heard, for as long as he is the same', async () => {
  const west = inventory('west', { placesMark: async () => '7' });
  const members = new MemberDirectory([
    west,
    inventory('elsewhere'),
    inventory('mute', { placesMark: async () => null }),
    inventory('away', {
      placesMark: async () => {
        throw new Error('away');
      },
    }),
  ]);
  const before = await placesMarks(members, call);
  expect([...before.keys()]).toEqual(['west', 'elsewhere', 'mute', 'away']);
  expect([...before.values()].slice(1)).toEqual([null, null, null]);
  expect(before.get('west')).toEqual(expect.any(String));
  expect(await placesMarks(members, call)).toEqual(before);
  // Opened anew, it counts from the beginning.
  members.replace([inventory('west', { placesMark: async () => '7' })]);
  expect((await placesMarks(members, call)).get('west')).not.toBe(before.get('west'));
});

test('where somebody else has a say in where things are, nobody is believed', async () => {
  const west = inventory('west', { placesMark: async () => '7' });
  const contributor = (fields: string[]) =>
    inventory('nms', { role: 'CONTRIBUTES', contributes: { Resource: fields } });
  const members = new MemberDirectory([west, contributor(['identifiers'])]);
  expect((await placesMarks(members, call)).get('west')).toEqual(expect.any(String));
  members.replace([west, contributor(['identifiers', 'region'])]);
  expect(await placesMarks(members, call)).toEqual(new Map());
});
