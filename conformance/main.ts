/** `npm run conformance -- URL --domain faults`: exits with 1 where a law is broken, with 2 where nothing could be held. */
import { USAGE, readCommandLine } from './command-line.ts';
import { NoAnswer } from './member.ts';
import { jsonReport, textReport } from './report.ts';
import { conformance } from './run.ts';
import { httpWire } from './wire.ts';

async function main(): Promise<void> {
  const { url, options, budget, headers, json } = readCommandLine(process.argv.slice(2), process.env);
  const wire = httpWire(url, headers);
  try {
    const verdict = await conformance(wire.send, options, budget);
    const subject = { url, domain: options.domain, headers: Object.keys(headers) };
    console.log((json ? jsonReport : textReport)(subject, verdict));
    process.exitCode = verdict.results.some(({ outcome }) => outcome === 'BREACHED') ? 1 : 0;
  } finally {
    await wire.close();
  }
}

function fail(error: unknown): void {
  const mendable = error instanceof NoAnswer || (error instanceof Error && error.constructor === Error);
  console.error(mendable ? error.message : error);
  process.exitCode = 2;
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main().catch(fail);
