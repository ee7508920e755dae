import type { Command } from 'commander';
import { AppError } from '../errors.ts';
import type { Finding } from '../usecases/finding.ts';
import { plainLine } from './plain-line.ts';
import type { Terminal } from './run-cli.ts';

/** Adds `recap doctor`: a line for each setting, token, scope, store and address, and exit code 1 where one is to be mended. */
export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('check settings, tokens, scopes, store, model and address, and say what to mend')
    .action(async () => {
      const { examineSetup } = await import('../setting-up.ts');
      let toMend = 0;
      for await (const finding of examineSetup()) {
        terminal.stdout.write(`${showFinding(finding)}\n`);
        if (finding.verdict === 'mend') toMend += 1;
      }
      if (toMend > 0)
        throw new AppError(
          'failed',
          `${toMend} to mend: see the lines that begin with "mend", then run it again.`,
        );
      terminal.stdout.write('Nothing to mend.\n');
    });
}

/** `mend  SLACK_APP_TOKEN must begin with xapp-`. What Slack and others answered can't move the cursor. */
function showFinding({ verdict, about, says }: Finding): string {
  return plainLine(`${verdict.padEnd(5)} ${about} ${says}`);
}
