import { expect, test } from '@jest/globals';
import { testMember } from '../testing/contract-server.ts';
import { MemberDirectory } from './directory.ts';

const zabbix = testMember('http://127.0.0.1:1/', { domain: 'faults', source: 'zabbix-west' });
const sql = testMember('http://127.0.0.1:1/', { domain: 'inventory', source: 'legacy-west' });
const both = testMember('http://127.0.0.1:1/', { domain: 'inventory', source: 'zabbix-west' });

test('members stand by domain, in order of precedence', () => {
  const { snapshot } = new MemberDirectory([zabbix, sql, both]);
  expect(snapshot.membersOf('inventory')).toEqual([sql, both]);
  expect(snapshot.membersOf('faults')).toEqual([zabbix]);
  expect(snapshot.membersOf('services')).toEqual([]);
  expect([...snapshot.sources]).toEqual(['zabbix-west', 'legacy-west']);
});

test('who joins or leaves changes no snapshot that was taken before', () => {
  const directory = new MemberDirectory([zabbix]);
  const before = directory.snapshot;
  directory.join(sql);
  expect(before.sources.has('legacy-west')).toBe(false);
  expect(directory.snapshot.membersOf('inventory')).toEqual([sql]);
  directory.leave(zabbix);
  expect(directory.snapshot.membersOf('faults')).toEqual([]);
  expect(before.membersOf('faults')).toEqual([zabbix]);
});

test('a source is a member of a domain once', () => {
  expect(() => new MemberDirectory([zabbix, zabbix])).toThrow('zabbix-west twice in faults');
});
