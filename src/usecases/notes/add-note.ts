import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { CapturedNote, CaptureWay, StatedKind } from '#domain/notes/captured-note.ts';
import { createSyntheticTs } from '#domain/notes/captured-note.ts';
import { addressedTalk } from '#domain/talk-mentions/talk-mentions.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { requireConference, resolveConference, type WhichConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import { removeForgottenMentions } from '#usecases/privacy/forgotten-people.ts';
import { echoTypedNote } from './echo-typed-note.ts';
import { type Placed, placeNote, type SavedNote, toSavedNote } from './place-note.ts';
import { resolveNoteText } from './resolve-notes.ts';

export interface NoteInput {
  text: string;
  requestId: string;
  way: 'command' | 'form';
  talkId?: TalkId | null;
  kind?: StatedKind;
  conferenceId?: ConferenceId;
}

/** Slack's limit for a message; a command's is lower. */
const MAX_CHARACTERS = 40_000;

/** Saves a note from the command or the form, and posts it to its talk's thread for the others to see. */
export async function addNote(
  deps: BotDependencies,
  actor: Actor,
  wish: NoteInput,
): Promise<SavedNote | WhichConference> {
  const text = wish.text.trim();
  if (text === '') throw new AppError('wrong-usage', 'There is nothing to note yet. Type it behind /recap add.');
  if (text.length > MAX_CHARACTERS) {
    throw new AppError('too-large', `A note may have ${MAX_CHARACTERS} characters; this one has ${text.length}.`);
  }
  const conference = await resolveConference(deps, actor, wish.conferenceId);
  if ('choices' in conference) {
    if (conference.choices.length === 0) await requireConference(deps, actor);
    return conference;
  }
  return deps.requests.once(`${actor.teamId} ${wish.requestId}`, async () => {
    const source = await removeForgottenMentions(deps, actor.teamId, text);
    const draft = draftTypedNote(deps, actor, conference, { way: wish.way, source });
    const talkId = wish.talkId === undefined ? addressedTalk(text, await deps.placers.talks(conference)) : wish.talkId;
    const given = talkId === undefined ? {} : { talkId, placedBy: 'person' as const };
    const placed = await placeNote(deps.placers, conference, {
      ...draft,
      ...given,
      ...omitUndefined({ statedKind: wish.kind }),
    });
    if (wish.talkId != null && placed.talk === undefined) {
      throw new AppError('refused', 'That talk is not on the schedule any more. Choose another.');
    }
    return saveTypedNote(deps, conference, placed);
  });
}

/** Returns a note typed by the actor now, not yet placed. */
export function draftTypedNote(
  { clock }: Pick<BotDependencies, 'clock'>,
  { teamId, userId, channel }: Actor,
  conference: TrackedConference,
  { way, source }: { way: CaptureWay; source: string },
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

/** Saves a placed note under a unique ts, together with the message that shows it in Slack. */
export async function saveTypedNote(
  deps: BotDependencies,
  conference: TrackedConference,
  placed: Placed,
): Promise<SavedNote> {
  const words = await resolveNoteText(deps, placed.note);
  const note = await deps.database.runTransaction(async (stores) => {
    const kept = await withUniqueTs(stores, placed.note);
    await stores.notes.save(kept);
    await echoTypedNote(stores, deps, conference, kept, placed.talk, words);
    return kept;
  });
  deps.metrics?.noted(note.captures[0]!.way);
  deps.wake();
  return toSavedNote(conference, { ...placed, note });
}

async function withUniqueTs({ notes }: Pick<Stores, 'notes'>, note: CapturedNote): Promise<CapturedNote> {
  for (let nth = 0; nth < 1000; nth++) {
    const ts = createSyntheticTs(note.at, nth);
    if ((await notes.find({ ...note, ts })) === undefined) return { ...note, ts };
  }
  throw new AppError('failed', 'Too many notes at the same instant. Try again.');
}
