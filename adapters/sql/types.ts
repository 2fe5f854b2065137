/** What a database gives, as its driver gives it to us: texts, so that nothing is parsed in this process's zone or precision. */
export type Cell = string | null;

/** The cells of a row, in the order of the statement's columns. */
export type Row = readonly Cell[];

/** A connection that is open. */
export interface Session {
  /** Rejects with the driver's own error. */
  query(text: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Asks the server to give up the running statement; the query then rejects. */
  cancel(): Promise<void>;
  /** Ends the connection at once, and the waiting for it, whatever it is doing. Fulfilled when nothing it was asked still runs on our side. */
  destroy(): Promise<void>;
  close(): Promise<void>;
}

/** Which product answers, and its version as it says itself. */
export interface Product {
  readonly name: 'PostgreSQL' | 'MariaDB' | 'MySQL' | 'SQLite';
  readonly version: string;
}
