/** How long this process has collected garbage, as far as it has been told: of a collection it hears a moment after its end. */
import { PerformanceObserver } from 'node:perf_hooks';

let soFarMs = 0;
let observer: PerformanceObserver | undefined;

/** Milliseconds since the first call, which is what it counts from. */
export function collectingMs(): number {
  if (!observer) {
    observer = new PerformanceObserver((collections) => {
      for (const { duration } of collections.getEntries()) soFarMs += duration;
    });
    observer.observe({ entryTypes: ['gc'] });
  }
  return soFarMs;
}
