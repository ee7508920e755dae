import { Command, CommanderError } from 'commander';
import { AppError } from '#errors.ts';
import { addCompileCommand } from './compile-command.ts';
import { addDemoCommand } from './demo-command.ts';
import { addDoctorCommand } from './doctor-command.ts';
import { addSetupCommand } from './setup-command.ts';
import { addStartCommand } from './start-command.ts';
import { type Terminal, terminalLine } from './terminal.ts';

/** Exit codes; scripts rely on them. */
const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** Runs `recap` with its arguments (without node and script) and returns the exit code. Never throws. */
export async function runCli(args: string[], terminal: Terminal): Promise<number> {
  const program = new Command('recap')
    .description("Turns a team's conference notes in Slack into a recap and a reading list.")
    .option('--verbose', 'show the stack trace of an error')
    .showHelpAfterError('(to see the options, add --help)')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride();
  addStartCommand(program, terminal);
  addDemoCommand(program, terminal);
  addSetupCommand(program, terminal);
  addDoctorCommand(program, terminal);
  addCompileCommand(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
    return report(error, args.includes('--verbose'), terminal);
  }
}

function report(error: unknown, verbose: boolean, { stderr }: Terminal): number {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  stderr.write(
    error instanceof AppError
      ? `recap: ${terminalLine(message)}\n`
      : `recap: unexpected error: ${terminalLine(message)}. Run it again with --verbose to see where it comes from.\n`,
  );
  if (verbose) stderr.write(`${stack}\n`);
  return error instanceof AppError && error.code === 'wrong-usage' ? EXIT.wrongUsage : EXIT.failed;
}
