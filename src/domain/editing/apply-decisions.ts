import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Photo, Recap, RecapDay, RecapNote, Section } from '#domain/recap/recap.ts';
import type { Point, Question, Quote, Remark } from '#domain/recap/summary.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { type Decision, isOverarching, type PlaceKey, placeKey, statementKey } from './editorial-decision.ts';
import { type ReviewedStatements, reviewStatements, type Statement, statementBehind } from './review-statements.ts';

export interface EditedRecap {
  recap: Recap;
  /** Statements with a decision from before their notes were edited: the organizer must decide again. */
  asksAgain: { place: PlaceKey; statement: Statement }[];
}

/**
 * Applies the organizers' decisions to a recap: hides and rewords statements, puts the main photos first, and adds the
 * introduction and closing. Headlines, captions, links and notes that are based only on hidden statements are hidden
 * too.
 */
export function applyDecisions(recap: Recap, decisions: readonly Decision[]): EditedRecap {
  if (decisions.length === 0) return { recap, asksAgain: [] };
  const reviewed = reviewStatements(recap, decisions);
  const silenced = silencedNotes(reviewed);
  const all = [...reviewed.values()].flat();
  const hidden = new Set(all.filter((statement) => statement.hidden).map(({ key }) => key));
  const keeps = ({ noteIds }: Point) => !noteIds.some((id) => silenced.has(id));
  /** A day's theme may also be a theme of the whole conference; hiding it removes both. */
  const keptOf = (kind: 'inShort' | 'unclear' | 'disagreement' | 'theme', points: readonly Point[] = []) =>
    points.filter(
      (point) =>
        keeps(point) && !hidden.has(statementKey({ kind, noteIds: point.noteIds, textHash: contentHash(point.text) })),
    );
  const ofPoints = (points: readonly Point[]) => points.flatMap((point) => asDecided(point, all, keeps));
  const leads = new Map(
    decisions.flatMap((decision) => (decision.about === 'lead' ? [[decision.place, decision] as const] : [])),
  );
  const editSection = <Whole extends Section>(section: Whole, place: PlaceKey): Whole => {
    const { inShort, unclear, disagreements, leftOut = [], ...whole } = section;
    const { thoughts: _thoughts, lookups: _lookups, ...rest } = whole;
    const statements = reviewed.get(place) ?? [];
    const kept = keptOf('disagreement', disagreements);
    const [keptShort] = keptOf('inShort', inShort === undefined ? [] : [inShort]);
    const open = keptOf('unclear', unclear);
    const lead = leads.get(place);
    const isLead = ({ file, noteId }: Photo) => file === lead?.file && noteId === lead.noteId;
    const photos = section.photos.map((photo) => withoutWords(photo, silenced));
    return {
      ...rest,
      ...edited(statements, recap),
      ...omitUndefined({ inShort: keptShort }),
      ...omitEmpty({ unclear: open, disagreements: kept }),
      photos: photos.toSorted((a, b) => Number(isLead(b)) - Number(isLead(a))),
      links: withoutNotes(section.links, silenced),
      ...(leftOut.length > 0 && { leftOut: withoutNotes(leftOut, silenced) }),
    } as Whole;
  };
  const days = recap.days.map(
    ({ themes, ...day }): RecapDay => ({
      ...day,
      headlines: ofPoints(day.headlines),
      ...themesOf(keptOf('theme', themes)),
      talks: day.talks.map((talk) => editSection(talk, placeKey(day.date, talk.id))),
      hallway: editSection(day.hallway, placeKey(day.date, null)),
    }),
  );
  const { themes, ...rest } = recap;
  const notes = withoutSilenced(recap, silenced);
  const words = decisions.find((decision) => decision.about === 'words');
  return {
    recap: {
      ...rest,
      ...omitUndefined({ introduction: words?.introduction, closing: words?.closing }),
      headlines: ofPoints(recap.headlines),
      ...themesOf(keptOf('theme', themes)),
      days,
      readingList: recap.readingList.map((item) => ({
        ...item,
        recommendedBy: item.recommendedBy.map(({ comment, ...by }) =>
          comment === undefined || silenced.has(by.noteId) ? by : { ...by, comment },
        ),
      })),
      contributors: recount(recap, notes),
      notes,
    },
    asksAgain: [...reviewed].flatMap(([place, statements]) =>
      statements.filter(({ asks }) => asks !== undefined).map((statement) => ({ place, statement })),
    ),
  };
}

