/** A value that nobody gets to see by accident: printed, logged, serialised or inspected it is `[secret]`. */
import { inspect } from 'node:util';

const MASK = '[secret]';

export class Secret {
  readonly #value: string | null;
  /** Where it comes from, e.g. "environment variable ZABBIX_TOKEN". Two secrets of one origin count as equal settings. */
  readonly origin: string;

  constructor(value: string, origin?: string);
  constructor(value: string | null, origin: string);
  constructor(value: string | null, origin = 'a value') {
    this.#value = value;
    this.origin = origin;
  }

  /** Stands for a secret that this process has no need of, and so did not look for. */
  static absent(origin: string): Secret {
    return new Secret(null, origin);
  }

  /** The value: the only way to it. Throws where the secret is absent. */
  reveal(): string {
    if (this.#value === null)
      throw new TypeError(
        `A secret must be read by the process that opens its source, but this one did not read ${this.origin}.`,
      );
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
