import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type AuditException, judgeAudit } from './judge-audit.ts';

// `npm run audit:high`: no dependency has a known hole that is high or critical, exceptions in audit-exceptions.json.
const WAITS_MS = 120_000;
const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', timeout: WAITS_MS });
const exceptions: AuditException[] = JSON.parse(
  readFileSync(new URL('audit-exceptions.json', import.meta.url), 'utf8'),
);
const { failures, warnings } = judgeAudit(parse(stdout), exceptions, new Date().toISOString().slice(0, 10));
for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
for (const failure of failures) process.stderr.write(`${failure}\n`);
if (failures.length > 0) process.exitCode = 1;
else if (warnings.length === 0) process.stdout.write('No dependency has a known serious hole.\n');

function parse(report: string | null): unknown {
  try {
    return JSON.parse(report ?? '');
  } catch {
    return undefined;
  }
}
