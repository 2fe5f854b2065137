import { expect, test } from '@jest/globals';
import { sourceTable } from './source-table.ts';
import { testMember } from './testing/contract-server.ts';

test('a line per source', () => {
  const url = 'http://127.0.0.1:1/';
  const members = [
    testMember(url, { source: 'legacy-west', domain: 'inventory', regions: ['west'] }),
    testMember(url, { source: 'zabbix', domain: 'inventory', role: 'CONTRIBUTES' }),
    testMember(url, { source: 'legacy-west', domain: 'services', regions: ['west'] }),
    testMember(url, { source: 'zabbix', domain: 'faults' }),
  ];
  expect(sourceTable(members)).toBe(
    [
      '  SOURCE       REGIONS  DOMAINS',
      '  legacy-west  west     inventory, services',
      '  zabbix       any      inventory (contributes), faults',
    ].join('\n'),
  );
});
