import { expect } from '@jest/globals';
import { FakeGraph } from '#adapters/kit/identity/testing/fake-graph.ts';
import { adapterContract } from '#adapters/kit/suite/adapter-contract.ts';
import { contractRules } from '#schema/rules.ts';
import { acmeView } from './module.ts';
import { startAcmeViewServer } from './testing/acme-view-server.ts';

const ENV = { ACME_VIEW_TOKEN: 'token-of-the-contract' };
const options = (url: string, more: object = {}) => ({
  options: { url, token: { env: 'ACME_VIEW_TOKEN' }, pollSeconds: 0.05, ...more },
  env: ENV,
});
const bad = (name: string, given: Record<string, unknown>, ...mentions: string[]) => ({
  name,
  options: given,
  env: ENV,
  mentions,
});

adapterContract({
  module: acmeView,
  sample: options('https://acme-view.example'),
  bad: [
    bad('no address', { token: { env: 'ACME_VIEW_TOKEN' } }, 'url'),
    bad('no token', { url: 'http://h' }, 'token'),
    bad('a secret in the file', { url: 'http://h', token: ENV.ACME_VIEW_TOKEN }, 'token', 'env'),
    bad('several at once', { ...options('ftp://h').options, pollSeconds: 0 }, 'url', 'pollSeconds'),
    bad('a misspelt name', { ...options('http://h').options, polSeconds: 1 }, 'pollSeconds'),
  ],
  async start() {
    const source = await startAcmeViewServer(ENV.ACME_VIEW_TOKEN);
    const graph = new FakeGraph();
    graph.add('inv/device.a1', ['NAME par-cr1']);
    return {
      options: (url = source.url) => options(url),
      graph,
      // Two that are open and one that is over: it is not in the live set, and asked of the source.
      ids: { Alarm: ['suite/b17', 'suite/a3', 'suite/a2'] },
      connections: () => source.connections(),
      close: () => source.close(),
    };
  },
  ask: (adapter, call) => adapter.faults?.alarmsByIds(['suite/c999'], call) ?? Promise.resolve(),
  capabilities: {
    async 'alarms.open'(adapter, _, call) {
      const order = contractRules('faults').order('Query', 'alarms', 'SEVERITY_DESC');
      const page = await adapter.faults?.alarms({ order, first: 3, after: null, filter: null }, call);
      expect(page?.items.map(({ perceivedSeverity }) => perceivedSeverity)).toEqual([
        'CRITICAL',
        'CRITICAL',
        'CRITICAL',
      ]);
      expect(await page?.totalCount()).toBe(12);
    },
    async 'alarms.acknowledge'(adapter, _, call) {
      const ids = ['suite/b17', 'suite/b99'];
      const outcomes = await adapter.faults?.act('ACKNOWLEDGE', ids, 'mine', call);
      expect(outcomes).toMatchObject([
        { status: 'APPLIED', alarm: { id: 'suite/b17', ackState: 'ACKNOWLEDGED', ackUser: 'api' } },
        { status: 'FAILED', alarm: null, error: { code: 'NOT_FOUND' } },
      ]);
      expect(await adapter.faults?.act('CLEAR', ids, null, call)).toMatchObject([
        { status: 'FAILED', alarm: { id: 'suite/b17' }, error: { code: 'NOT_SUPPORTED_BY_SOURCE' } },
        { status: 'FAILED', alarm: null, error: { code: 'NOT_FOUND' } },
      ]);
    },
  },
});
