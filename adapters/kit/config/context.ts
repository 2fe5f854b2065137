/**
 * What a schema may know while it reads a configuration: the environment, the folder of the file, whether this process opens the
 * source. zod passes no context to transforms, so it travels beside the call.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

export interface ConfigContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths in the configuration start here. */
  readonly configDir: string;
  /** False for a source that another process opens: what only that process has is not looked for. */
  readonly opened: boolean;
}

const storage = new AsyncLocalStorage<ConfigContext>();

/** Runs `read` with `context`: everything that is parsed inside it sees that one. */
export function withConfigContext<T>(context: ConfigContext, read: () => T): T {
  return storage.run(context, read);
}

/** The context of the parse under way; outside of one, the process's own environment and folder. */
export function configContext(): ConfigContext {
  return storage.getStore() ?? { env: process.env, configDir: process.cwd(), opened: true };
}
