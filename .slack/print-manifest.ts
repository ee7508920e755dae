// The Slack CLI's hook `get-manifest`: it wants the manifest as JSON.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const manifest = readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8');
process.stdout.write(JSON.stringify(parse(manifest)));
