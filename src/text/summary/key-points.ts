import type { Talk } from '#domain/conference/talk.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import { ABOUT_TELLING, countReasoning, KEY_CUE } from '#text/sentences/score-note.ts';
import { backReferenceOf, hasFiniteVerb } from '#text/sentences/statement-score.ts';
import { isKeyHeading } from './heading-lines.ts';
import { countWords } from './join-sentences.ts';
import { ADDS, type Candidate, isEmphasized, startsWithSpeaker } from './score-passages.ts';

/** A statement that was chosen: how it is shown, how much it counts, and how many people noted it. */
interface Chosen {
  leader: Candidate;
  prior: number;
  agreement: number;
  /** Position among all points that may be shown. */
  first: number;
}

/** Number of points from which two, or three, are key points. */
const POINTS_FOR_KEYS = { two: 4, three: 8 };

/** Chooses the two or three points that matter most; none if the talk has few points. */
export function chooseKeys<Group extends Chosen>(
  groups: readonly Group[],
  about: { talk: Talk | null; topic: ReadonlySet<string> },
): Set<Group> {
  const { length } = groups;
  const count = length >= POINTS_FOR_KEYS.three ? 3 : length >= POINTS_FOR_KEYS.two ? 2 : 0;
  return new Set(
    groups
      .map((group) => ({ group, weight: keyWeight(group, about) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || a.group.first - b.group.first)
      .slice(0, count)
      .map(({ group }) => group),
  );
}

const ASKS = /^\W*(?:how|what|why|who|wie|was|warum|wer|comment|pourquoi|cómo|qué|por qué)(?!\p{L})/iu;
/** Returns whether a text says what a talk is about, or how it was, rather than what it says. */
function isAboutTalk(text: string): boolean {
  return [ABOUT_TELLING, ANNOUNCES, OF_TALK, ASKS].some((pattern) => pattern.test(text));
}

const WORDS_OF_KEY = { fewest: 6, most: 30 };
/** "… relates to up. eg prices": sentences without capitals, which read as one. */
const IS_SLOPPY = /\p{L}{2}[.!?]\s+\p{Ll}/u;
/** "A lot of it is unconscious" has fewer content words. */
const STEMS_OF_KEY = 3;
/** Says something about the talk rather than what the talk says. */
const OF_TALK =
  /(?<!\p{L})(?:titles? (?:is|are|was|would)|(?:the|this|his|her|their) (?:talk|session|slides?|speaker|title))(?!\p{L})/iu;
/** "…, asks what a team needs first", "They explain how it went down": announces a topic, without what was said of it. */
const ANNOUNCES =
  /(?:^|[,;:–—]\s*|(?<!\p{L})(?:s?he|they|we|everyone|everybody|speakers?|talk|session|panel)\s+)(?:ask|explain|discuss|describe|show|tell|cover|present|explore|examine|compare|look at|walk through|talk about)(?:e?s|e?d)?\s+(?:\p{L}+\s+)?(?:what|how|why|whether|which|who|when)(?!\p{L})/iu;
/** Factor for each word of the talk's title in a point. */
const ON_TOPIC = 1.3;
/** Factor for a point that the notes themselves present as their summary. */
const CONCLUDES = 1.5;

/**
 * Scores a point as a key point: it starts with a whole sentence that advises or gives a reason, or that people marked,
 * preferably about the talk's own subject.
 */
function keyWeight(group: Chosen, { topic, talk }: { talk: Talk | null; topic: ReadonlySet<string> }): number {
  const { leader, prior } = group;
  const { passage, text, isQuote, stems } = leader;
  const [first] = splitSentences(text);
  if (isQuote || passage.items.length > 0 || first === undefined) return 0;
  const words = countWords(first.text);
  if (words < WORDS_OF_KEY.fewest || words > WORDS_OF_KEY.most || !hasFiniteVerb(first.text)) return 0;
  if (contentOf(first.text).stems.length < STEMS_OF_KEY) return 0;
  if (backReferenceOf(text) !== 'none' || ADDS.test(first.text) || /["“”„«»]/u.test(first.text)) return 0;
  if (isAboutTalk(text) || startsWithSpeaker(talk, text) || IS_SLOPPY.test(text)) return 0;
  const concludes = isKeyHeading(passage.heading ?? '');
  if (!isMarked(group) && !concludes && countReasoning(first.text) === 0) return 0;
  const named = new Set(stems.filter((stem) => topic.has(stem))).size;
  return prior * ON_TOPIC ** named * (concludes ? CONCLUDES : 1);
}

/** Returns whether its note-taker emphasized a point, several people noted it, or people reacted to it. */
function isMarked({ leader: { passage }, agreement }: Chosen): boolean {
  return agreement > 1 || isEmphasized(passage) || passage.notes.some(({ reactions }) => reactions.length > 0);
}

/** A longer conclusion opens the talk with only as much of it, from its start. */
const WORDS_OF_OPENING = 45;

/**
 * Finds what opens a talk: what the notes themselves give as its conclusion, if that is all sentences, else the point that
 * matters most, if it can be understood before everything else.
 */
export function findOpening<Group extends Chosen>(
  groups: readonly Group[],
  about: { talk: Talk | null; topic: ReadonlySet<string> },
): Group[] {
  const conclusion = findConclusion(groups);
  if (conclusion.length > 0) return conclusion;
  const [first] = chooseKeys(
    groups.filter((group, index) => canBeReadAlone(group, about.topic) && !isLeanedOn(groups[index + 1])),
    about,
  );
  return first === undefined ? [] : [first];
}

/** Returns whether the next point refers to the one before it, which then can't be moved. */
function isLeanedOn(next: Chosen | undefined): boolean {
  return next !== undefined && backReferenceOf(next.leader.text) !== 'none';
}

/** "A judge had ordered …": a step of a story, which can't be told first. */
const TELLS_STORY = /(?<!\p{L})(?:had|was|were)(?!\p{L})/iu;

/** Returns whether a point needs no heading: it has none, people marked it, or it is about what the title names. */
function canBeReadAlone(group: Chosen, topic: ReadonlySet<string>): boolean {
  const { passage, text, stems } = group.leader;
  if (
    text.includes('\n') ||
    /^\P{L}/u.test(text) ||
    LABELLED.test(text) ||
    TELLS_STORY.test(text) ||
    countWords(text) > WORDS_OF_OPENING
  )
    return false;
  return passage.heading === undefined || isMarked(group) || stems.some((stem) => topic.has(stem));
}

function findConclusion<Group extends Chosen>(groups: readonly Group[]): Group[] {
  const first = groups.find(
    ({ leader: { passage } }) => isKeyHeading(passage.heading ?? '') || KEY_CUE.test(passage.lead),
  );
  if (first === undefined) return [];
  const { heading, lead } = first.leader.passage;
  const isCue = !isKeyHeading(heading ?? '') && KEY_CUE.test(lead);
  const conclusion = isCue ? [first] : groups.filter(({ leader }) => leader.passage.heading === heading);
  if (!conclusion.every(({ leader }) => canOpen(leader))) return [];
  let words = 0;
  const end = conclusion.findIndex(({ leader }) => {
    words += countWords(leader.text);
    return words > WORDS_OF_OPENING;
  });
  return end === -1 ? conclusion : conclusion.slice(0, end);
}

/** Returns whether a passage can be read as sentences: it is one, or its items are. */
function canOpen({ passage: { lead, items }, text, isQuote, moreItems }: Candidate): boolean {
  if (isQuote || moreItems > 0 || (items.length > 0 && lead !== '')) return false;
  const parts = items.length === 0 ? [text] : items.map((item) => item.text);
  return !parts.some(isQuestion) && 2 * parts.filter(hasFiniteVerb).length >= parts.length;
}

/** Factors for a headline from a talk without a speaker, and for one from under a heading. */
const UNKNOWN_SPEAKER = 0.85;
const UNDER_ANY_HEADING = 0.7;
const HEADLINE_WORDS = { fewest: 7, most: 32, breath: 22 };
/** "About updates: …", "Metrics: …": a label, unlike a colon within a sentence, needs what it names. */
export const LABELLED = /^[^:：.!?]{1,40}[:：]\s/u;

/**
 * Scores a point as a headline of the day, 0 if it can't be one: a headline is one short, whole sentence about the
 * subject. A list, a fragment, a quote, or a sentence that needs its talk to be understood can't be one.
 */
export function headlineWeight({ leader, prior, agreement }: Chosen, shareOfGain: number, talk: Talk | null): number {
  const { passage, text, words } = leader;
  if (passage.items.length > 0 || text.includes('\n') || backReferenceOf(text) !== 'none' || ADDS.test(text)) return 0;
  if (!hasFiniteVerb(text) || words < HEADLINE_WORDS.fewest || words > HEADLINE_WORDS.most) return 0;
  if (isQuestion(text) || backReferenceOf(passage.lead) !== 'none') return 0;
  if (isAboutTalk(text) || startsWithSpeaker(talk, text) || IS_SLOPPY.test(text)) return 0;
  // A hallway note is news only if others thought so, too.
  if (talk === null && agreement < 2 && passage.notes.every(({ reactions }) => reactions.length === 0)) return 0;
  return (
    prior *
    (words <= HEADLINE_WORDS.breath ? 1 : 0.85) *
    (talk?.speakers.length === 0 ? UNKNOWN_SPEAKER : 1) *
    (passage.heading === undefined ? 1 : UNDER_ANY_HEADING) *
    (LABELLED.test(text) && !KEY_CUE.test(text) ? 0.7 : 1) *
    (0.5 + 0.5 * shareOfGain)
  );
}
