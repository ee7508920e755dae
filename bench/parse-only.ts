/** The baseline of `bench/compile.ts`: reads and parses an export's JSON, and does nothing with it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let count = 0;
for (const entry of readdirSync(process.argv[2]!, { recursive: true, encoding: 'utf8' })) {
  if (!entry.endsWith('.json')) continue;
  count += (JSON.parse(readFileSync(join(process.argv[2]!, entry), 'utf8')) as unknown[]).length;
}
if (count === 0) process.exitCode = 1;
