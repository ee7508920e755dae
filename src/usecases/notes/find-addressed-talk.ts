import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { findAddressee } from '#domain/talk-mentions/addressed-talk.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { isNear, rankTalks, toChoice } from '#usecases/schedule/talk-choices.ts';
import { dayOfNote, type SavedNote } from './place-note.ts';

/** Where a note's author put it by a name at its start, and what the reply says about that name. */
export interface AddressedTalk {
  /** Empty if the note names no talk. `placedBy` is `nobody` if the name isn't clear. */
  placed: Partial<Pick<CapturedNote, 'talkId' | 'placedBy'>>;
  told: Pick<SavedNote, 'corrected' | 'unclear' | 'namesSeveral'>;
}

/** As many choices as a person will read through. */
const MOST_CHOICES = 5;
/** Lines of a note that are looked at for the names of other talks. */
const MOST_LABELS = 10;

/** Finds the talk that a note of the actor names at its start. Names of colleagues who take notes are not speakers'. */
export async function findAddressedTalk(
  deps: BotDependencies,
  { teamId, userId }: Actor,
  { conference, text, at }: { conference: TrackedConference; text: string; at: number },
): Promise<AddressedTalk> {
  const talks = await deps.placers.talks(conference);
  const addressee = await findAddressee(text, talks, at, async () => {
    const notes = await deps.database.notes.ofConference(conference.id);
    const users = new Set([userId, ...conference.organizers, ...notes.map(({ authorId }) => authorId)]);
    const names = await deps.workspace.namesFor(teamId, { users, channels: [] });
    return Array.from(users, (user) => names.user(user) ?? '');
  });
  const namesSeveral = (await namesSeveralTalks(text, talks, at)) || undefined;
  if (addressee === undefined) return { placed: {}, told: omitUndefined({ namesSeveral }) };
  if (addressee.kind === 'talk') {
    const { talkId, corrected } = addressee;
    return { placed: { talkId, placedBy: 'person' }, told: omitUndefined({ corrected, namesSeveral }) };
  }
  const named = addressee.talkIds.flatMap((id) => talks.find((talk) => talk.id === id) ?? []);
  const isUnknown = named.length === 0;
  const choices = isUnknown ? rankTalks(talks, at).filter((talk) => isNear(talk, at)) : named;
  return {
    placed: { talkId: null, placedBy: 'nobody' },
    told: { unclear: { name: addressee.name, isUnknown, choices: choices.slice(0, MOST_CHOICES).map(toChoice) } },
  };
}

/** Returns a note in the talk that its author's words name. They replace a guess, but not what a person chose. */
export function placeAsAddressed(
  note: CapturedNote,
  addressed: AddressedTalk | undefined,
  { conference, talks }: { conference: TrackedConference; talks: readonly Talk[] },
): CapturedNote {
  if (addressed?.placed.placedBy === undefined || note.placedBy !== 'program') return note;
  const talk = talks.find(({ id }) => id === addressed.placed.talkId);
  return { ...note, ...addressed.placed, day: dayOfNote(conference, note, talk) };
}

/** Adds what the reply says about the name at a note's start, unless somebody has put the note elsewhere. */
export function withTold(saved: SavedNote, addressed: AddressedTalk | undefined): SavedNote {
  if (addressed === undefined) return saved;
  const { placedBy, talkId } = addressed.placed;
  const isThere = saved.note.placedBy === placedBy && saved.note.talkId === talkId;
  return placedBy === undefined || isThere ? { ...saved, ...addressed.told } : saved;
}

/** Whether lines of a text start with the names of different talks or their speakers. */
async function namesSeveralTalks(text: string, talks: readonly Talk[], at: number): Promise<boolean> {
  const labelled = text.split('\n').filter((line) => /^[^:：]{2,60}[:：]\s/u.test(line));
  if (labelled.length < 2) return false;
  const found = await Promise.all(labelled.slice(0, MOST_LABELS).map((line) => findAddressee(line, talks, at)));
  return new Set(found.flatMap((one) => (one?.kind === 'talk' ? one.talkId : []))).size > 1;
}
