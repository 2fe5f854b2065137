/** The log of an adapter subgraph: one JSON object a line, never with what was asked: no query, variables, headers or bodies. */
import { type Logger, pino } from 'pino';
import { loggedError } from '#schema/logged-error.ts';

interface LoggedRequest {
  readonly method?: string;
  readonly url?: string;
}

export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (name: string) => ({ level: name }) },
    serializers: {
      err: (error: unknown) => loggedError(error) ?? pino.stdSerializers.err(error as Error),
      // A GET has its query and variables behind the question mark.
      req: ({ method, url }: LoggedRequest) => ({ method, path: url?.replace(/\?.*$/s, '') }),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
