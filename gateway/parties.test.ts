import { expect, test } from '@jest/globals';
import { wantedBy } from './parties.ts';

type Given = Parameters<typeof wantedBy>;

const manifest = { domains: { inventory: { role: 'ENUMERATES' }, services: { role: 'ENUMERATES' } } };
const modules = new Map([['sql', { manifest }]]) as unknown as Given[1];

function elsewhere(source: object): unknown {
  const sources = [{ name: 'a', adapter: 'sql', endpoint: 'http://a:4101', regions: [], ...source }];
  const configuration = { sources, members: [], configDir: '.' } as unknown as Given[0];
  return wantedBy(configuration, modules).flatMap((party) => party.elsewhere.map(({ url }) => url));
}

test('a source with an endpoint is asked there for all that its adapter can serve', () => {
  expect(elsewhere({})).toEqual(['http://a:4101/inventory', 'http://a:4101/services']);
});

test('or for the domains that the file names', () => {
  expect(elsewhere({ domains: ['services'] })).toEqual(['http://a:4101/services']);
});
