/** The options of a source whose fault manager makes a new alarm each time that a condition comes back. */
import * as z from 'zod';

/** To be spread into an adapter's options. */
export const episodeOptions = {
  holdDownSeconds: z
    .number()
    .min(0)
    .max(86_400)
    .default(0)
    .describe(
      'A condition that comes back sooner after it was cleared reopens its alarm. 0: every report is an alarm of its own.',
    ),
  flapping: z
    .strictObject({
      raises: z.number().int().min(2).max(1000).default(3).describe('So often within the time.'),
      withinSeconds: z.number().min(1).max(86_400).default(600).describe('The time.'),
    })
    .prefault({})
    .describe('When an alarm that was reopened counts as flapping. Without holdDownSeconds nobody counts.'),
};

export interface EpisodeOptions {
  readonly holdDownSeconds: number;
  readonly flapping: { readonly raises: number; readonly withinSeconds: number };
}
