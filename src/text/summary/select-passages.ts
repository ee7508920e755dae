import type { Talk } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Summary, WeighedPoint } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import type { Pronouns } from '#text/sentences/point-of-view.ts';
import { KEY_CUE, LEAST_WEIGHT, LEAST_WEIGHT_IN_HALLWAY, LEAST_WEIGHT_OF_ALL } from '#text/sentences/score-note.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { hasFiniteVerb, statementScore } from '#text/sentences/statement-score.ts';
import { withCapital } from '#text/sentences/tidy-sentence.ts';
import { namesTopic, tidyHeading } from './heading-lines.ts';
import { countWords } from './join-sentences.ts';
import { chooseKeys, findOpening, headlineWeight, LABELLED } from './key-points.ts';
import type { NoteBody, Passage } from './passage.ts';
import { chooseByCoverage, type RankedChoice } from './rank-passages.ts';
import { type Candidate, scorePassage, startsWithSpeaker } from './score-passages.ts';

/** Notes of a talk with at most so many words are shown whole. */
const WHOLE_WORDS = 450;
/** Of longer notes, this number of words plus this share of theirs is shown, up to a limit. */
const FEWEST_WORDS = 90;
const SHARE = 0.8;
const MOST_WORDS = 600;
/** Number of words by which the length may differ from the target, so that no passage is split. */
const ROOM_LEFT = 10;
/** Weight of a passage as such, relative to the words that it covers: each note was written as a thought of its own. */
const OWN_WORTH = 2;
/** A shorter note without a talk is a casual remark, shown only if it is worth telling. */
const WORDS_OF_LETTER = 60;

export interface SelectOptions {
  talk: Talk | null;
  pronouns: Pronouns;
  maxPoints: number;
  /** Words of the notes. */
  noted: number;
  completions: ReadonlyMap<NoteId, NoteBody>;
  /** Position of each note among the section's notes. */
  order: ReadonlyMap<NoteId, number>;
  /** Returns the quote if the passage is only that quote, which is then shown as one; otherwise undefined. */
  quoteOf(passage: Passage): string | undefined;
}

/**
 * Chooses what is shown of a section's passages, in their order, each thing once, and sets off what matters most. Each
 * heading keeps at least its most telling line; those for which there is no room are named in `leftOut`.
 */
export function selectPassages(
  passages: readonly Passage[],
  options: SelectOptions,
): Required<Pick<Summary, 'points' | 'leftOut'>> {
  const { talk, maxPoints, order } = options;
  const topic = new Set(talk === null ? [] : contentOf(talk.title).stems);
  const isWhole = talk !== null && options.noted <= WHOLE_WORDS;
  const budget = isWhole ? Number.POSITIVE_INFINITY : Math.min(MOST_WORDS, FEWEST_WORDS + SHARE * options.noted);
  const groups = groupPassages(passages, { ...options, topic, isWhole });
  const chosen = chooseByCoverage(
    groups.map(({ leader, prior }) => ({
      stems: leader.stems,
      words: leader.words,
      prior,
      part: leader.passage.heading,
    })),
    {
      first: chooseKeyLines(groups, budget, maxPoints),
      maxPassages: maxPoints,
      maxWords: budget - ROOM_LEFT,
      mostWords: budget + ROOM_LEFT,
      ownWorth: OWN_WORTH,
      emphasized: topic,
    },
  );
  const mostGain = chosen.reduce((most, { gain }) => Math.max(most, gain), 0) || 1;
  const inOrder = chosen
    .map(({ index, gain }) => ({ ...groups[index]!, gain }))
    .map((group) => ({ ...group, noteIds: group.noteIds.toSorted((a, b) => order.get(a)! - order.get(b)!) }))
    .sort((a, b) => order.get(a.noteIds[0]!)! - order.get(b.noteIds[0]!)! || a.first - b.first);
  const opening = new Set(
    talk !== null && inOrder.length >= FEWEST_TO_OPEN ? findOpening(inOrder, { topic, talk }) : [],
  );
  const body = inOrder.filter((group) => !opening.has(group));
  const keys = chooseKeys(body, { topic, talk });
  const running = findRunning(body);
  const toPoint = (group: (typeof inOrder)[number]): WeighedPoint => {
    const { leader, noteIds, agreement, gain } = group;
    const { heading, under } = leader.passage;
    return {
      text: opening.has(group) ? withCapital(leader.text.replace(KEY_CUE, '').trimStart()) : leader.text,
      ...omitUndefined({
        isOpening: opening.has(group) || undefined,
        moreItems: leader.moreItems || undefined,
        heading: heading && tidyHeading(heading),
        under: under && tidyHeading(under),
        isKey: keys.has(group) || undefined,
        isRunning: running.has(group) || undefined,
      }),
      noteIds,
      agreement,
      weight: headlineWeight(group, gain / mostGain, talk) * (inOrder.length === 1 ? NOTHING_BEHIND : 1),
      talkId: talk?.id ?? null,
    };
  };
  return {
    points: inOrder.map(toPoint),
    leftOut: findLeftOut(groups, chosen),
  };
}

