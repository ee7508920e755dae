import { namesTitle } from '#domain/evidence/fuzzy-match.ts';
import { findUrls, normalizeUrl, toSafeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { openingOf, outlineSection, shortRecapPoints } from '#domain/recap/outline-section.ts';
import { leans, readPointLines } from '#domain/recap/point-lines.ts';
import type { Photo, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { LeftOut, Point, Remark } from '#domain/recap/summary.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { photoUrl } from './links.ts';
import { plainLine, readsTheSame, repeats } from './plain-text.ts';
import { labelOf, type PointView, viewPoint, viewProse } from './point-view.ts';
import {
  type AsNoted,
  joinShortGroups,
  joinShortLists,
  type SectionGroupView,
  type SectionPart,
  splitAtLabels,
} from './short-groups.ts';

/** A talk or a hallway with something to show, in the order in which all formats show it. */
export interface SectionView {
  section: Section;
  /** Absent for the hallway. */
  talk?: RecapTalk;
  /** The first sentence of the talk's abstract; absent if a model wrote an opening. */
  program?: string;
  /** A model's words, else the notes' own conclusion. */
  inShort?: Pick<Point, 'text' | 'noteIds'>;
  /** Points and quotes under their headings, each quote after the point that it supports. */
  groups: SectionGroupView[];
  /** What a short recap shows of the points. */
  brief: PointView[];
  /** What it covered by its notes' headings, for a short recap; empty if an opening says so, or for few headings. */
  topics: string[];
  /** Headings of the notes that nothing is shown of, with their notes. */
  leftOut: LeftOut[];
  /** What the notes leave open. */
  unclear: PointView[];
  /** Statements on which notes contradict each other. */
  disagreements: PointView[];
  /** What note-takers thought, except reactions to a point, which follow it, and what they want to look up. */
  remarks: { label: string; remarks: Remark[] }[];
  /** All photos, without captions that repeat a point or quote of the same note. */
  photos: Photo[];
  /** Those whose notes have no point or quote that they could follow. */
  otherPhotos: Photo[];
  /** Works recommended here, each with only the recommendations made here, without those that a point names. */
  toRead: ReadingItem[];
  /** Links with http(s) addresses that neither `toRead` nor a point shows. */
  links: Section['links'];
  /** Everyone whose notes it shows, including recommendations. */
  contributors: string[];
}

/** What a section's view has to know of the recap's notes. */
export interface NoteOrder {
  /** Position among all notes. */
  orderOf(id: NoteId): number;
  /** Empty if the recap doesn't contain the note. */
  textOf(id: NoteId): string;
  /** The note right before it in the same talk or hallway, if that was minutes ago. */
  noteBefore(id: NoteId): NoteId | undefined;
}

/** Items of one list that a short recap shows. */
const MOST_BRIEF_ITEMS = 3;

export function viewSection(
  section: Section,
  toRead: ReadingItem[],
  { order, t, talk }: { order: NoteOrder; t: RecapMessages; talk?: RecapTalk },
): SectionView {
  const { thoughts = [], lookups = [], unclear = [], disagreements = [], leftOut = [], isProse } = section;
  const inShort = openingOf(section);
  const isOpened = inShort !== undefined;
  const program = isOpened && isProse ? '' : plainLine(talk?.program ?? '');
  const inPoints = new Set(
    statementsOf(section).flatMap(({ text }) => findUrls(text).map(({ url }) => normalizeUrl(url))),
  );
  const isShownInPoints = (url = '') => url !== '' && inPoints.has(normalizeUrl(url));
  const shown = new Set([...toRead.flatMap(({ url }) => (url === undefined ? [] : [normalizeUrl(url)])), ...inPoints]);
  const photos = section.photos
    .filter(({ file }) => photoUrl(file) !== '')
    .map((photo) => withoutRepeatedCaption(photo, section));
  const outline = outlineSection(section, order.orderOf);
  const entries = outline.flatMap((group) => group.entries);
  const photosAfter = Map.groupBy(photos, ({ noteId }) =>
    entries.findLast((entry) =>
      entry.kind === 'point' ? entry.point.noteIds.includes(noteId) : entry.quote.noteId === noteId,
    ),
  );
  // A list of one line is a sentence.
  const [first] = entries;
  const isOnly = entries.length === 1 && first?.kind === 'point' && !first.point.text.includes('\n');
  const reactions = isProse ? new Map<Point, Remark[]>() : findReactions(section.points, thoughts, order);
  const reacting = new Set([...reactions.values()].flat());
  const withReactions = (point: Point, views: PointView[]) =>
    views.with(-1, { ...views.at(-1)!, ...omitUndefined({ remarks: reactions.get(point) }) });
  const asNoted: AsNoted = (text, noteIds) => {
    const small = text.charAt(0).toLowerCase() + text.slice(1);
    return noteIds.some((id) => order.textOf(id).includes(small)) ? small : text;
  };
  const groups = outline.map(({ heading = '', under = '', entries }) => {
    const parts: SectionPart[] = [];
    for (const entry of entries) {
      const last = parts.at(-1);
      if (entry.kind === 'quote') parts.push(entry);
      else if (isProse || isOnly || isSteps(entry.point) || entry.point.isRunning) {
        const [point] = withReactions(entry.point, [viewProse(entry.point, t)]);
        if (entry.point.isRunning) addRunning(parts, point!);
        else parts.push({ kind: 'prose', point: point! });
      } else {
        const points = withReactions(entry.point, viewPoint(entry.point, t));
        if (last?.kind === 'points') last.points.push(...points);
        else parts.push({ kind: 'points', points });
      }
      const own = photosAfter.get(entry);
      if (own !== undefined) parts.push({ kind: 'photos', photos: own });
    }
    for (const part of parts) if (part.kind === 'points') part.points = withLabels(part.points);
    return {
      heading: plainLine(heading),
      under: plainLine(under),
      parts: isProse ? parts : joinShortLists(parts.flatMap(splitAtLabels), asNoted),
    };
  });
  return {
    section,
    ...omitUndefined({ talk, program: program || undefined, inShort }),
    topics: !isOpened && program === '' ? topicsOf(section, order.orderOf) : [],
    leftOut: leftOut.map(({ heading, noteIds }) => ({
      heading: plainLine(heading) || t('notes', { count: noteIds.length }),
      noteIds,
    })),
    groups: isProse ? groups : joinShortGroups(groups, asNoted),
    brief: shortRecapPoints(section).flatMap((point) => viewPoint(point, t, MOST_BRIEF_ITEMS)),
    unclear: unclear.flatMap((point) => viewPoint(point, t)),
    disagreements: disagreements.flatMap((point) => viewPoint(point, t)),
    remarks: [
      { label: t('thoughts'), remarks: thoughts.filter((thought) => !reacting.has(thought)) },
      { label: t('lookups'), remarks: lookups },
    ].filter(({ remarks }) => remarks.length > 0),
    photos,
    otherPhotos: photosAfter.get(undefined) ?? [],
    toRead: toRead.filter(
      ({ kind, title, url }) =>
        (kind === 'book' || !isShownInPoints(url)) &&
        !(isProse && section.points.some(({ text }) => namesTitle(text, title))),
    ),
    links: section.links.filter(({ url }) => toSafeUrl(url) !== undefined && !shown.has(normalizeUrl(url))),
    contributors: [
      ...new Set([
        ...section.contributors,
        ...toRead.flatMap(({ recommendedBy }) => recommendedBy.map(({ author }) => author)),
      ]),
    ],
  };
}

/**
 * Finds the thoughts that can't be understood without a point: those that lean on what was noted right before ("That is
 * what ours does!"), and those that follow it in the same note.
 */
function findReactions(
  points: readonly Point[],
  thoughts: readonly Remark[],
  { textOf, noteBefore }: NoteOrder,
): Map<Point, Remark[]> {
  const reactions = new Map<Point, Remark[]>();
  for (const thought of thoughts) {
    const [id = ''] = thought.noteIds;
    const note = textOf(id);
    const at = positionIn(note, thought.text);
    const inNote = points.filter(({ noteIds }) => noteIds.includes(id));
    const before = noteBefore(id);
    const point =
      inNote
        .map((one) => ({ one, at: positionIn(note, one.text) }))
        .filter((found) => found.at !== -1 && found.at < at)
        .sort((a, b) => b.at - a.at)[0]?.one ??
      (before !== undefined && inNote.length === 0 && leans(thought.text)
        ? points.findLast(({ noteIds }) => noteIds.includes(before))
        : undefined);
    if (point !== undefined && !point.isOpening) reactions.set(point, [...(reactions.get(point) ?? []), thought]);
  }
  return reactions;
}

/** Letters of a text that are enough to find it in its note, whose punctuation differs. */
const LETTERS_TO_FIND = 24;

function positionIn(note: string, text: string): number {
  const letters = (given: string) => given.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return letters(note).indexOf(letters(text).slice(0, LETTERS_TO_FIND));
}

/** Steps without an introduction, which can't be an item of a list with other points. */
function isSteps({ text }: Point): boolean {
  const { lead, isOrdered } = readPointLines(text.split('\n'));
  return isOrdered && lead.length === 0;
}

/** What a section says in sentences. */
function statementsOf({ points, inShort }: Section): Point[] {
  return [inShort, ...points].filter((point) => point !== undefined);
}

/** Words of a paragraph at most, unless one point has more, and notes, so that each can be linked to. */
const WORDS_OF_PARAGRAPH = 80;
const NOTES_OF_PARAGRAPH = 5;

/** Adds a point to the paragraph before it; a key point, and what introduces a list, begins one of its own. */
function addRunning(parts: SectionPart[], point: PointView): void {
  const last = parts.at(-1);
  const before = last?.kind === 'prose' ? last.point : undefined;
  const isOwn = ({ items, lead, agreement, remarks }: PointView) =>
    items.length > 0 || lead.includes('\n') || agreement !== undefined || remarks !== undefined;
  const noteIds = [...new Set([...(before?.noteIds ?? []), ...point.noteIds])];
  const words = (before?.lead ?? '').split(' ').length + point.lead.split(' ').length;
  const isFull = words > WORDS_OF_PARAGRAPH || noteIds.length > NOTES_OF_PARAGRAPH;
  if (before === undefined || isOwn(before) || point.isKey || isOwn(point) || isFull) {
    parts.push({ kind: 'prose', point });
    return;
  }
  const joined = (text: string) => [text, point.lead].filter(Boolean).join(' ');
  parts[parts.length - 1] = {
    kind: 'prose',
    point: { ...before, lead: joined(before.lead), text: joined(before.text), noteIds },
  };
}

const FEWEST_LABELS = 3;
const SHARE_OF_LABELS = 0.6;

/** Sets in bold what the lines of a list are about, if most of them say it before a colon. */
function withLabels(points: PointView[]): PointView[] {
  const labels = points.map(({ lead }) => labelOf(lead));
  const count = labels.filter((label) => label !== undefined).length;
  if (count < Math.max(FEWEST_LABELS, SHARE_OF_LABELS * points.length)) return points;
  return points.map((point, index) => {
    const bold = labels[index];
    return bold === undefined ? point : { ...point, bold, text: point.lead.slice(bold.length).trim(), isKey: false };
  });
}

/** Fewer headings are no outline; of more, these are named. */
const TOPICS = { fewest: 3, most: 8 };
/** A longer heading is cut. */
const WORDS_OF_TOPIC = 6;

/** What the headings of its notes say, in their order, if they outline it. */
function topicsOf({ points, leftOut = [] }: Section, orderOf: (noteId: string) => number): string[] {
  const headed = [...points, ...leftOut].toSorted((a, b) => orderOf(a.noteIds[0]!) - orderOf(b.noteIds[0]!));
  const headings = new Set(headed.map(({ heading }) => plainLine(heading ?? '')).filter((heading) => heading !== ''));
  const topics = [...headings].map((heading) => {
    const words = heading.split(' ');
    return words.length <= WORDS_OF_TOPIC ? heading : `${words.slice(0, WORDS_OF_TOPIC - 1).join(' ')} …`;
  });
  return topics.length < TOPICS.fewest ? [] : topics.slice(0, TOPICS.most);
}

function withoutRepeatedCaption(photo: Photo, section: Section): Photo {
  const { caption, ...bare } = photo;
  if (caption === undefined) return photo;
  const isSaid =
    statementsOf(section).some(({ text, noteIds }) => noteIds.includes(photo.noteId) && repeats(caption, text)) ||
    section.quotes.some(({ text, noteId }) => noteId === photo.noteId && readsTheSame(text, caption));
  return isSaid ? bare : photo;
}

/** `Notes by Amara, Sam.`; empty if nobody is named. */
export function notedByLine({ contributors }: Pick<SectionView, 'contributors'>, t: RecapMessages): string {
  return contributors.length === 0 ? '' : t('noted-by', { names: contributors.map(plainLine).join(', ') });
}
