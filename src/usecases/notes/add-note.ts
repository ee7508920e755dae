import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { CapturedNote, CaptureMethod, StatedKind } from '#domain/notes/captured-note.ts';
import { createSyntheticTs } from '#domain/notes/captured-note.ts';
import { workKey } from '#domain/reading-list/merge-mentions.ts';
import { LocalizedError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import {
  type ConferenceChoices,
  isWhichConference,
  resolveConference,
  resolveInTime,
} from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { removeForgottenMentions } from '#usecases/privacy/forgotten-people.ts';
import { echoTypedNote, type NoteText } from './echo-typed-note.ts';
import { type AddressedTalk, findAddressedTalk, placeAsAddressed, withTold } from './find-addressed-talk.ts';
import { moveEarlierNotes } from './move-earlier-notes.ts';
import {
  dayOfNote,
  foundSoon,
  type Placed,
  placeNote,
  placeStored,
  type SavedNote,
  toSavedNote,
} from './place-note.ts';
import { resolveNoteText } from './resolve-notes.ts';

export interface NoteInput {
  text: string;
  requestId: string;
  way: 'command' | 'form';
  talkId?: TalkId | null;
  kind?: StatedKind;
  conferenceId?: ConferenceId;
  /** Called as soon as the note can't be lost. */
  onStored?: (() => void) | undefined;
}

/** Slack's limit for a message; a command's is lower. */
const MAX_CHARACTERS = 40_000;

/**
 * Saves a note from the command or the form, and posts it to its talk's thread so that others see it, without
 * waiting for Slack.
 */
export async function addNote(
  deps: BotDependencies,
  actor: Actor,
  input: NoteInput,
): Promise<SavedNote | ConferenceChoices> {
  const text = input.text.trim();
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) throw new LocalizedError('wrong-usage', 'note-empty');
  if (text.length > MAX_CHARACTERS) {
    throw new LocalizedError('too-large', 'too-long', { count: text.length, most: MAX_CHARACTERS });
  }
  const conference = await resolveInTime(resolveConference(deps, actor, input.conferenceId));
  if (isWhichConference(conference)) return conference;
  const { talkId, kind, way, requestId, onStored } = input;
  if (talkId != null && !(await deps.placers.talks(conference)).some(({ id }) => id === talkId)) {
    throw new LocalizedError('refused', 'talk-gone');
  }
  const source = await removeForgottenMentions(deps, actor.teamId, text);
  const draft: CapturedNote = {
    ...draftTypedNote(deps, actor, { conference, way, source }),
    ...(talkId !== undefined && { talkId, placedBy: 'person' }),
    ...omitUndefined({ statedKind: kind }),
  };
  const findAddressed = () => findAddressedTalk(deps, actor, { conference, text, at: draft.at });
  return saveTypedNote(deps, conference, {
    draft,
    ...(talkId === undefined && { findAddressed }),
    typedRequest: { requestId, onStored },
  });
}

/** Returns a note typed by the actor now, not yet placed. */
export function draftTypedNote(
  { clock }: Pick<BotDependencies, 'clock'>,
  { teamId, userId, channel }: Actor,
  { conference, way, source }: { conference: TrackedConference; way: CaptureMethod; source: string },
): CapturedNote {
  const at = clock.now();
  return {
    teamId,
    conferenceId: conference.id,
    channel: channel ?? conference.channels[0]!,
    ts: createSyntheticTs(at, 0),
    at,
    authorId: userId,
    source,
    photos: [],
    captures: [{ way, by: userId }],
    day: conference.from,
    talkId: null,
    placedBy: 'program',
    fromPrivate: false,
  };
}

/** The request that a typed note came with, and who is told once the note is stored. */
interface TypedRequest {
  /** The same if Slack sends the request again, also to another replica. */
  requestId: string;
  onStored?: (() => void) | undefined;
}

/**
 * Saves a typed note once per request, together with the message that shows it in Slack. If names have to be looked up
 * in Slack, the note is stored first, and placed and shown afterwards.
 */
