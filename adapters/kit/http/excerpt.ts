/** How an answer begins, for a message. */
import { redactUrl } from '../config/url.ts';

const LENGTH = 200;

/** On one line, quoted, cut, without the `secrets` that an answer may repeat. */
export function excerpt(text: string, secrets: readonly string[]): string {
  if (text === '') return 'an empty body';
  const hidden = secrets
    .filter((secret) => secret.length >= 4)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text.slice(0, 4096));
  const line = redactUrl(hidden)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return JSON.stringify(line.length > LENGTH ? `${line.slice(0, LENGTH)}…` : line);
}
