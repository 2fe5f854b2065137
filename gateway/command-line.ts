/** What `npm run gateway` may be told behind `--`. */
import { parseArgs } from 'node:util';
import { TributaryError } from '#schema/errors.ts';

export interface CommandLine {
  /** A URL or a file; undefined: the graph of the contracts, with the members of the configuration. */
  readonly supergraph: string | undefined;
  readonly port: number | undefined;
}

/** @throws TributaryError CONFIGURATION_INVALID */
export function readCommandLine(args: readonly string[]): CommandLine {
  let values: { supergraph?: string | undefined; port?: string | undefined };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { supergraph: { type: 'string' }, port: { type: 'string' } },
    }));
  } catch (cause) {
    throw invalid(
      `The arguments must be --supergraph URL|FILE and --port N, but: ${(cause as Error).message}`,
    );
  }
  const { supergraph, port } = values;
  if (supergraph === '') throw invalid('`--supergraph` must be a URL or a file, but got: "".');
  if (port !== undefined && (!/^\d{1,5}$/.test(port) || Number(port) > 65_535))
    throw invalid(`\`--port\` must be between 0 and 65535, but got: ${JSON.stringify(port)}.`);
  return { supergraph, port: port === undefined ? undefined : Number(port) };
}

function invalid(message: string): TributaryError {
  return new TributaryError('CONFIGURATION_INVALID', message);
}
