#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

enableCompileCache();
// When output is piped into `head`, the pipe closes early (EPIPE). The command still finishes its work.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
const { runCli } = await import('#cli/run-cli.ts');
process.exitCode = await runCli(process.argv.slice(2), process);
