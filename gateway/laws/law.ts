/** A law: what must hold of every case, and how it is tried on many. */
import fc from 'fast-check';

export interface Law {
  readonly name: string;
  /** What it says, in a sentence. */
  readonly says: string;
  /** Of a hundred cases of a proof, those that are its. */
  readonly share: number;
  /** Tries it on at least so many cases. @throws LawBroken with what replays and shows it. */
  prove(options: ProveOptions): Promise<Proof>;
}

export interface ProveOptions {
  readonly cases: number;
  readonly seed: number;
  /** Told after each chunk. */
  readonly onProgress?: (proof: Proof) => void;
}

export interface Proof {
  readonly cases: number;
  /** Of the cases, those that the law's own measure counts. */
  readonly measured: number;
}

export class LawBroken extends Error {
  readonly law: string;
  readonly seed: number;

  constructor(law: string, seed: number, shown: string) {
    super(
      `The law "${law}" is broken.\nReplay: npm run proof -- --law ${law} --seed ${seed}\nThe smallest case that was found:\n${shown}`,
    );
    this.name = 'LawBroken';
    this.law = law;
    this.seed = seed;
  }
}

interface LawParts<Input, Case> {
  readonly name: string;
  readonly says: string;
  readonly share: number;
  /** What several cases have in common, and what each has of its own. */
  readonly common: fc.Arbitrary<Input>;
  readonly single: fc.Arbitrary<Case>;
  readonly check: (common: Input, single: Case) => Promise<void> | void;
  /** Cases that count for `atLeast`. */
  readonly measure?: (single: Case) => boolean;
  /** The part of all cases that `measure` must count. */
  readonly atLeast?: number;
}

/** One seed replays one chunk. */
const CHUNK = 200;
const MOST_AT_ONCE = 8;

/** A law of which making what cases have in common (an operation and its plan) is dearer than trying one. */
export function defineLaw<Input, Case>(parts: LawParts<Input, Case>): Law {
  const { name, says, share, atLeast = 0 } = parts;
  return {
    name,
    says,
    share,
    async prove({ cases, seed, onProgress }) {
      let done: Proof = { cases: 0, measured: 0 };
      for (let chunk = seed; done.cases < cases; chunk++) {
        const { cases: more, measured } = await proveChunk(parts, chunk, Math.min(CHUNK, cases - done.cases));
        done = { cases: done.cases + more, measured: done.measured + measured };
        onProgress?.(done);
      }
      if (done.cases >= CHUNK && done.measured < atLeast * done.cases)
        throw new Error(
          `The cases of the law "${name}" must be of use in ${atLeast * 100} %, but are in ${done.measured} of ${done.cases}.`,
        );
      return done;
    },
  };
}

async function proveChunk<Input, Case>(
  { name, common, single, check, measure }: LawParts<Input, Case>,
  seed: number,
  cases: number,
): Promise<Proof> {
  let tried = 0;
  let measured = 0;
  const several = fc.array(single, { minLength: 1, maxLength: MOST_AT_ONCE, size: 'max' });
  const result = await fc.check(
    fc.asyncProperty(common, several, async (input, each) => {
      for (const one of each) {
        tried += 1;
        if (measure?.(one)) measured += 1;
        await check(input, one);
      }
    }),
    // Half of the longest list on average; the loop above asks for what is still wanting.
    { seed, numRuns: Math.max(1, Math.ceil(cases / (MOST_AT_ONCE / 2))), interruptAfterTimeLimit: 120_000 },
  );
  if (result.failed && result.errorInstance) throw new LawBroken(name, seed, messageOf(result.errorInstance));
  return { cases: tried, measured };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Throws where two answers are not the same, byte by byte. */
export function same(what: string, given: unknown, expected: unknown, shown: () => unknown): void {
  const [is, must] = [JSON.stringify(given), JSON.stringify(expected)];
  if (is === must) return;
  // What is null or empty is not worth a line.
  const story = JSON.stringify(shown(), (_, value: unknown) => (isNothing(value) ? undefined : value), 1);
  throw new Error(`${what} must be\n${must}\nbut is\n${is}\nwhere\n${story}`);
}

function isNothing(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
