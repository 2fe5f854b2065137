/** What `npm run bindings` is told, by options and by the environment. */
import { parseArgs } from 'node:util';

export const ACTIONS = ['list', 'explain', 'history', 'pin', 'unpin'] as const;
export type BindingsAction = (typeof ACTIONS)[number];

export interface BindingsCommand {
  readonly action: BindingsAction;
  readonly source: string;
  readonly arguments: readonly string[];
  /** The folder under which each source has one of its own. */
  readonly state: string;
  /** The URL of the gateway's /graphql, which alone knows alarms, and which resources there are. */
  readonly graph: string;
  /** Only objects of this state. */
  readonly only: string | null;
  readonly operator: string;
  readonly reason: string;
  readonly json: boolean;
}

export const USAGE = `Usage: npm run bindings -- ACTION --source NAME [...]
  list    [--only BOUND|AMBIGUOUS|UNKNOWN|PENDING] [--json]
  explain NATIVE_ID|ALARM_ID [--graph http://127.0.0.1:4000/graphql] [--json]
  history [NATIVE_ID] [--json]
  pin     NATIVE_ID RESOURCE_ID --reason TEXT [--by OPERATOR] [--graph http://127.0.0.1:4000/graphql]
  unpin   NATIVE_ID --reason TEXT [--by OPERATOR]
It works on what the source keeps under TRIBUTARY_STATE, whether its process runs or not.`;

/** How many words follow an action. */
const WORDS: Readonly<Record<BindingsAction, readonly [number, number]>> = {
  list: [0, 0],
  explain: [1, 1],
  history: [0, 1],
  pin: [2, 2],
  unpin: [1, 1],
};
const STATES = ['BOUND', 'AMBIGUOUS', 'UNKNOWN', 'PENDING'];

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws Error, whose message states the rule that is broken. */
export function readBindingsCommand(args: readonly string[], env: Environment): BindingsCommand {
  const { values, positionals } = parsed(args);
  const [named, ...words] = positionals;
  const action = ACTIONS.find((one) => one === named);
  if (!action) throw broken(`The action must be one of ${ACTIONS.join(', ')}`, named ?? 'nothing');
  if (!values.source) throw broken('`--source` must name a source', 'nothing');
  const [fewest, most] = WORDS[action];
  if (words.length < fewest || words.length > most)
    throw broken(
      `\`${action}\` must be followed by ${fewest === most ? fewest : `at most ${most}`} words`,
      words.join(' ') || 'nothing',
    );
  if (values.only !== undefined && !STATES.includes(values.only))
    throw broken(`\`--only\` must be one of ${STATES.join(', ')}`, values.only);
  const operator = values.by ?? env['USER'] ?? env['LOGNAME'] ?? '';
  const speaks = action === 'pin' || action === 'unpin';
  if (speaks && operator.trim() === '') throw broken('`--by` must name the operator', 'nothing');
  if (speaks && !values.reason?.trim()) throw broken('`--reason` must say why', 'nothing');
  const home = `http://${env['HOST'] || '127.0.0.1'}:${env['PORT'] || '4000'}/graphql`;
  return {
    action,
    source: values.source,
    arguments: words,
    state: env['TRIBUTARY_STATE'] || '.tributary',
    graph: values.graph ?? (env['TRIBUTARY_GRAPH'] || home),
    only: values.only ?? null,
    operator: operator.trim(),
    reason: values.reason?.trim() ?? '',
    json: values.json ?? false,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    source: text,
    graph: text,
    only: text,
    by: text,
    reason: text,
    json: { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`, { cause: error });
  }
}

function broken(rule: string, got: string): Error {
  return new Error(`${rule}, but got: ${got}.\n${USAGE}`);
}
