/** `npm run bindings -- list|explain|history|pin|unpin --source NAME`: what is bound to what, why, and what operators say. */
import { USAGE, readBindingsCommand } from './command.ts';
import { runBindings } from './run.ts';

try {
  const args = process.argv.slice(2);
  console.log(args.includes('--help') ? USAGE : await runBindings(readBindingsCommand(args, process.env)));
} catch (error) {
  console.error(error instanceof Error && !(error instanceof TypeError) ? error.message : error);
  process.exitCode = 1;
}
