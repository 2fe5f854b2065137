/** What somebody would write by hand for the one screen, and what its calls alone cost. */
import { join } from 'node:path';
import { type Contender, ROOT } from './contender.ts';

const shared = { workloads: ['noc'], path: '/graphql', coalesces: false } as const;
const FOLDER = join(ROOT, 'bench/hand-written');
const env = { NODE_ENV: 'production' };

export const handWritten: Contender = {
  ...shared,
  id: 'hand-written',
  key: 'handWritten',
  title: 'hand-written backend',
  answersConstant: false,
  command: ({ upstreamUrl, port }) => ({
    command: process.execPath,
    args: [join(FOLDER, 'main.ts'), upstreamUrl, String(port)],
    cwd: FOLDER,
    env,
  }),
};

export const constant: Contender = {
  ...shared,
  id: 'constant',
  key: 'constant',
  title: 'the same calls, a constant answer',
  answersConstant: true,
  command: ({ upstreamUrl, port, workload }) => ({
    command: process.execPath,
    args: [join(FOLDER, 'constant.ts'), upstreamUrl, String(port), workload.requests[0] ?? ''],
    cwd: FOLDER,
    env,
  }),
};
