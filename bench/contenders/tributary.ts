/** Tributary as an operator starts it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Command } from '../measure/process.ts';
import { NOC_MEMBERS, pathOf } from '../workloads/noc/members.ts';
import { type Contender, ROOT, type Setting, npmRun, supergraphFile } from './contender.ts';

export const tributary: Contender = {
  id: 'tributary',
  key: 'tributary',
  title: 'Tributary',
  workloads: ['standard', 'distinct', 'noc'],
  coalesces: true,
  answersConstant: false,
  path: '/graphql',
  command: (setting) => (setting.workload.name === 'noc' ? overMembers(setting) : overSubgraphs(setting)),
};

function overSubgraphs(setting: Setting): Command {
  const args = ['--supergraph', supergraphFile(setting), '--port', String(setting.port)];
  return npmRun(ROOT, 'gateway', args, environment(setting));
}

function overMembers(setting: Setting): Command {
  const { upstreamUrl, port, folder } = setting;
  const members = NOC_MEMBERS.map((member) => ({ ...member, url: upstreamUrl + pathOf(member) }));
  const configuration = join(folder, 'tributary.yaml');
  writeFileSync(configuration, stringify({ version: 1, members }));
  return npmRun(ROOT, 'gateway', ['--port', String(port)], {
    ...environment(setting),
    TRIBUTARY_CONFIG: configuration,
    TRIBUTARY_STATE: join(folder, 'state'),
  });
}

function environment({ coalesce }: Setting): Record<string, string> {
  return { TRIBUTARY_COALESCE: String(coalesce) };
}
