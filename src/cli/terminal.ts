import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Finding } from '#usecases/ports/doctor-finding.ts';

/** What the command line needs of the process. */
export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** Whoever sits at the terminal, or what stands in their place: lines from a pipe. */
export interface Person {
  isAtTerminal: boolean;
  say(line: string): void;
  /** What was typed, trimmed; undefined where the input has ended. */
  ask(question: string): Promise<string | undefined>;
  /** The same, and nothing of it is shown. */
  askSecret(question: string): Promise<string | undefined>;
  /** Yes or no; Enter alone, and an input that has ended, mean `otherwise` and no. */
  agrees(question: string, otherwise: boolean): Promise<boolean>;
  /** Lets go of the input. */
  leave(): void;
}

/** Ctrl-C ends the process by the signal, as whoever started it expects (130 in a shell). */
export function meetPerson({ stdin, stdout }: Terminal): Person {
  const isAtTerminal = stdin.isTTY === true;
  let isHidden = false;
  // Readline shows each key as it is typed; what goes by here can be held back.
  const shown = new Writable({
    write(chunk, _encoding, done) {
      if (!isHidden) stdout.write(chunk);
      done();
    },
  });
  const readline = createInterface({ input: stdin, output: shown, terminal: isAtTerminal });
  // Lines are kept for whoever asks next: a pipe gives all of them at once.
  const lines = readline[Symbol.asyncIterator]();
  readline.on('SIGINT', () => {
    readline.close();
    stdout.write('\n');
    process.kill(process.pid, 'SIGINT');
  });

  async function ask(question: string, isSecret: boolean): Promise<string | undefined> {
    // As readline's own prompt it stays where a line is edited.
    readline.setPrompt(isSecret ? '' : question);
    if (isAtTerminal && !isSecret) readline.prompt();
    else stdout.write(question);
    isHidden = isSecret;
    const { value, done } = await lines.next();
    isHidden = false;
    if (isSecret || !isAtTerminal) stdout.write('\n');
    return done ? undefined : value.trim();
  }

  return {
    isAtTerminal,
    say: (line) => void stdout.write(`${line}\n`),
    ask: (question) => ask(question, false),
    askSecret: (question) => ask(question, true),
    async agrees(question, otherwise) {
      const answer = await ask(`${question} ${otherwise ? '[Y/n]' : '[y/N]'} `, false);
      if (answer === undefined) return false;
      return answer === '' ? otherwise : /^y(?:es)?$/i.test(answer);
    },
    leave: () => readline.close(),
  };
}

/**
 * A text for a terminal in one line: what comes from an export or a schedule can't move the cursor, change colours or
 * pretend to be a line of ours.
 */
export function plainLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** `mend  SLACK_APP_TOKEN must begin with xapp-`. What Slack and others answered can't move the cursor. */
export function showFinding({ verdict, about, says }: Finding): string {
  return plainLine(`${verdict.padEnd(5)} ${about} ${says}`);
}