/** Factor for a headline that is all there is of its talk. */
const NOTHING_BEHIND = 0.3;
/** A talk with fewer points needs no opening. */
const FEWEST_TO_OPEN = 4;

/** A single shorter line is an item. */
const WORDS_OF_LINE = 25;
/** From this share of sentences on, rather than fragments, what one person wrote under a heading is read as a text. */
const SHARE_OF_SENTENCES = 0.6;

/** Returns whether most of some lines name what they are about: "Stub: returns a value". */
function isDefinitions(lines: readonly string[]): boolean {
  const labelled = lines.filter((line) => LABELLED.test(line)).length;
  return labelled > 2 && labelled >= SHARE_OF_SENTENCES * lines.length;
}

/** Finds what is shown in paragraphs: what one person wrote under one heading, if it is sentences and introduced lists. */
function findRunning<Shown extends Group>(groups: readonly Shown[]): Set<Shown> {
  const parts: Shown[][] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    if (last !== undefined && last[0]!.leader.passage.heading === group.leader.passage.heading) last.push(group);
    else parts.push([group]);
  }
  const isRunning = (part: readonly Shown[]) => {
    const authors = new Set(part.flatMap(({ leader }) => leader.passage.notes.map(({ authorId }) => authorId)));
    const single = part.filter(({ leader }) => leader.passage.items.length === 0);
    const sentences = single.filter(({ leader }) => hasFiniteVerb(leader.passage.lead));
    const isLong = part.length > 1 || part[0]!.leader.words > WORDS_OF_LINE;
    const isIntroduced = part.some(({ leader: { passage } }) => passage.items.length > 0 && passage.lead !== '');
    const isText = sentences.length >= SHARE_OF_SENTENCES * single.length && (sentences.length > 0 || isIntroduced);
    return authors.size === 1 && isLong && isText && !isDefinitions(single.map(({ leader }) => leader.text));
  };
  return new Set(parts.filter(isRunning).flat());
}

/** Statements of a section that say the same, shown as one. */
interface Group {
  leader: Candidate;
  noteIds: NoteId[];
  agreement: number;
  prior: number;
  /** Index of its first candidate. */
  first: number;
}

/** Passages below this weight say nothing, so they are left out even if everything else is kept. */
const LEAST_OF_ANY = 0.05;
/** Factor for the first statement below a heading, and for one of the first three that names the speaker. */
const OPENS_PART = 1.2;
/** Factor for passages under a heading that repeats words of the talk's title. */
const ON_TOPIC = 1.3;

function groupPassages(
  passages: readonly Passage[],
  options: SelectOptions & { topic: ReadonlySet<string>; isWhole: boolean },
): Group[] {
  const { talk, topic, isWhole } = options;
  let before: string | undefined;
  const opened = new Set<string | undefined>();
  const all = passages
    .filter(({ isDangling, notes: [note] }) => {
      // If everything is kept, the sentence that it depends on is right above it, unless somebody else's is.
      const follows = isWhole && before === note!.authorId;
      before = note!.authorId;
      return !isDangling || follows;
    })
    .flatMap((passage, index) => {
      const candidate = scorePassage(passage, options);
      if (candidate === undefined || candidate.weight <= 0) return [];
      const saysSomething = passage.items.length > 0 || statementScore(passage.lead) >= 0.5;
      const opens = saysSomething && !opened.has(passage.heading);
      if (opens) opened.add(passage.heading);
      const introduces = index < 3 && startsWithSpeaker(talk, passage.lead);
      const isOnTopic =
        passage.heading !== undefined && contentOf(passage.heading).stems.some((stem) => topic.has(stem));
      const place = (opens ? OPENS_PART : 1) * (introduces ? OPENS_PART : 1) * (isOnTopic ? ON_TOPIC : 1);
      return [{ ...candidate, place }];
    });
  const heaviest = all.reduce((most, { weight }) => Math.max(most, weight), 0);
  const least = heaviest >= LEAST_WEIGHT ? LEAST_WEIGHT : LEAST_WEIGHT_OF_ALL;
  const notes = new Set(talk === null ? passages.flatMap((passage) => passage.notes) : []);
  const letters = new Set([...notes].filter(({ text }) => countWords(text) >= WORDS_OF_LETTER));
  const isRemark = ({ passage }: Candidate) => talk === null && !passage.notes.some((note) => letters.has(note));
  const isHeavy = (candidate: Candidate) => candidate.weight >= (isRemark(candidate) ? LEAST_WEIGHT_IN_HALLWAY : least);
  const headed = new Set(all.filter(isHeavy).map(({ passage }) => passage.heading));
  // A heading with nothing but fragments keeps these.
  const candidates = all.filter(
    (candidate) =>
      (isWhole && candidate.weight >= LEAST_OF_ANY) ||
      isHeavy(candidate) ||
      (talk !== null && !headed.has(candidate.passage.heading)),
  );
  const byWeight = [...candidates.keys()].sort((a, b) => candidates[b]!.weight - candidates[a]!.weight || a - b);
  return groupAlike(candidates, byWeight)
    .flatMap((members) => separateParts(members, candidates))
    .map((members) => mergeAlike(members, candidates))
    .sort((a, b) => a.first - b.first);
}

