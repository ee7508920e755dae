import type { MessageKey } from '../domain/captured-note.ts';
import { workKey } from '../domain/reading-list.ts';
import type { TrackedConference } from '../domain/tracked-conference.ts';
import type { ReadingItem, WorkKind } from '../domain/work.ts';
import { AppError } from '../errors.ts';
import { readWorkLink } from '../text/work-links.ts';
import { keepTypedNote, type TypedNotes, typedNote } from './add-note.ts';
import type { Asker } from './asker.ts';
import type { TakenNote } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { requireConference } from './find-conference.ts';
import { withoutForgotten } from './forgotten-people.ts';
import { placeCaptured } from './place-captured.ts';
import { compileListItems } from './show-reading-list.ts';

/** What `/readinglist add` was given. */
export interface WorkToRecommend {
  title: string;
  authors: string[];
  url?: string;
  comment?: string;
  /** As it was typed. */
  text: string;
  requestId: string;
}

export interface Recommended {
  conference: TrackedConference;
  item: ReadingItem;
  /** Its number on the list. */
  number: number;
  /** The note that recommends it. */
  key: MessageKey;
}

/** Puts a work on the reading list: as a note of the asker's that recommends it. */
export async function recommend(
  deps: BotDependencies,
  { placers, requests }: TypedNotes,
  asker: Asker,
  { title, authors, url, comment, text, requestId }: WorkToRecommend,
): Promise<Recommended> {
  const conference = await requireConference(deps, asker);
  if (title.trim() === '' && url === undefined) {
    throw new AppError('wrong-usage', 'Name what to read: /readinglist add "Release It!" by Michael Nygard');
  }
  const kind: WorkKind = url === undefined ? 'book' : (readWorkLink(url)?.kind ?? 'link');
  const work = {
    kind,
    title: title.trim() || url!,
    authors,
    ...(url === undefined ? {} : { url }),
    ...(comment === undefined ? {} : { comment }),
  };
  const taken: TakenNote = await requests.once(`${asker.teamId} ${requestId}`, async () => {
    const draft = typedNote(deps, asker, conference, {
      way: 'reading-list',
      source: await withoutForgotten(deps, asker.teamId, text),
    });
    const placed = await placeCaptured(placers, conference, { ...draft, work });
    return keepTypedNote(deps, conference, placed);
  });
  // Who recommends what somebody took off the list wants it there again.
  await deps.database.removedWorks.remove(conference.id, workKey(work));
  const items = await compileListItems(deps, conference, asker);
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
