/**
 * Acme View's JSON as its manual documents it, checked row by row: whatever arrives is untrusted. Name here the manual, its version
 * and its chapter. What the manual leaves open is optional or null here, and nowhere a guess.
 */
import * as z from 'zod';

/** RFC 3339 with a zone, as the manual promises. A source without zones needs one in its options. */
const instant = z.iso.datetime({ offset: true });

export const alarmRow = z.object({
  id: z.int().min(0),
  /** The condition that it is about: the same each time that it comes back. */
  condition: z.string().min(1),
  node: z
    .object({
      id: z.string().min(1),
      name: z.string(),
      address: z.string().nullish(),
    })
    .nullish(),
  severity: z.string().nullish(),
  category: z.string().nullish(),
  cause: z.string().nullish(),
  text: z.string().nullish(),
  raisedAt: instant,
  clearedAt: instant.nullish(),
  acknowledgedBy: z.string().nullish(),
  acknowledgedAt: instant.nullish(),
});
export type AlarmRow = z.output<typeof alarmRow>;

export const alarmsAnswer = z.object({
  alarms: z.array(z.unknown()),
  /** The `after` of the next page; null on the last one. */
  next: z.int().nullable(),
});

export const versionAnswer = z.object({ version: z.string().min(1) });