/** Keeps similar passages by one author under two headings apart, such as two problems of the same kind. */
function separateParts(members: number[], candidates: readonly Candidate[]): number[][] {
  const { heading, notes } = candidates[members[0]!]!.passage;
  const isOther = (index: number) => {
    const { passage } = candidates[index]!;
    return passage.heading !== heading && passage.notes[0]!.authorId === notes[0]!.authorId;
  };
  const others = members.filter(isOther);
  return [members.filter((index) => !isOther(index)), ...others.map((index) => [index])];
}

/** Minimum share of the length for passages under headings, however much was noted under none. */
const LEAST_OF_HEADINGS = 0.6;
/** How much less each further line below a heading says what it is about. */
const EARLIER = 0.15;

/**
 * Returns the indexes of what each heading shows in any case if not everything fits: its best passage, and all of them
 * if they are short and there is room. Headings with the highest score for their length come first, until the share for
 * headings is used up.
 */
function chooseKeyLines(groups: readonly Group[], budget: number, maxPoints: number): number[] {
  const wordsOf = (indexes: Iterable<number>) =>
    [...indexes].reduce((sum, index) => sum + groups[index]!.leader.words, 0);
  const words = wordsOf(groups.keys());
  if (words <= budget + ROOM_LEFT && groups.length <= maxPoints) return [];
  const headings = Map.groupBy(groups.keys(), (index) => groups[index]!.leader.passage.heading);
  headings.delete(undefined);
  const share = budget / Math.max(1, headings.size);
  const worth = (index: number, place: number) => {
    const { prior, leader } = groups[index]!;
    return (prior * Math.min(1, Math.sqrt(share / Math.max(1, leader.words)))) / (1 + EARLIER * place);
  };
  const parts = [...headings.values()].map((indexes) => {
    const worths = indexes.map(worth);
    const most = Math.max(...worths);
    const best = indexes[worths.indexOf(most)]!;
    const rest = wordsOf(indexes) <= share ? indexes.filter((index) => index !== best) : [];
    return { best: [best], rest, gain: most / Math.sqrt(Math.max(1, wordsOf([best]))) };
  });
  const lines: number[] = [];
  let left = budget * Math.max(LEAST_OF_HEADINGS, wordsOf([...headings.values()].flat()) / Math.max(1, words));
  parts.sort((a, b) => b.gain - a.gain);
  for (const kept of [...parts.map(({ best }) => best), ...parts.map(({ rest }) => rest)]) {
    if (lines.length + kept.length > maxPoints || wordsOf(kept) > left) continue;
    left -= wordsOf(kept);
    lines.push(...kept);
  }
  return lines;
}

/** Returns the headings under which nothing is shown, in order; empty for one without a topic, such as "The bad". */
function findLeftOut(groups: readonly Group[], chosen: readonly RankedChoice[]): NonNullable<Summary['leftOut']> {
  const shown = new Set(chosen.map(({ index }) => groups[index]!.leader.passage.heading));
  const missing = Map.groupBy(groups, ({ leader }) => leader.passage.heading);
  return [...missing].flatMap(([heading, own]) =>
    heading === undefined || shown.has(heading)
      ? []
      : [
          {
            heading: namesTopic(heading) ? tidyHeading(heading) : '',
            noteIds: [...new Set(own.flatMap(({ noteIds }) => noteIds))],
          },
        ],
  );
}

function mergeAlike(members: number[], candidates: readonly (Candidate & { place: number })[]): Group {
  const leader = candidates[members[0]!]!;
  const inOrder = members.toSorted((a, b) => a - b);
  const agreement = new Set(inOrder.map((index) => candidates[index]!.passage.notes[0]!.authorId)).size;
  const notes = new Set(inOrder.flatMap((index) => candidates[index]!.passage.notes));
  return {
    leader,
    noteIds: [...notes].map(({ id }) => id),
    agreement,
    prior: leader.weight * leader.place * (1 + 0.5 * Math.log2(agreement)),
    first: inOrder[0]!,
  };
}
