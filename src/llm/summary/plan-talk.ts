import type { NoteId } from '#domain/notes/note.ts';
import type { Excerpt } from './prompt.ts';
import { SPANS_MUCH } from './response-schema.ts';
import { hashOfNote, type KeptStatement, type KeptTalk, keptNote } from './summary-cache.ts';

/** What of a talk is to be sent, and what was said before that stands. */
export interface TalkPlan {
  /** Undefined where nothing has changed. */
  excerpt?: Excerpt;
  stands: KeptStatement[];
  /** Where some notes of a talk changed: what may stand until the model has worded that. */
  meanwhile?: Meanwhile;
}

export interface Meanwhile {
  /** Statements that rest on notes which only gained words. */
  statements: KeptStatement[];
  /** Changed notes that no such point rests on: they speak for themselves. */
  unsaid: NoteId[];
  changed: NoteId[];
}

/** Where more of its notes changed than this share, a talk is told anew. */
const MUCH_CHANGED = 0.5;

/**
 * A talk whose notes are the same is not sent again. Where notes changed or came late, these alone are sent, with
 * those that a point rests on beside them. Where one is gone (deleted, forgotten, not for this audience), the whole is
 * told anew: nothing stays that was worded with it in view. Where a gist, headline or theme falls its words are sent to
 * be mended, rather than all the notes that it rests on. `others` has the words of all talks' notes.
 */
export function planTalk(
  { date, talk, notes }: Pick<Excerpt, 'date' | 'talk' | 'notes'>,
  kept: KeptTalk | undefined,
  others: ReadonlyMap<NoteId, string>,
): TalkPlan {
  const own = new Map(notes.map(({ id, text }) => [id, hashOfNote(text)]));
  const isGone = Object.keys(kept?.notes ?? {}).some((id) => !own.has(id));
  const changed = new Set([...own].flatMap(([id, hash]) => (kept?.notes[id]?.hash === hash ? [] : [id])));
  if (kept === undefined || isGone || changed.size > notes.length * MUCH_CHANGED) {
    return { excerpt: { date, talk, notes }, stands: [] };
  }
  const isCurrent = (id: NoteId) => {
    const text = others.get(id);
    return text !== undefined && kept.others[id] === hashOfNote(text);
  };
  const statements = kept.statements.filter(({ noteIds }) => noteIds.every((id) => own.has(id) || isCurrent(id)));
  if (changed.size === 0) return { stands: statements };
  const touches = ({ noteIds }: KeptStatement) => noteIds.some((id) => changed.has(id));
  const fallen = statements.filter(touches);
  const wanted = new Set(changed);
  for (const { kind, noteIds } of fallen) {
    if (!SPANS_MUCH.has(kind)) for (const id of noteIds) wanted.add(id);
  }
  // What rested on those notes too is said anew with them, so that nothing is said twice.
  const stands = statements.filter((one) => !touches(one));
  return {
    excerpt: {
      date,
      talk,
      notes: notes.filter(({ id }) => wanted.has(id)),
      said: fallen.filter(({ kind }) => SPANS_MUCH.has(kind)).map(({ kind, text }) => ({ kind, text })),
    },
    stands,
    meanwhile: planMeanwhile(fallen, changed, notes, kept),
  };
}

/**
 * A statement may stand for a while where its notes lost no word, and deny no more and no less than they did: whatever
 * they lost it may say in words of its own.
 */
function planMeanwhile(
  fallen: KeptStatement[],
  changed: ReadonlySet<NoteId>,
  notes: Excerpt['notes'],
  kept: KeptTalk,
): Meanwhile {
  const now = new Map(notes.map(({ id, text }) => [id, keptNote(text)]));
  const onlyGained = (id: NoteId) => {
    const [before, after] = [kept.notes[id], now.get(id)];
    if (before === undefined || after === undefined) return true;
    return before.denials === after.denials && before.stems.every((stem) => after.stems.includes(stem));
  };
  const statements = fallen.filter(({ noteIds }) => noteIds.every(onlyGained));
  const points = statements.filter(({ kind }) => !SPANS_MUCH.has(kind));
  const said = new Set(points.flatMap(({ noteIds }) => noteIds));
  return { statements, unsaid: [...changed].filter((id) => !said.has(id)), changed: [...changed] };
}
