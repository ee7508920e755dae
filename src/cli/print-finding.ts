import type { Finding } from '#usecases/ports/doctor-finding.ts';
import { plainLine } from './sanitize-line.ts';

/** `mend  SLACK_APP_TOKEN must begin with xapp-`. What Slack and others answered can't move the cursor. */
export function showFinding({ verdict, about, says }: Finding): string {
  return plainLine(`${verdict.padEnd(5)} ${about} ${says}`);
}
