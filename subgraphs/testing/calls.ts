/** What a port was asked, so that a test can count it. */
export interface CallRecord {
  readonly method: string;
  /** Without the call itself. */
  readonly args: readonly unknown[];
}

type Method = (...args: never[]) => unknown;

/** The same port, with every call written down before it is answered. */
export function recorded<Port extends object>(port: Port, calls: CallRecord[]): Port {
  const methods = Object.entries(port).map(([name, method]) => [
    name,
    (...args: unknown[]): unknown => {
      calls.push({ method: name, args: args.slice(0, -1) });
      return (method as (...given: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(methods) as Port & Record<string, Method>;
}
