/** One breach of a rule that federation does not check. */
export interface Fault {
  /** `Type.field`, `Type.field(argument:)`, `Enum.VALUE` or `Type`. */
  readonly place: string;
  /** The contract in which it stands. */
  readonly domain: string;
  /** The rule, with the value that breaks it: the place is its subject. */
  readonly breach: string;
  /** What to write instead. */
  readonly remedy: string;
}

export function faultLine(fault: Fault): string {
  return `${fault.place} (${fault.domain}) ${fault.breach} ${fault.remedy}`;
}
