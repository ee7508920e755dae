/** Runs the command line as `src/main.ts` does and says on file descriptor 3 what it took. */
import { writeSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { runCli } = await import('#cli/run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2), process);
const { maxRSS } = process.resourceUsage();
writeSync(3, JSON.stringify({ sinceStartMs: performance.now(), peakMb: maxRSS / 1024 }));
