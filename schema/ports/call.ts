/** What every call through a port carries. */
export interface Call {
  /** Aborted when the client has left or the deadline has passed. */
  readonly signal: AbortSignal;
}
