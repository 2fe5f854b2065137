/** The graph for binders in the gateway's own process: their questions take the same way as everybody's. */
import { TributaryError } from '#schema/errors.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { MemberDirectory } from './members/directory.ts';
import type { RunOperation } from './operation.ts';
import { placesMarks } from './places-marks.ts';

export class LocalGraph implements Graph {
  #run: RunOperation | undefined;
  #members: MemberDirectory | undefined;

  /** From now on it answers. */
  connect(run: RunOperation, members: MemberDirectory): void {
    this.#run = run;
    this.#members = members;
  }

  async placesMarks(call: Call): Promise<ReadonlyMap<string, string | null>> {
    return this.#members ? await placesMarks(this.#members, call) : new Map();
  }

  async query(
    document: string,
    variables: Readonly<Record<string, unknown>>,
    call: Call,
  ): Promise<Readonly<Record<string, unknown>>> {
    if (!this.#run) throw new TributaryError('SOURCE_UNAVAILABLE', 'The gateway has not started yet.');
    const { result } = await this.#run({ query: document, variables, readOnly: true, signal: call.signal });
    if (result.data) return result.data;
    const [error] = result.errors ?? [];
    const { code, source } = error?.extensions ?? {};
    if (code === 'UNKNOWN_SOURCE' && typeof source === 'string')
      throw new TributaryError('UNKNOWN_SOURCE', error?.message ?? '', { source });
    throw new TributaryError(
      code === 'DEADLINE_EXCEEDED' ? 'SOURCE_TIMEOUT' : 'SOURCE_UNAVAILABLE',
      `The gateway does not answer: ${error?.message ?? 'no data'}`,
    );
  }
}
