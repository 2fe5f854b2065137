/**
 * Stamps: every answer of an upstream carries its own number, in texts (`#00001234`) and in whole numbers (nine digits, the first five of
 * which are the stamp). So no answer can be served twice, and whoever reads one can tell how fresh each value is.
 */

/** What stands in a text for the stamp of the answer to come; as long as a stamp. */
export const TEXT_MARK = '#@@@@@@@@';
/** What stands in a whole number, before four digits that mean something. */
const NUMBER_MARK = 77_777;
const DIGITS = 4;
const SCALE = 10 ** DIGITS;
/** Stamps in whole numbers have five digits. */
const NUMBER_BASE = 10_000;
export const NUMBER_STAMPS = 90_000;
const TEXT_STAMPS = 10 ** (TEXT_MARK.length - 1);

/** A whole number below 10000 with room for a stamp. */
export function stampable(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value >= SCALE)
    throw new RangeError(`What is stamped must be between 0 and ${SCALE - 1}, but got: ${value}.`);
  return NUMBER_MARK * SCALE + value;
}

/** Bytes in which stamps can be put. */
export class Template {
  readonly #bytes: Buffer;
  readonly #texts: readonly number[];
  readonly #numbers: readonly number[];

  constructor(head: string, body: string) {
    this.#bytes = Buffer.from(head + body, 'utf8');
    this.#texts = placesOf(this.#bytes, TEXT_MARK).map((place) => place + 1);
    this.#numbers = placesOf(this.#bytes, `:${NUMBER_MARK}`).map((place) => place + 1);
  }

  stamped(stamp: number): Buffer {
    const bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#bytes.copy(bytes);
    const text = String(stamp % TEXT_STAMPS).padStart(TEXT_MARK.length - 1, '0');
    for (const place of this.#texts) bytes.write(text, place, 'latin1');
    const number = String(NUMBER_BASE + (stamp % NUMBER_STAMPS));
    for (const place of this.#numbers) bytes.write(number, place, 'latin1');
    return bytes;
  }
}

export interface Unstamped {
  /** The text with marks where the stamps were. */
  readonly text: string;
  /** Each stamp once. */
  readonly inTexts: ReadonlySet<number>;
  /** Each stamp once, modulo `NUMBER_STAMPS`. */
  readonly inNumbers: ReadonlySet<number>;
}

/** What an answer says without its stamps, and its stamps. */
export function unstamp(answer: string): Unstamped {
  const inTexts = new Set<number>();
  const inNumbers = new Set<number>();
  const text = answer
    .replace(/#(\d{8})/g, (_, stamp: string) => {
      inTexts.add(Number(stamp));
      return TEXT_MARK;
    })
    .replace(/:(\d{5})(\d{4})(?=[,}\]])/g, (_, stamp: string, value: string) => {
      inNumbers.add(Number(stamp) - NUMBER_BASE);
      return `:${NUMBER_MARK}${value}`;
    });
  return { text, inTexts, inNumbers };
}

function placesOf(bytes: Buffer, mark: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) places.push(at);
  return places;
}
