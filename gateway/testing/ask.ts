/** Asks a gateway without HTTP: the real pipeline over members that the test gives. */
import { Supergraph } from '@apollo/federation-internals';
import type { FormattedExecutionResult } from 'graphql';
import { pino } from 'pino';
import { supergraphText } from '#schema/contracts.ts';
import type { Member } from '#schema/ports/member.ts';
import { MemberDirectory } from '../members/directory.ts';
import { type OperationCall, createRunOperation } from '../operation.ts';
import { createHivePlanner } from '../plan/hive-planner.ts';
import type { SupergraphHolder } from '../supergraph/supergraph.ts';

const supergraphSdl = supergraphText();
export const apiSchema = Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();

const supergraph: SupergraphHolder = {
  current: { apiSchema, supergraphSdl, planner: createHivePlanner(supergraphSdl, { planningMs: 10_000 }) },
  update: () => undefined,
  onChange: () => () => undefined,
  stop: () => Promise.resolve(),
};

/** The answer as it would be on the wire. */
export async function ask(
  members: readonly Member[],
  query: string,
  variables: Record<string, unknown> = {},
  options: Partial<OperationCall> = {},
): Promise<FormattedExecutionResult> {
  const log = pino({ level: 'silent' });
  const run = createRunOperation({ supergraph, members: new MemberDirectory(members), log });
  const { signal } = new AbortController();
  const { result } = await run({ query, variables, signal, ...options });
  return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
}
