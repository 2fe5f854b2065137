/** What `npm run subgraph` is told, by options and by the environment. */
import { parseArgs } from 'node:util';

export interface CommandLine {
  readonly source: string;
  readonly config: string;
  /** The URL of the gateway's /graphql; null where there is none to bind identities by. */
  readonly graph: string | null;
  readonly state: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
}

/** By pino's names. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

export const USAGE =
  'Usage: npm run subgraph -- --source NAME [--config tributary.yaml] [--graph http://gateway:4000/graphql]';

/** @throws Error, whose message states the rule that is broken. */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine {
  const values = options(args);
  if (!values.source)
    throw new Error(`\`--source\` must name a source of the configuration, but got: nothing.\n${USAGE}`);
  return {
    source: values.source,
    config: values.config ?? (env['TRIBUTARY_CONFIG'] || 'tributary.yaml'),
    graph: graphUrl(values.graph ?? env['TRIBUTARY_GRAPH']),
    state: env['TRIBUTARY_STATE'] || '.tributary',
    host: env['HOST'] || '127.0.0.1',
    port: portNumber(env['PORT'] || '4101'),
    logLevel: logLevel(env['LOG_LEVEL'] || 'info'),
  };
}

function options(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { source: text, config: text, graph: text } }).values;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function graphUrl(url: string | undefined): string | null {
  if (!url) return null;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new Error(`The URL of the graph must be http or https, but got: ${JSON.stringify(url)}.`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`PORT must be between 0 and 65535, but got: ${JSON.stringify(text)}.`);
}

function logLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, but got: ${JSON.stringify(text)}.`);
}
