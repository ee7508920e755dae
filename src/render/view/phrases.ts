import type { Speaker, TalkId } from '#domain/conference/talk.ts';
import type { Recommendation, WorkKind } from '#domain/reading-list/work.ts';
import type { RecapTalk } from '#domain/recap/recap.ts';
import { plainLine } from './plain-text.ts';

/** `1 note`, `12 notes` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `Amara`, `Amara and Sam`, `Amara, Noor and Sam` */
export function joinNames(names: readonly string[]): string {
  const shown = names.map(plainLine);
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `Bridget Kromhout, Pivotal`; several people are parted by semicolons where one has an affiliation. */
export function speakersWithAffiliations(speakers: readonly Speaker[]): string {
  const shown = speakers.map(({ name, affiliation }) =>
    [name, affiliation ?? ''].map(plainLine).filter(Boolean).join(', '),
  );
  return shown.join(speakers.some(({ affiliation }) => affiliation !== undefined) ? '; ' : ', ');
}

/** Whom a point of a talk is credited to in a list of points of several talks: its speakers, else its title. */
export function creditOf({ speakers, title }: Pick<RecapTalk, 'speakers' | 'title'>): string {
  return speakers.length > 0 ? joinNames(speakers.map(({ name }) => name)) : plainLine(title);
}

/** `in John Willis's talk`, `in “Open Space #2”` */
export function inTalk({ speakers, title }: Pick<RecapTalk, 'speakers' | 'title'>): string {
  const names = joinNames(speakers.map(({ name }) => name));
  return names === '' ? `in “${plainLine(title)}”` : `in ${names}’s talk`;
}

/** `3 people noted this`; undefined for one alone. */
export function agreementWords(agreement: number): string | undefined {
  return agreement > 1 ? `${agreement} people noted this` : undefined;
}

/** What a work is, where its title doesn't say so. */
export function kindWord(kind: WorkKind): string | undefined {
  return kind === 'book' || kind === 'link' ? undefined : kind;
}

/** One person's recommendation, for showing. */
export interface RecommendationWords {
  author: string;
  /** `in John Willis's talk`; absent where it is the same as the one before's. */
  where?: string;
  /** In quotation marks. */
  comment?: string;
  /** Somebody before recommended it alike, and this one adds nothing but the name. */
  agrees?: true;
}

/** Who recommended a work, in which of these talks, and what they say of it. */
export function recommendationWords(
  recommendations: readonly Recommendation[],
  talkById: ReadonlyMap<TalkId, Pick<RecapTalk, 'speakers' | 'title'>> = new Map(),
): RecommendationWords[] {
  let before: string | undefined;
  return recommendations.map((recommendation, index) => {
    const talk = talkById.get(recommendation.talkId ?? '');
    const where = talk === undefined ? undefined : inTalk(talk);
    const comment = plainLine(recommendation.comment ?? '');
    const words: RecommendationWords = { author: plainLine(recommendation.author) };
    if (where !== undefined && where !== before) words.where = where;
    if (comment !== '') words.comment = `“${comment}”`;
    if (index > 0 && words.where === undefined && comment === '') words.agrees = true;
    before = where;
    return words;
  });
}

/** `Amara, in John Willis's talk: “excellent”`, `Sam too` */
export function recommendationLine({ author, where, comment, agrees }: RecommendationWords): string {
  if (agrees) return `${author} too`;
  const credit = where === undefined ? author : `${author}, ${where}`;
  return comment === undefined ? credit : `${credit}: ${comment}`;
}

/** How much of a schedule was noted, counted. */
export interface Coverage {
  people: number;
  notes: number;
  talks: { noted: number; all: number };
  openSpaces: { noted: number; all: number };
}

/** `5 people noted 6 of 8 talks and 3 of 6 open spaces in 52 notes.` */
export function coverageLine({ people, notes, talks, openSpaces }: Coverage): string {
  if (notes === 0) return 'Nobody noted anything.';
  const who = countOf(people, 'person', 'people');
  const covered = [shareOf(talks, 'talk'), shareOf(openSpaces, 'open space')].filter((share) => share !== '');
  return covered.length === 0
    ? `${who} wrote ${countOf(notes, 'note')}.`
    : `${who} noted ${covered.join(' and ')} in ${countOf(notes, 'note')}.`;
}

function shareOf({ noted, all }: { noted: number; all: number }, one: string): string {
  if (all === 0) return '';
  return noted === all && all > 1 ? `all ${all} ${one}s` : `${noted} of ${countOf(all, one)}`;
}
