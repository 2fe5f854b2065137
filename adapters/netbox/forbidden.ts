/** What the account may not see is unknown, not absent. */
import { TributaryError } from '#schema/errors.ts';

export function isForbidden(error: unknown): error is TributaryError {
  return error instanceof TributaryError && error.code === 'SOURCE_FORBIDDEN';
}

/** Null where it may not be seen. */
export async function unlessForbidden<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}
