/** What the environment says about the gateway's process. */
import { TributaryError } from '#schema/errors.ts';

export interface Environment {
  /** The path of the configuration. */
  readonly config: string;
  /** The folder under which sources keep what must survive a restart. */
  readonly stateRoot: string;
  readonly host: string;
  readonly port: number;
  /** By pino's names; undefined: as the configuration says. */
  readonly logLevel: string | undefined;
  /** Undefined: nothing is shared with other gateways. */
  readonly redisUrl: string | undefined;
  /** Undefined: as the configuration says. */
  readonly coalesce: boolean | undefined;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** @throws TributaryError CONFIGURATION_INVALID with every fault. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const port = env['PORT'] || '4000';
  const logLevel = env['LOG_LEVEL'] || undefined;
  const redisUrl = env['REDIS_URL'] || undefined;
  const coalesce = env['TRIBUTARY_COALESCE'] || undefined;
  const faults: string[] = [];
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    faults.push(`\`PORT\` must be between 0 and 65535, but got: ${JSON.stringify(port)}.`);
  if (logLevel !== undefined && !LOG_LEVELS.includes(logLevel))
    faults.push(
      `\`LOG_LEVEL\` must be one of ${LOG_LEVELS.join(', ')}, but got: ${JSON.stringify(logLevel)}.`,
    );
  if (coalesce !== undefined && coalesce !== 'true' && coalesce !== 'false')
    faults.push(`\`TRIBUTARY_COALESCE\` must be true or false, but got: ${JSON.stringify(coalesce)}.`);
  // It may hold a password: it is not shown.
  if (redisUrl !== undefined && !/^rediss?:\/\/[^/]/.test(redisUrl))
    faults.push('`REDIS_URL` must be a URL of redis: or rediss:, but got another one.');
  if (faults.length > 0) throw new TributaryError('CONFIGURATION_INVALID', faults.join('\n'));
  return {
    config: env['TRIBUTARY_CONFIG'] || 'tributary.yaml',
    stateRoot: env['TRIBUTARY_STATE'] || '.tributary',
    host: env['HOST'] || '127.0.0.1',
    port: Number(port),
    logLevel,
    redisUrl,
    coalesce: coalesce === undefined ? undefined : coalesce === 'true',
  };
}