function withoutNotes<Noted extends { noteIds: NoteId[] }>(
  all: readonly Noted[],
  silenced: ReadonlySet<NoteId>,
): Noted[] {
  return all.flatMap((one) => {
    const noteIds = one.noteIds.filter((id) => !silenced.has(id));
    return noteIds.length === 0 ? [] : [{ ...one, noteIds }];
  });
}

function themesOf(themes: Point[]): { themes?: Point[] } {
  return omitEmpty({ themes });
}

/** Returns the notes that only hidden statements are based on. */
function silencedNotes(reviewed: ReviewedStatements): Set<NoteId> {
  const statements = [...reviewed.values()].flat().filter(({ kind }) => !isOverarching(kind));
  const spoken = new Set(statements.filter(({ hidden }) => !hidden).flatMap(({ noteIds }) => noteIds));
  const hidden = statements.filter((statement) => statement.hidden).flatMap(({ noteIds }) => noteIds);
  return new Set(hidden.filter((id) => !spoken.has(id)));
}

/** Applies to a headline the decision about its statement; without one, hides it if its notes are hidden. */
function asDecided(point: Point, statements: readonly Statement[], keeps: (point: Point) => boolean): Point[] {
  const said = statementBehind(point, statements);
  if (said?.hidden === true) return [];
  if (said?.wording !== undefined) return [{ ...point, text: said.wording }];
  const isSaid = said !== undefined && !isOverarching(said.kind);
  return isSaid || keeps(point) ? [point] : [];
}

function edited(
  statements: readonly Statement[],
  { notes }: Recap,
): Pick<Section, 'points' | 'quotes' | 'questions' | 'thoughts' | 'lookups'> {
  const shown = statements.filter(({ hidden }) => !hidden);
  const ofKind = <Made extends Point | Question | Quote | Remark>(kind: Statement['kind']) =>
    shown
      .filter((statement) => statement.kind === kind)
      .map(({ made, noteIds, wording }): Made => {
        const whole = made ?? { text: '', noteIds, agreement: countAuthors(noteIds, notes) };
        return (wording === undefined ? whole : { ...withoutLines(whole), text: wording }) as Made;
      });
  const thoughts = ofKind<Remark>('thought');
  const lookups = ofKind<Remark>('lookup');
  return {
    points: ofKind<Point>('point'),
    quotes: ofKind<Quote>('quote'),
    questions: ofKind<Question>('question'),
    ...omitEmpty({ thoughts, lookups }),
  };
}

/** The organizer's lines needn't be those that were made of the notes. */
function withoutLines({ lineNoteIds: _, ...whole }: Partial<Point>): Partial<Point> {
  return whole;
}

function countAuthors(noteIds: readonly NoteId[], notes: readonly RecapNote[]): number {
  return new Set(notes.filter(({ id }) => noteIds.includes(id)).map(({ author }) => author)).size;
}

/** Removes a photo's caption if its message is hidden. */
function withoutWords(photo: Photo, silenced: ReadonlySet<NoteId>): Photo {
  if (!silenced.has(photo.noteId)) return photo;
  const { caption: _, alt: __, ...bare } = photo;
  return bare;
}

/** Returns how many notes each person has without those that were removed. */
function recount({ contributors, notes }: Recap, kept: readonly RecapNote[]): Recap['contributors'] {
  const ids = new Set(kept.map(({ id }) => id));
  const gone = notes.filter(({ id, kind }) => kind !== 'small-talk' && !ids.has(id));
  return contributors
    .map(({ author, notes: all }) => ({ author, notes: all - gone.filter((note) => note.author === author).length }))
    .filter((one) => one.notes > 0);
}

/** Removes hidden notes. One with a photo or a recommendation stays, but without its text. */
function withoutSilenced({ notes, days, readingList }: Recap, silenced: ReadonlySet<NoteId>): RecapNote[] {
  const needed = new Set([
    ...days.flatMap(({ talks, hallway }) =>
      [...talks, hallway].flatMap(({ photos }) => photos.map(({ noteId }) => noteId)),
    ),
    ...readingList.flatMap(({ recommendedBy }) => recommendedBy.map(({ noteId }) => noteId)),
  ]);
  return notes.flatMap((note) => {
    if (!silenced.has(note.id)) return [note];
    const { links: _, ...bare } = note;
    return needed.has(note.id) ? [{ ...bare, text: '' }] : [];
  });
}
