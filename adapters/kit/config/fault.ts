/** One fault of a configuration, and how people get to read it. */
import { redactUrl } from './url.ts';
import type { Path } from './shape.ts';

export interface Fault {
  readonly path: Path;
  /** "must …", or a whole sentence. */
  readonly rule: string;
  /** The value as it may be shown; never a secret. Absent where it would say nothing. */
  readonly got?: string;
  /** A sentence or two; may be empty. */
  readonly remedy: string;
  /** Where it stands in the file, from 1; filled in where the path alone is known. */
  readonly line?: number;
}

const SECRET_KEY = /passw|passphrase|pwd|secret|token|credential|community|api_?key|private/i;
const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

/** sources[1].options.url */
export function pathText(path: Path): string {
  const text = path
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = String(key);
      return PLAIN_KEY.test(name) ? `.${name}` : `[${JSON.stringify(clipped(name))}]`;
    })
    .join('');
  return text.replace(/^\./, '') || 'the file';
}

/** A value that stands at `path`, short and without anything that looks like a secret. */
export function shown(value: unknown, path: Path): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a mapping';
  if (path.some((key) => SECRET_KEY.test(String(key)))) return '(not shown)';
  return typeof value === 'string' ? JSON.stringify(clipped(redactUrl(value))) : String(value);
}

export function faultText(fault: Fault): string {
  const where = `${pathText(fault.path)}${fault.line === undefined ? '' : ` (line ${fault.line})`}`;
  const got = fault.got === undefined ? '' : `, but got: ${fault.got}`;
  const sentence = fault.rule.startsWith('must ')
    ? `${where} ${fault.rule}${got}.`
    : `${where}: ${fault.rule.replace(/\.$/, '')}${got}.`;
  return fault.remedy === '' ? sentence : `${sentence} ${fault.remedy}`;
}

function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
