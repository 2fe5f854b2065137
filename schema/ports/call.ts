/** What every call through a port carries. */
export interface Call {
  /** Aborted when the client has left or the deadline has passed. */
  readonly signal: AbortSignal;
  /** Callers of one scope may see the same: only they may share an answer. */
  readonly scope?: string;
}

/** The scope of everybody, as long as nothing says who may see what. */
export const OPEN_SCOPE = 'open';
