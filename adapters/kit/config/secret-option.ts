/** The option type of every secret: a reference in the file, a Secret in the parsed options. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { configContext } from './context.ts';
import { Secret } from './secret.ts';

const reference = z.union(
  [
    z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) }),
    z.strictObject({ file: z.string().min(1) }),
  ],
  { error: 'must be { env: NAME } or { file: PATH }' },
);

interface Found {
  readonly value: string;
}
/** What an issue says where no secret could be had. */
interface Missing {
  readonly rule: string;
  readonly shown: string;
  readonly remedy: string;
}

/** `{ env: NAME }` or `{ file: PATH }`; a file's trailing line breaks are left out. What cannot be had is a fault of the configuration. */
export const secretOption = reference
  .transform((ref, ctx): Secret => {
    const origin = 'env' in ref ? `environment variable ${ref.env}` : `file ${ref.file}`;
    if (!configContext().opened) return Secret.absent(origin);
    const found = 'env' in ref ? fromEnvironment(ref.env) : fromFile(ref.file);
    if ('value' in found) return new Secret(found.value, origin);
    const { rule, ...params } = found;
    ctx.addIssue({ code: 'custom', message: rule, params });
    return z.NEVER;
  })
  .meta({ secret: true });

function fromEnvironment(name: string): Found | Missing {
  const value = configContext().env[name];
  if (value !== undefined && value !== '') return { value };
  return {
    rule: 'must name an environment variable that is set',
    shown: value === undefined ? `${name}, which is not set` : `${name}, which is empty`,
    remedy: `Set ${name} before the start, or name another.`,
  };
}

function fromFile(path: string): Found | Missing {
  const absolute = resolve(configContext().configDir, path);
  const missing = (why: string): Missing => ({
    rule: 'must name a readable file with a secret in it',
    shown: `${path}, ${why}`,
    remedy: `Put the secret into ${absolute} and let this process read it.`,
  });
  try {
    const value = readFileSync(absolute, 'utf8').replace(/[\r\n]+$/, '');
    return value === '' ? missing('which is empty') : { value };
  } catch (error) {
    return missing(`which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}
