/** zod's issues as faults of the configuration. */
import type * as z from 'zod';
import { type Fault, shown } from './fault.ts';
import { type Path, type Shape, descriptionAt, holdsSecret, keysAt, secretAbove, shapeOf } from './shape.ts';
import { didYouMean } from './suggest.ts';

type Issue = z.core.$ZodIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
  null: 'null',
};

export type Checked<T> =
  | { readonly value: T; readonly faults?: never }
  | { readonly value?: never; readonly faults: readonly Fault[] };

/** Parses `raw`, which stands at `base` in the file. */
export function check<T>(schema: z.ZodType<T>, raw: unknown, base: Path): Checked<T> {
  const result = schema.safeParse(raw, { error: ruleOf });
  if (result.success) return { value: result.data };
  const root = shapeOf(schema);
  const faults = result.error.issues
    .flatMap((issue) => narrowed(issue, []))
    .flatMap((issue) => faultsOf(issue, root, raw))
    .map((fault) => ({ ...fault, path: [...base, ...fault.path] }));
  return { faults: distinct(faults) };
}

/** Of a choice, the issues of the branch that was probably meant; the choice itself where none fits better than the others. */
function narrowed(issue: Issue, base: Path): readonly Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const near = issue.errors.filter((branch) => branch.length > 0 && branch.every((e) => !missesRoot(e)));
    const best = near.toSorted((a, b) => a.length - b.length)[0];
    if (best) return best.flatMap((inner) => narrowed(inner, path));
  }
  return [{ ...issue, path }];
}

function missesRoot(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function faultsOf(issue: Issue, root: Shape, raw: unknown): readonly Fault[] {
  const secret = secretAbove(root, issue.path);
  if (secret && issue.code !== 'custom') return [secretFault(secret, valueAt(raw, secret))];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => unknownKey(issue.path, key, keysAt(root, issue.path)));
  const value = valueAt(raw, issue.path);
  const params = issue.code === 'custom' ? issue.params : undefined;
  const missing = value === undefined && issue.code !== 'custom';
  const given: unknown = params?.['shown'];
  return [
    {
      path: issue.path,
      rule: missing ? 'must be given' : issue.message,
      // Null: there is nothing to show.
      ...(given !== null && { got: typeof given === 'string' ? given : shownAt(root, issue.path, value) }),
      remedy: typeof params?.['remedy'] === 'string' ? params['remedy'] : remedyOf(issue, value, root),
    },
  ];
}

/** Where a mapping with secrets in it should be, a text may well be the secret itself. */
function shownAt(root: Shape, path: Path, value: unknown): string {
  const plain = typeof value === 'string' || typeof value === 'number';
  return plain && holdsSecret(root, path) ? '(not shown)' : shown(value, path);
}

function secretFault(path: Path, value: unknown): Fault {
  return {
    path,
    rule: 'must be { env: NAME } or { file: PATH }',
    got: value === undefined ? 'nothing' : '(not shown)',
    remedy: 'Secrets never stand in the file itself.',
  };
}

function unknownKey(path: Path, key: string, known: readonly string[]): Fault {
  const meant = didYouMean(key, known).trim();
  return {
    path: [...path, key],
    rule: 'must not be there: nothing of this name is known here',
    remedy: meant || (known.length === 0 ? 'Remove it.' : `Known are: ${known.join(', ')}.`),
  };
}

function remedyOf(issue: Issue, value: unknown, root: Shape): string {
  if (issue.code === 'invalid_value' && typeof value === 'string') {
    const meant = didYouMean(value, issue.values.map(String)).trim();
    if (meant) return meant;
  }
  const description = descriptionAt(root, issue.path);
  return description === null ? '' : `It is: ${description.replace(/\.$/, '')}.`;
}

/** The rule that a value breaks, for schemas that give no message of their own. */
function ruleOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'too_small':
      return bound(issue.origin, issue.inclusive ? 'at least' : 'more than', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive ? 'at most' : 'less than', issue.maximum);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `must match ${issue.pattern ?? 'its pattern'}`
        : `must be a valid ${issue.format}`;
    case 'invalid_union': {
      const options = (issue as { options?: readonly unknown[] }).options;
      return options ? oneOf(options) : kindsOf(issue.errors);
    }
    case 'invalid_key':
      return 'must have keys that fit';
    case 'invalid_element':
      return 'must have entries that fit';
    default:
      return 'must be valid';
  }
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1
    ? `must be ${String(values[0])}`
    : `must be one of ${values.map(String).join(', ')}`;
}

function bound(origin: string, word: string, limit: number | bigint): string {
  if (origin === 'string') return `must have ${word} ${limit} characters`;
  if (origin === 'array' || origin === 'set') return `must have ${word} ${limit} entries`;
  return `must be ${word} ${limit}`;
}

function kindsOf(branches: readonly (readonly Issue[])[]): string {
  const kinds = branches
    .flat()
    .filter(missesRoot)
    .map((issue) => issue.message.replace(/^must be /, ''));
  return kinds.length === 0 ? 'must be valid' : `must be ${[...new Set(kinds)].join(' or ')}`;
}

function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    raw,
  );
}

function distinct(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Map(faults.map((fault) => [JSON.stringify([fault.path.map(String), fault.rule]), fault]));
  return [...seen.values()];
}
