/** The options of an Acme View source in tributary.yaml. */
import * as z from 'zod';
import { secretOption } from '#adapters/kit/config/secret-option.ts';
import { httpUrlOption } from '#adapters/kit/config/url.ts';

export const acmeViewOptions = z.strictObject({
  url: httpUrlOption.describe('Where the API is, e.g. https://acme-view.example.'),
  token: secretOption.describe('The API token of an account that may read alarms and acknowledge them.'),
  pollSeconds: z
    .number()
    .min(0.05)
    .max(3600)
    .default(10)
    .describe('How often the list of open alarms is read.'),
});

export type AcmeViewOptions = z.output<typeof acmeViewOptions>;
