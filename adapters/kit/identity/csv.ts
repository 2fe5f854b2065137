/** Comma-separated values, RFC 4180: quoted fields may hold commas, line breaks and doubled quotes. */
export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** The rows of a text; blank lines are left out, as is a byte order mark. Fields that are not quoted lose outer blanks. */
export function parseCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const token = /[^\S\r\n]*"((?:[^"]|"")*)"[^\S\r\n]*|([^,\r\n]*)/y;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const fields: string[] = [];
    const begun = line;
    for (;;) {
      token.lastIndex = at;
      const [all = '', quoted, plain = ''] = token.exec(text) ?? [];
      fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
      line += all.split('\n').length - 1;
      at += all.length;
      if (text[at] !== ',') break;
      at++;
    }
    // Whatever stands between a closing quote and the end of the line is no part of any field.
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
    line++;
    if (fields.length > 1 || fields[0] !== '') rows.push({ line: begun, fields });
  }
  return rows;
}
