/** A law of the contract, and the trial in which a member is held against it. */
import type { Domain } from '#schema/domains.ts';
import type { ContractRules } from '#schema/rules.ts';
import { isErrorCode } from '#schema/errors.ts';
import { type ListArguments, type Page, type Under, listField, listRequest, pageIn } from './lists.ts';
import type { List } from './lists.ts';
import type { Answer, GraphQLRequest, Member } from './member.ts';
import type { SampledList, Samples } from './samples.ts';

export interface Law {
  readonly id: string;
  readonly title: string;
  /** What goes wrong where it is broken, in one sentence. */
  readonly why: string;
  /** The place in the contract that says so. */
  readonly rule: string;
  /** Absent: every domain. */
  readonly domains?: readonly Domain[];
  readonly role?: Options['role'];
  /** Changes something in the source: held on demand only. */
  readonly acts?: true;
  readonly hold: (trial: Trial) => Promise<void>;
}

export interface Options {
  readonly domain: Domain;
  readonly role: 'enumerates' | 'contributes';
  /** How many records of a list are looked at. */
  readonly sample: number;
  /** Ids of resources that the member knows something about, where it lists none itself. */
  readonly resources: readonly string[];
  readonly mutations: boolean;
  /** An alarm that may be acknowledged. */
  readonly alarm: string | null;
}

export interface Breach {
  readonly message: string;
  readonly request: GraphQLRequest;
}

/** Breaches of one kind beyond this many say nothing new. */
const MAX_BREACHES = 5;
/** A well-formed token that no source mints. */
export const NOBODY = 'conformance-nobody';

export class Trial {
  readonly member: Member;
  readonly rules: ContractRules;
  readonly samples: Samples;
  readonly options: Options;
  readonly breaches: Breach[] = [];
  /** What could not be held, and why. */
  readonly skipped = new Set<string>();
  /** What is worth knowing and no breach. */
  readonly notes: string[] = [];
  checks = 0;

  constructor(member: Member, rules: ContractRules, samples: Samples, options: Options) {
    this.member = member;
    this.rules = rules;
    this.samples = samples;
    this.options = options;
  }

  ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    return this.member.ask(query, variables);
  }

  /** The message is made only where the law is broken. */
  check(holds: boolean, message: () => string, { request }: Pick<Answer, 'request'>): boolean {
    this.checks++;
    if (!holds && this.breaches.length < MAX_BREACHES) this.breaches.push({ message: message(), request });
    return holds;
  }

  skip(reason: string): void {
    this.skipped.add(reason);
  }

  /** Without errors. */
  answered(answer: Answer): boolean {
    const [error] = answer.errors;
    return this.check(
      error === undefined,
      () => `The answer must be without errors, but got: ${shown(error?.message)}.`,
      answer,
    );
  }

  /** One page of a list; null, and a breach, where there is none. */
  async page(
    list: List,
    under: Under | null,
    args: ListArguments,
    edge?: string,
  ): Promise<{ page: Page | null; answer: Answer }> {
    const { query, variables } = listRequest(under, [listField(list, args, edge)]);
    const answer = await this.ask(query, variables);
    const page = pageIn(answer, under);
    if (this.answered(answer))
      this.check(
        page !== null,
        () => `${list.place} must be a connection, but got: ${shown(answer.data)}.`,
        answer,
      );
    return { page, answer };
  }

  /**
   * Refused, with one of these codes. An error without a code of the table is left to the law of errors, so that a member that
   * gives no codes at all is told so once.
   */
  refused(answer: Answer, codes: readonly string[], what: string): void {
    const given = answer.errors.map(({ extensions }) => extensions['code']);
    const fits = given.some((code) => !isErrorCode(code) || codes.includes(code));
    const got = given.length === 0 ? `no error, ${shown(answer.data)}` : given.map(String).join(', ');
    this.check(fits, () => `${what} must be refused with ${codes.join(' or ')}, but got: ${got}.`, answer);
  }

  /** The sampled lists that have at least so many records, all others being told as skipped. */
  lists(least: number): SampledList[] {
    const { lists } = this.samples;
    if (lists.length === 0) this.skip('the member has no list that could be read');
    return lists.filter(({ list, edges }) => {
      if (edges.length >= least) return true;
      this.skip(`${list.place} has fewer than ${least} records`);
      return false;
    });
  }

  /** The id of a record that nobody has, of the member's own source or of another one. */
  unknownId(whose: 'own' | 'foreign'): string | null {
    const [own] = this.samples.sources;
    if (whose === 'foreign') return `${NOBODY}/${NOBODY}`;
    return own === undefined ? null : `${own}/${NOBODY}`;
  }
}

export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** "Query.alarms ordered by SEVERITY_DESC", with the record under which it hangs. */
export function named({ list, under, orderBy }: SampledList): string {
  const order = orderBy === undefined ? '' : ` by ${orderBy}`;
  return `${list.place}${under ? ` of ${under.id}` : ''}${order}`;
}
