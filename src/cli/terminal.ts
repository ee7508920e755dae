import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Finding } from '#usecases/ports/doctor-finding.ts';

export interface Terminal {
  stdin: NodeJS.ReadStream;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}

/** Asks questions at a terminal, or reads the answers from a pipe. */
export interface Prompt {
  isAtTerminal: boolean;
  say(line: string): void;
  /** Returns the trimmed answer; undefined at the end of input. */
  ask(question: string): Promise<string | undefined>;
  /** Like `ask`, without showing what is typed. */
  askSecret(question: string): Promise<string | undefined>;
  /** Asks yes or no. Enter means `otherwise`; the end of input means no. */
  agrees(question: string, otherwise: boolean): Promise<boolean>;
  leave(): void;
}

/** Ctrl-C ends the process by the signal, as its parent expects (130 in a shell). */
export function createPrompt({ stdin, stdout }: Terminal): Prompt {
  const isAtTerminal = stdin.isTTY === true;
  let isHidden = false;
  // Readline echoes each key through this stream, which can hold it back.
  const shown = new Writable({
    write(chunk, _encoding, done) {
      if (!isHidden) stdout.write(chunk);
      done();
    },
  });
  const readline = createInterface({ input: stdin, output: shown, terminal: isAtTerminal });
  // A pipe gives all lines at once; they wait here for the next question.
  const lines = readline[Symbol.asyncIterator]();
  readline.on('SIGINT', () => {
    readline.close();
    stdout.write('\n');
    process.kill(process.pid, 'SIGINT');
  });

  async function ask(question: string, isSecret: boolean): Promise<string | undefined> {
    // Set as readline's own prompt, so that it stays while the line is edited.
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

/** Makes a text safe for a terminal, on one line: it can't move the cursor, change colors or imitate a line of ours. */
export function terminalLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

export function formatFinding({ verdict, about, says }: Finding): string {
  return terminalLine(`${verdict.padEnd(5)} ${about} ${says}`);
}
