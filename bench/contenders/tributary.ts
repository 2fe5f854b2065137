/** Tributary as an operator starts it. */
import { type Contender, ROOT, npmRun, supergraphFile } from './contender.ts';

export const tributary: Contender = {
  id: 'tributary',
  key: 'tributary',
  title: 'Tributary',
  workloads: ['standard', 'distinct'],
  coalesces: false,
  path: '/graphql',
  command: (setting) =>
    npmRun(ROOT, 'gateway', ['--supergraph', supergraphFile(setting), '--port', String(setting.port)]),
};
