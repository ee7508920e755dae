import type { CalendarDate } from '#domain/conference/conference.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { NotedConference, NotedSection } from '#domain/recap/sections.ts';
import type { Point, Quote, Summary, WeighedPoint } from '#domain/recap/summary.ts';
import { chooseHeadlines as choose, type Vocabulary, vocabularyOf } from '#text/summary/select-headlines.ts';

/** The most headlines, and the most themes, of a day and of the conference. */
const MAX = 3;

export interface Headlines {
  dayHeadlines: Map<CalendarDate, WeighedPoint[]>;
  headlines: WeighedPoint[];
  dayThemes: Map<CalendarDate, Point[]>;
  themes: Point[];
}

/**
 * Chooses the headlines and the themes of each day and of the conference: those proposed by the summarizer, else among
 * the talks' points. The conference's are chosen from its days'.
 */
export function chooseHeadlines(
  { sections }: Pick<NotedConference, 'sections'>,
  summaries: ReadonlyMap<NotedSection, Summary>,
): Headlines {
  const sectionOf = new Map(sections.flatMap((section) => section.notes.map(({ id }) => [id, section] as const)));
  const vocabulary = vocabularyOf(sections.flatMap(({ notes }) => notes.map(({ text }) => text)));
  const dayHeadlines = new Map<CalendarDate, WeighedPoint[]>();
  const dayThemes = new Map<CalendarDate, Point[]>();
  for (const [date, ofDay] of Map.groupBy(sections, ({ date }) => date)) {
    const made = ofDay.map((section) => summaries.get(section)!);
    dayHeadlines.set(date, chooseAmong(made, vocabulary));
    dayThemes.set(
      date,
      chooseThemes(
        made.flatMap(({ themes = [] }) => themes),
        sectionOf,
      ),
    );
  }
  const all = sections.map((section) => summaries.get(section)!);
  const putForward = all.some(({ headlines = [] }) => headlines.length > 0);
  return {
    dayHeadlines,
    headlines: putForward ? choose([...dayHeadlines.values()].flat(), MAX, vocabulary) : chooseAmong(all, vocabulary),
    dayThemes,
    themes: chooseThemes([...dayThemes.values()].flat(), sectionOf),
  };
}

function chooseAmong(made: readonly Summary[], vocabulary: Vocabulary): WeighedPoint[] {
  const putForward = made.flatMap(({ headlines = [] }) => headlines);
  if (putForward.length > 0) return choose(putForward, MAX, vocabulary);
  return choose(
    // The points of a page depend on what is above them; a page in short says most in its first sentence.
    made.flatMap(({ points, quotes, isProse, inShort }) => {
      if (inShort === undefined) return isProse ? [] : candidatesOf(points, quotes);
      return { ...inShort, text: splitSentences(inShort.text)[0]?.text ?? inShort.text };
    }),
    MAX,
    vocabulary,
  );
}

/** Of a talk with key points, only these, its opening and its quotes can be headlines, so that what is in bold and these agree. */
function candidatesOf(points: readonly WeighedPoint[], quotes: readonly Quote[]): readonly WeighedPoint[] {
  if (!points.some(({ isKey, weight }) => isKey && weight > 0)) return points;
  return points.filter(
    ({ isKey, isOpening, noteIds }) => isKey || isOpening || quotes.some(({ noteId }) => noteIds.includes(noteId)),
  );
}

/** Returns the themes that most talks share; a theme needs at least two talks. */
function chooseThemes(themes: readonly Point[], sectionOf: ReadonlyMap<NoteId, NotedSection>): Point[] {
  return themes
    .map((theme) => ({ theme, talks: new Set(theme.noteIds.map((id) => sectionOf.get(id))).size }))
    .filter(({ talks }) => talks > 1)
    .sort((a, b) => b.talks - a.talks)
    .slice(0, MAX)
    .map(({ theme }) => theme);
}
