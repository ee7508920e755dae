#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
// Who pipes into `head` has read enough: what is under way is finished all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const { runCli } = await import('#cli/run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2), process);
