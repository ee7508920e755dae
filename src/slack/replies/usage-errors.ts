import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { code } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { answer, line, outside } from './message-builders.ts';

/** What was typed is not understood: one line with the right form. */
export function answerMisunderstood({ why, form }: { why: string; form: string }): OutgoingMessage {
  return answer(line(outside(`${why}: `.replace(/::\s$/u, ': ')), ' ', code(truncate(plainLine(form), 600))));
}

/** Why a verb could not be done: what an `AppError` says, or that it is our fault. */
export function answerError(error: unknown): OutgoingMessage {
  return sentence(errorSentence(error));
}

export function errorSentence(error: unknown): string {
  return error instanceof AppError
    ? error.message
    : 'Something went wrong on our side; nothing was changed. Please try again in a moment.';
}

/** A plain sentence, which may hold words from outside. */
export function sentence(text: string): OutgoingMessage {
  return answer(line(outside(text, 1_000)));
}
