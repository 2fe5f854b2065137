/** A port of an adapter that can be away: every question is then the error that `fault` makes, as when its system is. */
export interface Breakable {
  away: boolean;
}

/** Questions that nobody needs to be asked for: they are answered from memory. */
const FROM_MEMORY: ReadonlySet<string> = new Set(['constructor', 'faultSource']);

/** Its own and those of its class. */
function namesOf(port: object): string[] {
  const { prototype } = Object;
  const base: object = Object.getPrototypeOf(port) as object;
  return [port, ...(base === prototype ? [] : [base])].flatMap((one) => Object.getOwnPropertyNames(one));
}

export function breakable(port: object, fault: () => Error): Breakable {
  const breaker: Breakable = { away: false };
  for (const name of namesOf(port)) {
    const method: unknown = Reflect.get(port, name);
    if (FROM_MEMORY.has(name) || typeof method !== 'function') continue;
    Reflect.set(port, name, (...given: unknown[]): unknown =>
      breaker.away ? Promise.reject(fault()) : Reflect.apply(method, port, given),
    );
  }
  return breaker;
}
