/** URLs in configurations and messages. */
import * as z from 'zod';

/**
 * A text without the credentials of the URLs in it: postgres://app:pw@db/x becomes postgres://[secret]@db/x. The last @ before
 * the path ends them, so that a password with an @ in it goes as a whole.
 */
export function redactUrl(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/gi, '$1[secret]@')
    .replace(
      /([?&;](?:[\w-]*(?:passw(?:or)?d|pwd|secret|token|apikey|api_key|auth|sid))=)[^&\s#"']+/gi,
      '$1[secret]',
    );
}

/** An http or https URL without credentials, query and fragment. */
export const httpUrlOption = z
  .string()
  .superRefine((text, ctx) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    const fault = (message: string, remedy: string): void =>
      ctx.addIssue({ code: 'custom', message, params: { remedy } });
    if (!url || !/^https?:\/\//i.test(text) || text.trim() !== text)
      fault('must be an http or https URL', 'Write it as http://host:port/path.');
    else if (url.username !== '' || url.password !== '')
      fault('must be a URL without credentials', 'Give them by { env: NAME } or { file: PATH }.');
    else if (url.search !== '' || url.hash !== '')
      fault('must be a URL without query and fragment', 'Leave out everything from ? or # on.');
  })
  .meta({ format: 'uri' });
