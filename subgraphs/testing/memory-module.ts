/** The adapter over plain arrays as the registry would have it; its options say which domains it answers. */
import * as z from 'zod';
import type { AdapterModule, AdapterTools } from '#adapters/kit/module.ts';
import { DOMAINS } from '#schema/domains.ts';
import { adapterOf, manifestOf, memoryPorts } from './memory-adapter.ts';

const options = z.strictObject({
  domains: z.array(z.enum(DOMAINS)).describe('The domains that it answers.'),
});
type Options = z.output<typeof options>;

/** `opened` is called with what the adapter is given. */
export function memoryModule(opened: (tools: AdapterTools) => void = () => {}): AdapterModule<Options> {
  return {
    manifest: manifestOf(),
    options,
    open({ domains }, tools) {
      opened(tools);
      const all = memoryPorts();
      const ports = Object.fromEntries(domains.map((domain) => [domain, all[domain]]));
      return adapterOf(tools.source, ports);
    },
  };
}
