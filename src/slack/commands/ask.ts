import { answerAsked } from '#slack/replies/answer.ts';
import { ask as askNotes } from '#usecases/recap/ask-notes.ts';
import { defineCommand, say, UsageError } from './command.ts';
import { parseQuoted } from './typed-text.ts';

export interface Question {
  question: string;
  /** The conference whose notes are asked, if it is named. */
  named?: string;
}

export const ask = defineCommand({
  name: 'ask',
  usage: ['/recap ask QUESTION', '/recap ask QUESTION in "CONFERENCE"'],
  summary: 'answers from the notes, with links to them',
  parse: parseQuestion,
  run: ({ deps, actor }, { question, named }) => askNotes(deps, actor, question, named),
  reply: (asked) => say(answerAsked(asked)),
});

/** Parses `QUESTION in "NAME"`. */
export function parseQuestion(rest: string): Question | UsageError {
  if (rest === '') return new UsageError('Say what you want to know. Type', '/recap ask QUESTION');
  for (const match of rest.matchAll(/\sin\s+(?=["'“”„«»‘’‚＂「『《])/giu)) {
    const named = parseQuoted(rest.slice(match.index + match[0].length));
    if (named?.rest !== '') continue;
    return { question: rest.slice(0, match.index).trim(), named: named.quoted };
  }
  return { question: rest };
}
