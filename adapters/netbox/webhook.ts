/** Webhooks: a signed one says that something has changed, so that the change log is looked at now. What it says is not read. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '#adapters/kit/config/secret.ts';
import type { Hook } from '#schema/ports/adapter.ts';

/** An object with its snapshots before and after; NetBox itself has no limit. */
const MAX_BYTES = 1024 * 1024;

export function changeHook(secret: Secret, changed: () => void): Hook {
  return {
    name: 'changes',
    maxBytes: MAX_BYTES,
    receive(headers, body) {
      if (!isSigned(headers['x-hook-signature'], body, secret)) return false;
      changed();
      return true;
    },
  };
}

/** NetBox and Nautobot: HMAC with SHA-512 over the body as it is, in hexadecimal digits. */
function isSigned(signature: string | string[] | undefined, body: Uint8Array, secret: Secret): boolean {
  const expected = createHmac('sha512', secret.reveal()).update(body).digest();
  if (typeof signature !== 'string' || !/^[0-9a-f]{128}$/i.test(signature)) return false;
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
