import type { ModalView } from '@slack/types';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { t } from '#slack/messages/reply-messages.ts';
import { loadAddNoteModal } from '#slack/modals/add-note.ts';
import { answerTo } from '#slack/replies/answer.ts';
import { answerNoted } from '#slack/replies/notes.ts';
import { type ConferenceChoices, isWhichConference } from '#usecases/conference/resolve-conference.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import { answerQuestion } from '#usecases/recap/answer-question.ts';
import { defineCommand, say, UsageError } from './command.ts';
import { parseQuoted } from './typed-text.ts';

type AddResult = SavedNote | { view: ModalView };

export const add = defineCommand({
  name: 'add',
  aliases: {
    note: '',
    hinzufügen: '',
    ajouter: '',
    añadir: '',
    aggiungi: '',
    toevoegen: '',
    adicionar: '',
    agregar: '',
    anotar: '',
    notieren: '',
    anteckna: '',
  },
  usage: ['/recap add', '/recap add [SPEAKER:] TEXT'],
  summary: 'adds a note; without text, it opens a form',
  hint: 'add TEXT',
  help: [
    {
      typed: '/recap add TEXT',
      does: 'help-add',
      phases: ['before', 'during'],
    },
  ],
  storesNote: true,
  parse: (text) => ({ text }),
  opensForm: ({ text }) => text === '',
  async run({ deps, actor, requestId, conferenceId, onStored }, { text }): Promise<AddResult | ConferenceChoices> {
    if (text !== '') {
      const note = { text, requestId, way: 'command', ...omitUndefined({ conferenceId }) } as const;
      return addNote(deps, actor, { ...note, onStored });
    }
    const view = await loadAddNoteModal(deps, actor);
    return isWhichConference(view) ? view : { view };
  },
  reply: (added) => ('view' in added ? added : say(answerNoted(added))),
});

export const ask = defineCommand({
  name: 'ask',
  usage: ['/recap ask QUESTION', '/recap ask QUESTION in "CONFERENCE"'],
  summary: 'answers a question from the notes, with links to them',
  hint: 'ask QUESTION',
  help: [{ typed: '/recap ask QUESTION', does: 'help-ask', phases: ['during', 'after'] }],
  parse: parseQuestion,
  run: ({ deps, actor }, asked) => answerQuestion(deps, actor, asked),
  reply: (answer) => say(...answerTo(answer)),
});

/** Parses `QUESTION in "NAME"`; `named` is the conference whose notes are asked. */
export function parseQuestion(rest: string): { question: string; named?: string } | UsageError {
  if (rest === '') return new UsageError(t('usage-question'), '/recap ask QUESTION');
  for (const match of rest.matchAll(/\sin\s+(?=["'“”„«»‘’‚＂「『《])/giu)) {
    const named = parseQuoted(rest.slice(match.index + match[0].length));
    if (named?.rest === '') return { question: rest.slice(0, match.index).trim(), named: named.quoted };
  }
  return { question: rest };
}
