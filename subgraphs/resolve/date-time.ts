/** The scalar DateTime: RFC 3339, UTC, millisecond precision, going out as coming in. */
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** RFC 3339 section 5.6, without its leap second: a millisecond since 1970 cannot name one. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The same instant in UTC with milliseconds; null where the text is none. */
export function normaliseInstant(text: string): string | null {
  const match = INSTANT.exec(text);
  if (!match) return null;
  const [, day = '', time = '', fraction = '', zone = ''] = match;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const local = new Date(`${day}T${time}.${milliseconds}Z`);
  // Date takes 30 February for 2 March.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(day)) return null;
  const instant = new Date(`${day}T${time}.${milliseconds}${zone}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}

export const dateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  serialize: instant,
  parseValue: instant,
  parseLiteral: (node) => instant(node.kind === Kind.STRING ? node.value : null),
});

function instant(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  const normal = typeof value === 'string' ? normaliseInstant(value) : null;
  if (normal !== null) return normal;
  throw new GraphQLError(
    `A DateTime must be an instant as of RFC 3339, e.g. 2026-03-01T07:30:00.000Z, but got: ${JSON.stringify(value)}.`,
  );
}
