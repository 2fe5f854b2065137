/** How requests to a source are authenticated. */
export interface TokenStrategy {
  /** Headers for one request; logs in first where that is needed, once for all callers that wait (single flight). */
  headers(signal: AbortSignal | undefined): Promise<Readonly<Record<string, string>>>;
  /** Called after a 401: forgets what headers() gave. False where nothing new can be had. */
  renew(): boolean;
}
