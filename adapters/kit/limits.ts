/** Bounds of every call to the source, from the configuration. */
export interface Limits {
  readonly timeoutMs: number;
  readonly concurrency: number;
  readonly maxResponseBytes: number;
}
