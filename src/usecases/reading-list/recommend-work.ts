import type { TrackedConference } from '#domain/conference/conference.ts';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { workKey } from '#domain/reading-list/merge-mentions.ts';
import type { ReadingItem, WorkKind } from '#domain/reading-list/work.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { parseWorkLink } from '#text/book-links/link-target.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import { draftTypedNote, saveTypedNote } from '#usecases/notes/add-note.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { removeForgottenMentions } from '#usecases/privacy/forgotten-people.ts';
import { compileListItems } from './reading-list.ts';

/** Parsed input of `/readinglist add`. */
export interface WorkInput {
  title: string;
  authors: string[];
  url?: string;
  comment?: string;
  /** The original text of the command. */
  text: string;
  requestId: string;
}

export interface Recommended {
  conference: TrackedConference;
  item: ReadingItem;
  /** Position on the list, from 1. */
  number: number;
  /** The note that recommends it. */
  key: MessageKey;
}

/** Adds a work to the reading list by saving a note of the actor's that recommends it. */
export async function recommend(
  deps: BotDependencies,
  actor: Actor,
  { title, authors, url, comment, text, requestId }: WorkInput,
  onStored?: () => void,
): Promise<Recommended> {
  const conference = await requireConference(deps, actor);
  if (title.trim() === '' && url === undefined) {
    throw new AppError('wrong-usage', 'Name what to read: /readinglist add "Release It!" by Michael Nygard');
  }
  const kind: WorkKind = url === undefined ? 'book' : (parseWorkLink(url)?.kind ?? 'link');
  const work = {
    kind,
    title: title.trim() || url!,
    authors,
    ...omitUndefined({ url, comment }),
  };
  const draft = draftTypedNote(deps, actor, conference, {
    way: 'reading-list',
    source: await removeForgottenMentions(deps, actor.teamId, text),
  });
  const taken = await saveTypedNote(deps, conference, { ...draft, work }, { requestId, onStored });
  // Recommending a removed work puts it back.
  await deps.database.removedWorks.remove(conference.id, workKey(work));
  const items = await compileListItems(deps, conference, actor);
  const noteId = `${taken.note.channel}:${taken.note.ts}`;
  const index = items.findIndex(({ recommendedBy }) => recommendedBy.some((one) => one.noteId === noteId));
  const position = index >= 0 ? index : items.findIndex((item) => workKey(item) === workKey(work));
  const { teamId, channel, ts } = taken.note;
  return {
    conference,
    item: items[position] ?? { ...work, recommendedBy: [] },
    number: position + 1,
    key: { teamId, channel, ts },
  };
}
