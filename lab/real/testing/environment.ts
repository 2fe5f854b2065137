/** Where the real systems are: what `lab/real/real.sh env` prints, from the environment. */

const NAMES = [
  'LEGACY_PG_URL',
  'LEGACY_PG_RW_URL',
  'LEGACY_PG_SCHEMA',
  'LEGACY_MARIADB_URL',
  'ZABBIX_API_URL',
  'ZABBIX_TOKEN',
  'ZABBIX_ADMIN_USER',
  'ZABBIX_ADMIN_PASSWORD',
] as const;

export type RealEnvironment = Readonly<Record<(typeof NAMES)[number], string>>;

/** @throws Error that says how to get the real systems up, where they are not: a test of them is never passed over. */
export function realEnvironment(
  env: Readonly<Record<string, string | undefined>> = process.env,
): RealEnvironment {
  const missing = NAMES.filter((name) => !env[name]);
  if (missing.length > 0) {
    throw new Error(
      `The environment must say where the real systems are, but got: no ${missing.join(', ')}.\n` +
        'Start them with `lab/real/real.sh up`, then: eval "$(lab/real/real.sh env | sed \'s/^/export /\')"',
    );
  }
  return Object.fromEntries(NAMES.map((name) => [name, env[name]])) as RealEnvironment;
}
