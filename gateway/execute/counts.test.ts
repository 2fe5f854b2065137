/** What several members list is one, and is counted as one. */
import { expect, test } from '@jest/globals';
import { ask } from '../testing/ask.ts';
import { recordMember } from '../testing/record-member.ts';

const edge = (id: string) => ({ id, ofId: 'a/r1', type: 'CONNECTS', direction: 'OUT' });

/** Both tell two edges of one resource, one of which is the same; each lists all resources. */
function estate() {
  const resources = [{ id: 'a/r1' }, { id: 'a/r2' }, { id: 'b/r3' }];
  const member = (source: string, relationships: readonly ReturnType<typeof edge>[]) =>
    recordMember('inventory', source, resources, { more: { relationships }, manner: { source } });
  return [member('a', [edge('a/r2'), edge('b/r3')]), member('b', [edge('b/r3'), edge('b/r4')])];
}

test('a record that two members list is counted by its owner', async () => {
  const { data } = await ask(
    estate(),
    '{ all: resources { totalCount edges { node { id } } } page: resources(first: 1) { totalCount } }',
  );
  expect(data).toMatchObject({ all: { totalCount: 3 }, page: { totalCount: 3 } });
  expect(data?.['all']).toHaveProperty('edges.length', 3);
});

test.each([
  ['seen to the end', '', 3],
  ['as long as the longest share', '(first: 2)', 3],
  ['in a filter that leaves nothing', '(direction: IN)', 0],
])('an edge that two members tell, in a list %s', async (_, args, totalCount) => {
  const { data } = await ask(
    estate(),
    `{ resource(id: "a/r1") { relationships${args} { totalCount edges { node { id } } } } }`,
  );
  expect(data).toMatchObject({ resource: { relationships: { totalCount } } });
});

test('edges of three members are counted as far as each tells its own, beyond what the page shows', async () => {
  const third = recordMember('inventory', 'c', [{ id: 'a/r1' }], {
    more: { relationships: [edge('b/r4'), edge('c/r5')] },
    manner: { source: 'c' },
  });
  const { data } = await ask(
    [...estate(), third],
    '{ resource(id: "a/r1") { relationships(first: 2) { totalCount edges { node { id } } } } }',
  );
  expect(data).toMatchObject({ resource: { relationships: { totalCount: 4 } } });
  expect(data).toHaveProperty('resource.relationships.edges.length', 2);
});
