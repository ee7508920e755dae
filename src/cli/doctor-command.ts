import type { Command } from 'commander';
import { AppError } from '#errors.ts';
import { formatFinding, type Terminal } from './terminal.ts';

/** Adds `recap doctor`: a line per setting, token, scope, store and address. Exit code 1 if something must be fixed. */
export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('check the settings, tokens, scopes, database, model and address, and say what to fix')
    .action(async () => {
      await checkAll(terminal);
      terminal.stdout.write('Nothing to fix.\n');
    });
}

/** Prints findings as they are made. @throws AppError `failed` if something must be fixed */
export async function checkAll({ stdout }: Pick<Terminal, 'stdout'>): Promise<void> {
  const { examineSetup } = await import('#app/run-doctor.ts');
  let toFix = 0;
  for await (const finding of examineSetup()) {
    stdout.write(`${formatFinding(finding)}\n`);
    if (finding.verdict === 'fix') toFix += 1;
  }
  if (toFix === 0) return;
  throw new AppError(
    'failed',
    `${toFix === 1 ? '1 problem' : `${toFix} problems`} to fix: see the lines that start with "fix", then run npm run -s recap -- doctor again.`,
  );
}
