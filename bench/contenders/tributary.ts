/** Tributary as an operator starts it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shopSupergraph } from '../workloads/shop/schema.ts';
import type { Contender } from './contender.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const tributary: Contender = {
  id: 'tributary',
  key: 'tributary',
  title: 'Tributary',
  coalesces: false,
  path: '/graphql',
  command({ upstreamUrl, port, folder }) {
    const supergraph = join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, shopSupergraph(upstreamUrl));
    return {
      command: 'npm',
      args: ['run', '--silent', 'gateway', '--', '--supergraph', supergraph, '--port', String(port)],
      cwd: ROOT,
    };
  },
};
