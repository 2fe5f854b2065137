/** Holds a member against every law that concerns it. */
import { type ContractRules, contractRules } from '#schema/rules.ts';
import { type Breach, type Law, type Options, Trial } from './law.ts';
import { LAWS } from './laws.ts';
import { type Budget, BudgetSpent, Member, NoAnswer } from './member.ts';
import { type Samples, takeSamples } from './samples.ts';
import type { Wire } from './wire.ts';

export type Outcome = 'HELD' | 'BREACHED' | 'SKIPPED';

export interface Result {
  readonly law: Law;
  readonly outcome: Outcome;
  readonly breaches: readonly Breach[];
  /** What of the law could not be held, and why. */
  readonly skipped: readonly string[];
  readonly notes: readonly string[];
  readonly checks: number;
  readonly requests: number;
  readonly ms: number;
}

export interface Verdict {
  readonly results: readonly Result[];
  readonly requests: number;
  readonly ms: number;
}

/** @throws NoAnswer where the member cannot be asked at all. */
export async function conformance(
  wire: Wire,
  options: Options,
  budget: Budget,
  laws: readonly Law[] = LAWS,
): Promise<Verdict> {
  const began = performance.now();
  const run = new Run(new Member(wire, budget), options);
  await run.sample();
  const results: Result[] = [];
  for (const law of laws) results.push(await run.hold(law));
  return { results, requests: run.member.requests, ms: performance.now() - began };
}

class Run {
  readonly member: Member;
  readonly #rules: ContractRules;
  readonly #options: Options;
  #samples: Samples | null = null;

  constructor(member: Member, options: Options) {
    this.member = member;
    this.#rules = contractRules(options.domain);
    this.#options = options;
  }

  async sample(): Promise<Samples> {
    const { sample: size, resources } = this.#options;
    this.#samples = await takeSamples(this.#rules, this.member, { size, resources });
    return this.#samples;
  }

  async hold(law: Law): Promise<Result> {
    const asked = this.member.requests;
    const began = performance.now();
    const trial = await this.#try(law);
    const outcome = outcomeOf(trial);
    return {
      law,
      outcome,
      breaches: trial.breaches,
      skipped: [...trial.skipped],
      notes: trial.notes,
      checks: trial.checks,
      requests: this.member.requests - asked,
      ms: performance.now() - began,
    };
  }

  /** A member lives, and may change between two requests: what is broken is tried once more over fresh samples. */
  async #try(law: Law): Promise<Trial> {
    const samples = this.#samples ?? (await this.sample());
    const reason = doesNotConcern(law, this.#options);
    const first = new Trial(this.member, this.#rules, samples, this.#options);
    if (reason !== null) {
      first.skip(reason);
      return first;
    }
    await attempt(law, first);
    if (first.breaches.length === 0 || law.acts) return first;
    try {
      const second = new Trial(this.member, this.#rules, await this.sample(), this.#options);
      await attempt(law, second);
      return second.checks > 0 ? second : first;
    } catch {
      return first;
    }
  }
}

function doesNotConcern(law: Law, { domain, role, mutations }: Options): string | null {
  if (law.domains && !law.domains.includes(domain)) return `for ${law.domains.join(', ')} only`;
  if (law.role && law.role !== role) return `for a member that ${law.role} only`;
  return law.acts && !mutations ? 'it acts on alarms: --mutations' : null;
}

async function attempt(law: Law, trial: Trial): Promise<void> {
  try {
    await law.hold(trial);
  } catch (error) {
    if (error instanceof BudgetSpent) trial.skip(error.message);
    else if (error instanceof NoAnswer) trial.check(false, () => error.message, error);
    else throw error;
  }
}

function outcomeOf({ breaches, checks, skipped }: Trial): Outcome {
  if (breaches.length > 0) return 'BREACHED';
  if (checks > 0) return 'HELD';
  if (skipped.size === 0) skipped.add('the member has nothing that it could be held over');
  return 'SKIPPED';
}
