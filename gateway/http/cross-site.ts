/**
 * Nobody's browser can be made to ask here by another site: a body must be JSON, which a browser sends across sites only after asking,
 * and a GET across sites is refused, which browsers say of each (`Sec-Fetch-Site`).
 */
import type { IncomingHttpHeaders } from 'node:http';
import { HttpError } from './error-response.ts';

/** @throws HttpError 403 */
export function refuseCrossSite(headers: IncomingHttpHeaders): void {
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return;
  throw new HttpError(403, 'A request by GET must not come from a page of another site.', {
    code: 'CROSS_SITE',
  });
}
