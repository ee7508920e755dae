import type { Speaker, TalkId } from '#domain/conference/talk.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { Recommendation, WorkKind } from '#domain/reading-list/work.ts';
import type { RecapTalk } from '#domain/recap/recap.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { localeOf } from '#shared/messages.ts';
import { plainLine } from './plain-text.ts';

const lists = new Map<KnownLanguage, Intl.ListFormat>();

/** `Amara`, `Amara and Sam`, `Amara, Noor and Sam` */
export function joinNames(names: readonly string[], language: KnownLanguage): string {
  const list = lists.get(language) ?? new Intl.ListFormat(localeOf(language), { type: 'conjunction' });
  lists.set(language, list);
  return list.format(names.map(plainLine));
}

/** `Bridget Kromhout, Pivotal`; several people are separated by semicolons if one of them has an affiliation. */
export function speakersWithAffiliations(speakers: readonly Speaker[]): string {
  const shown = speakers.map(({ name, affiliation }) =>
    [name, affiliation ?? ''].map(plainLine).filter(Boolean).join(', '),
  );
  return shown.join(speakers.some(({ affiliation }) => affiliation !== undefined) ? '; ' : ', ');
}

/** `in John Willis's talk`, `in “Open Space #2”` */
export function inTalk({ speakers, title }: Pick<RecapTalk, 'speakers' | 'title'>, t: RecapMessages): string {
  const names = speakers.map(({ name }) => name);
  return names.length === 0
    ? t('in-talk', { title: plainLine(title) })
    : t('in-talk-of', { speakers: joinNames(names, t.language) });
}

/** What a work is, if its title doesn't say so. */
export function kindWord(kind: WorkKind, t: RecapMessages): string | undefined {
  return kind === 'book' || kind === 'link' ? undefined : t(`kind-${kind}`);
}

/** One person's recommendation, for showing. */
export interface RecommendationWords {
  author: string;
  /** `in John Willis's talk`; absent if it is the same as the one before's. */
  where?: string;
  /** In quotation marks. */
  comment?: string;
  /** Someone before recommended it too, and this one adds nothing but the name. */
  agrees?: true;
}

/** Who recommended a work, in which of these talks, and what they say about it. */
export function recommendationWords(
  recommendations: readonly Recommendation[],
  t: RecapMessages,
  talkById: ReadonlyMap<TalkId, Pick<RecapTalk, 'speakers' | 'title'>> = new Map(),
): RecommendationWords[] {
  let before: string | undefined;
  return recommendations.map((recommendation, index) => {
    const talk = talkById.get(recommendation.talkId ?? '');
    const where = talk === undefined ? undefined : inTalk(talk, t);
    const comment = plainLine(recommendation.comment ?? '');
    const words: RecommendationWords = { author: plainLine(recommendation.author) };
    if (where !== undefined && where !== before) words.where = where;
    if (comment !== '') words.comment = t('quoted', { words: comment });
    if (index > 0 && words.where === undefined && comment === '') words.agrees = true;
    before = where;
    return words;
  });
}

/** `Amara, in John Willis's talk: “excellent”`, `Sam too` */
export function recommendationLine({ author, where, comment, agrees }: RecommendationWords, t: RecapMessages): string {
  if (agrees) return t('recommended-too', { author });
  const credit = where === undefined ? author : `${author}, ${where}`;
  return comment === undefined ? credit : `${t('label', { label: credit })} ${comment}`;
}

/** How much of a schedule has notes, counted. */
export interface Coverage {
  people: number;
  notes: number;
  talks: { noted: number; all: number };
  openSpaces: { noted: number; all: number };
}

/** `52 notes from 5 people on 6 of 8 talks and 3 of 6 open spaces` */
export function coverageLine({ people, notes, talks, openSpaces }: Coverage, t: RecapMessages): string {
  if (notes === 0) return t('no-notes');
  const isAll = ({ noted, all }: Coverage['talks']) => noted === all && all > 1;
  const sessions = [
    ...(talks.all === 0 ? [] : [t(isAll(talks) ? 'all-talks' : 'some-talks', talks)]),
    ...(openSpaces.all === 0 ? [] : [t(isAll(openSpaces) ? 'all-open-spaces' : 'some-open-spaces', openSpaces)]),
  ];
  return sessions.length === 0
    ? t('coverage', { notes, people })
    : t('coverage-of-sessions', { notes, people, sessions: joinNames(sessions, t.language) });
}
