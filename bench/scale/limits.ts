/** What is promised at scale. */
/** The p95 of these questions, milliseconds. */
export const LIMIT_MS = 300;
export const LIMITED: readonly string[] = [
  'first page',
  'last page',
  'within a site',
  'a device in four sources',
  'alarm summary of a region',
];

/** What a question costs a source more on the large estate than on the small one, where it is of the same places. */
export interface Dearer {
  readonly question: string;
  readonly source: string;
  readonly calls: number;
  /** On the small estate. */
  readonly before: number;
}

interface Costs {
  readonly questions: readonly {
    readonly name: string;
    readonly firstNetworkCalls: Readonly<Record<string, number>>;
  }[];
}

export function dearer(small: Costs, large: Costs): Dearer[] {
  return large.questions.flatMap(({ name: question, firstNetworkCalls }) => {
    const known = small.questions.find(({ name }) => name === question)?.firstNetworkCalls ?? {};
    return Object.entries(firstNetworkCalls).flatMap(([source, calls]) => {
      const before = known[source] ?? 0;
      return calls <= before ? [] : [{ question, source, calls, before }];
    });
  });
}