export async function saveTypedNote(
  deps: BotDependencies,
  conference: TrackedConference,
  {
    draft,
    findAddressed,
    typedRequest: { requestId, onStored },
  }: { draft: CapturedNote; findAddressed?: () => Promise<AddressedTalk>; typedRequest: TypedRequest },
): Promise<SavedNote> {
  const talks = await deps.placers.talks(conference);
  const talkOf = ({ talkId }: CapturedNote) => talks.find(({ id }) => id === talkId);
  const dated = { ...draft, day: dayOfNote(conference, draft, talkOf(draft)) };
  const addressing = findAddressed?.();
  const lookUp = async () => {
    const note = placeAsAddressed(dated, await addressing, { conference, talks });
    return {
      placed: await placeNote(deps.placers, conference, note),
      words: await resolveNoteText(deps, draft, conference.channels[0]),
    };
  };
  const lookingUp = lookUp();
  const [found, addressed] = await Promise.all([foundSoon(lookingUp), foundSoon(addressing)]);
  const unplaced = placeAsAddressed(dated, addressed, { conference, talks });
  const { note, isNew } = await deps.database.runTransaction(async (stores) => {
    const key = await stores.requests.find(draft.teamId, requestId);
    const earlier = key && (await stores.notes.find(key));
    if (earlier !== undefined && !isSentWithOtherWords(earlier, draft)) return { note: earlier, isNew: false };
    const placed = found?.placed.note ?? unplaced;
    const kept =
      earlier === undefined ? await withUniqueTs(stores, placed) : { ...placed, ts: earlier.ts, at: earlier.at };
    await stores.notes.save(kept);
    if (earlier === undefined) await stores.requests.save(requestId, kept);
    // Recommending a removed work puts it back.
    for (const work of kept.works ?? []) await stores.removedWorks.remove(conference.id, workKey(work));
    if (found !== undefined) {
      const echo = { conference, note: kept, talk: talkOf(kept), words: found.words };
      await echoTypedNote(stores, deps, { ...echo, isMoved: earlier !== undefined });
    }
    return { note: kept, isNew: true };
  });
  onStored?.();
  const stored = toSavedNote(conference, { note, talks, isUnsure: false });
  try {
    if (!isNew) return withTold(stored, await addressing);
    deps.metrics?.noted(note.captures[0]!.way);
    const { placed, words } = found ?? (await lookingUp);
    const shown = found === undefined ? await showPlaced(deps, conference, { kept: note, placed, words }) : note;
    const movedEarlier = await moveEarlierNotes(deps, conference, { ...placed, note: shown });
    deps.wake();
    return withTold(toSavedNote(conference, { ...placed, note: shown, movedEarlier }), await addressing);
  } catch (error) {
    // Its author must not be told to type it again.
    deps.log.error({ team: note.teamId, ...errorLogFields(error) }, 'a saved note could not be assigned to a talk');
    return stored;
  }
}

/** If the acknowledgment of a form is lost, the form stays open, and its words may be changed and sent again. */
function isSentWithOtherWords(earlier: CapturedNote, sent: CapturedNote): boolean {
  return sent.captures[0]!.way === 'form' && earlier.deletedAt === undefined && earlier.source !== sent.source;
}

/** Places a note that was stored before its names were looked up, unless it was changed meanwhile. */
async function showPlaced(
  deps: BotDependencies,
  conference: TrackedConference,
  { kept, placed, words }: { kept: CapturedNote; placed: Placed; words: NoteText },
): Promise<CapturedNote> {
  return deps.database.runTransaction(async (stores) => {
    const stored = await stores.notes.find(kept);
    if (stored === undefined || stored.deletedAt !== undefined) return kept;
    const note = placeStored(stored, kept, placed);
    // A note that was moved is shown already.
    if (note === stored) return stored;
    await stores.notes.save(note);
    const talk = placed.talks.find(({ id }) => id === note.talkId);
    await echoTypedNote(stores, deps, { conference, note, talk, words, isMoved: true });
    return note;
  });
}

async function withUniqueTs({ notes }: Pick<Stores, 'notes'>, note: CapturedNote): Promise<CapturedNote> {
  for (let nth = 0; nth < 1000; nth++) {
    const ts = createSyntheticTs(note.at, nth);
    if ((await notes.find({ ...note, ts })) === undefined) return { ...note, ts };
  }
  throw new LocalizedError('failed', 'too-many-notes-at-once');
}
