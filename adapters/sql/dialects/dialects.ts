/** The dialects by name. */
import type { Dialect, DialectName } from './dialect.ts';
import { mysqlDialect } from './mysql.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

const DIALECTS: Readonly<Record<DialectName, Dialect>> = { postgres, mysql: mysqlDialect, sqlite };

export function dialectOf(name: DialectName): Dialect {
  return DIALECTS[name];
}

/** The dialect of a URL's scheme, null for any other. */
export function dialectOfUrl(url: string): DialectName | null {
  if (/^postgres(ql)?:/i.test(url)) return 'postgres';
  return /^(mysql|mariadb):/i.test(url) ? 'mysql' : null;
}
