import type { ModalView } from '@slack/types';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { loadAddNoteModal } from '#slack/modals/add-note.ts';
import { answerNoted } from '#slack/replies/note.ts';
import type { WhichConference } from '#usecases/conference/resolve-conference.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import { defineCommand, say } from './command.ts';

type AddResult = SavedNote | { view: ModalView };

export const add = defineCommand({
  name: 'add',
  usage: ['/recap add', '/recap add [SPEAKER:] TEXT'],
  summary: 'adds a note; alone it opens a form',
  hint: 'add TEXT',
  help: [
    {
      typed: '/recap add TEXT',
      does: 'takes a note; begin with “SPEAKER:” to name its talk',
      phases: ['before', 'during'],
      section: 'notes',
    },
  ],
  storesNote: true,
  parse: (text) => ({ text }),
  async run({ deps, actor, requestId, conferenceId, onStored }, { text }): Promise<AddResult | WhichConference> {
    if (text !== '') {
      const note = { text, requestId, way: 'command', ...omitUndefined({ conferenceId }) } as const;
      return addNote(deps, actor, note, onStored);
    }
    onStored?.();
    const view = await loadAddNoteModal(deps, actor);
    return 'choices' in view ? view : { view };
  },
  reply: (added) => ('view' in added ? added : say(answerNoted(added))),
});
