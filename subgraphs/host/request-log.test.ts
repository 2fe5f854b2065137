import { expect, test } from '@jest/globals';
import { SILENT, adapterOf, manifestOf, memoryPorts } from '../testing/memory-adapter.ts';
import { createLogger } from './request-log.ts';
import { createSourceServer } from './server.ts';

test('a request is logged without what was asked', async () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const adapter = adapterOf('nms', memoryPorts());
  const app = createSourceServer({ adapter, manifest: manifestOf(), regions: [], log: SILENT }, { logger });
  await app.inject({
    url: '/faults?query=%7Bhunter2%7D&variables=%7B%7D',
    headers: { authorization: 'Bearer hunter2' },
  });
  await app.close();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
    expect.objectContaining({ req: { method: 'GET', path: '/faults' } }),
  );
  expect(lines.join('')).not.toContain('hunter2');
});
