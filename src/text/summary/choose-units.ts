import type { Talk } from '#domain/conference/talk.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WeighedPoint } from '#domain/recap/summary.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import type { Voice } from '#text/sentences/first-person.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import {
  KEY_CUE,
  LEAST_WEIGHT,
  LEAST_WEIGHT_IN_HALLWAY,
  LEAST_WEIGHT_OF_ALL,
  weighText,
} from '#text/sentences/score-note.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { hasFiniteVerb, leaningOf, statementScore } from '#text/sentences/statement-score.ts';
import { tidyBounds, tidySentence } from '#text/sentences/tidy-sentence.ts';
import { announcesList, isAgendaHeading, isKeyHeading, tidyHeading } from './heading-lines.ts';
import { countWords, leavesQuoteOpen } from './join-sentences.ts';
import type { Item } from './list-items.ts';
import type { ToldNote } from './note-units.ts';
import { chooseByCoverage } from './rank-sentences.ts';
import type { Unit } from './unit-reader.ts';

/** A recap of a talk has this share of its notes' words, within bounds; what is shorter is shown whole. */
const SHARE = 0.45;
const FEWEST_WORDS = 90;
const MOST_WORDS = 220;
/** A note was written down as one thought: it weighs half by that, half by the words that it covers. */
const OWN_WORTH = 2;
/** A shorter note of no talk is a remark over coffee: only what is worth telling is shown. */
const WORDS_OF_LETTER = 60;
/** A longer list is cut, and says so. */
const WORDS_OF_LIST = 80;
const FEWEST_ITEMS = 3;

/** What a list is worth beside a sentence, and one that is announced as the talk's principles, steps or lessons. */
const LIST = 0.8;
const ANNOUNCED_LIST = 1.6;
/** Below its heading a fragment is understood. */
const UNDER_HEADING = 1.3;

interface Candidate {
  unit: Unit;
  text: string;
  moreItems: number;
  /** It is a quote, which is set off as one. */
  isQuote: boolean;
  stems: readonly string[];
  words: number;
  weight: number;
}

export interface ChosenUnits {
  points: WeighedPoint[];
  /** How many units that say something are not among the points. */
  leftOut: number;
}

export interface ChooseOptions {
  talk: Talk | null;
  voice: Voice;
  maxPoints: number;
  completions: ReadonlyMap<NoteId, ToldNote>;
  /** The place of each note among the section's. */
  order: ReadonlyMap<NoteId, number>;
  /** Text of the unit if it is no more than a quote, which is shown as one. */
  quoteOf(unit: Unit): string | undefined;
}

/** Chooses what is shown of a section's units, in their order, each thing once, and sets off what matters most. */
export function chooseUnits(units: readonly Unit[], options: ChooseOptions): ChosenUnits {
  const { talk, maxPoints, order } = options;
  const all = units.filter(({ isDangling }) => !isDangling).flatMap((unit) => candidatesOf(unit, options));
  const heaviest = all.reduce((most, { weight }) => Math.max(most, weight), 0);
  const noted = units.reduce((sum, unit) => sum + wordsOfUnit(unit), 0);
  const least = heaviest >= LEAST_WEIGHT ? LEAST_WEIGHT : LEAST_WEIGHT_OF_ALL;
  const notes = new Set(talk === null ? units.flatMap((unit) => unit.notes) : []);
  const letters = new Set([...notes].filter(({ text }) => countWords(text) >= WORDS_OF_LETTER));
  const isRemark = ({ unit }: Candidate) => talk === null && !unit.notes.some((note) => letters.has(note));
  const candidates = all.filter(
    (candidate) => candidate.weight >= (isRemark(candidate) ? LEAST_WEIGHT_IN_HALLWAY : least),
  );
  const byWeight = [...candidates.keys()].sort((a, b) => candidates[b]!.weight - candidates[a]!.weight || a - b);
  const groups = groupAlike(candidates, byWeight).map((members) => mergeAlike(members, candidates));
  const budget = Math.min(MOST_WORDS, Math.max(FEWEST_WORDS, SHARE * noted));
  const chosen = chooseByCoverage(
    groups.map(({ leader, prior }) => ({ stems: leader.stems, words: leader.words, prior })),
    { maxUnits: maxPoints, maxWords: budget, ownWorth: OWN_WORTH },
  ).map(({ index, gain }) => ({ group: groups[index]!, gain }));
  const mostGain = chosen[0]?.gain ?? 1;
  const keys = chooseKeys(chosen.map(({ group }) => group));
  let room = maxPoints;
  const fitting = chosen.filter(({ group: { leader } }) => {
    room -= leader.unit.isRun ? leader.unit.items.length - leader.moreItems : 1;
    return room >= 0;
  });
  const points = fitting
    .toSorted((a, b) => a.group.first - b.group.first)
    .flatMap(({ group, gain }): WeighedPoint[] => {
      const { leader, noteIds, agreement } = group;
      const { heading, isRun, items, notes } = leader.unit;
      const point = {
        text: leader.text,
        ...(leader.moreItems === 0 ? {} : { moreItems: leader.moreItems }),
        ...(heading === undefined ? {} : { heading: tidyHeading(heading) }),
        ...(keys.has(group) ? { isKey: true } : {}),
        noteIds: noteIds.toSorted((a, b) => order.get(a)! - order.get(b)!),
        agreement,
        weight: headlineWeight(group, gain / mostGain, talk),
        talkId: talk?.id ?? null,
      };
      return isRun ? expandRun(point, items, notes) : [point];
    })
    .sort((a, b) => order.get(a.noteIds[0]!)! - order.get(b.noteIds[0]!)!);
  return { points, leftOut: groups.length - fitting.length };
}

/** The lines of a run as points of their own; what several people noted alike is one that counts them. */
function expandRun(
  { moreItems = 0, ...point }: WeighedPoint,
  items: readonly Item[],
  notes: readonly Note[],
): WeighedPoint[] {
  const lines = items.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  const isOfOne = new Set(notes.map(({ authorId }) => authorId)).size === 1;
  // A list of one author repeats nothing, however alike its items are.
  const alike = isOfOne
    ? [...lines.keys()].map((index) => [index])
    : groupAlike(lines, [...lines.keys()]).sort(([one], [other]) => one! - other!);
  const shown = alike.slice(0, Math.max(1, alike.length - moreItems));
  return shown.map((members, nth) => {
    const own = members.map((index) => notes[index]!);
    const left = nth === shown.length - 1 ? alike.length - shown.length : 0;
    return {
      ...point,
      text: tidySentence(items[members[0]!]!.text),
      ...(left === 0 ? {} : { moreItems: left }),
      noteIds: [...new Set(own.map(({ id }) => id))],
      agreement: new Set(own.map(({ authorId }) => authorId)).size,
    };
  });
}

function wordsOfUnit({ lead, items }: Unit): number {
  return countWords(lead) + items.reduce((sum, item) => sum + wordsOfItem(item), 0);
}

function candidatesOf(unit: Unit, { voice, completions, quoteOf }: ChooseOptions): Candidate[] {
  const { lead, items, notes, heading } = unit;
  const note = notes.at(-1)!;
  const isAgenda = heading !== undefined && isAgendaHeading(heading);
  if (isAgenda && (items.length > 0 || statementScore(lead) < 0.5)) return [];
  const heads = heading !== undefined && isKeyHeading(heading) ? 1.3 : 1;
  if (items.length === 0) {
    const quoted = quoteOf(unit);
    const completion = notes.map(({ id }) => completions.get(id)).find((found) => found !== undefined);
    const text = quoted ?? (completion === undefined ? tidySentence(lead) : complete(lead, completion.text));
    if (text === '') return [];
    const isFragment = statementScore(lead) < 0.5;
    const placed = heading !== undefined && isFragment ? UNDER_HEADING : 1;
    const weight = weighText(lead, note, voice) * heads * placed * strongest(notes);
    return [
      {
        unit: completion === undefined ? unit : { ...unit, notes: [...notes, completion.note] },
        text,
        moreItems: 0,
        isQuote: quoted !== undefined,
        ...contentOf(text),
        weight,
      },
    ];
  }
  const shown = fitItems(lead, items);
  const lines = [
    ...(lead === '' ? [] : [tidyLead(lead)]),
    ...shown.flatMap((item) => [`• ${tidyItem(item.text)}`, ...item.children.map((child) => `  ◦ ${tidyItem(child)}`)]),
  ];
  const text = lines.join('\n');
  const flat = items.flatMap((item) => [item.text, ...item.children]);
  const telling = flat.filter((item) => contentOf(item).stems.length > 0).length;
  if (lines.some(leavesQuoteOpen) || telling < Math.min(2, flat.length)) return [];
  const isAnnounced = announcesList(lead) || (heading !== undefined && announcesList(heading));
  const asks = flat.filter((item) => isQuestion(item)).length > flat.length / 2 ? 0.6 : 1;
  const { words, stems } = contentOf(text);
  const led = lead === '' ? 0.7 : 1;
  const weight =
    led * asks * LIST * (isAnnounced ? ANNOUNCED_LIST : 1) * heads * Math.min(1, words / 8) * strongest(notes);
  return [{ unit, text, moreItems: items.length - shown.length, isQuote: false, stems, words, weight }];
}

/** What reactions to any of its notes add to a unit. */
function strongest(notes: readonly Note[]): number {
  // The last note's reactions are in its weight already.
  return notes.slice(0, -1).some(({ reactions }) => reactions.length > 0) ? 1.3 : 1;
}

function complete(lead: string, answer: string): string {
  const bare = (text: string) => {
    const { start, end } = tidyBounds(text);
    return text.slice(start, end);
  };
  return tidySentence(`${bare(lead).replace(/[.。]$/u, '')}: ${bare(answer)}`);
}

/** As many items as fit, from the first on, each with what is below it; one that would be left alone is shown, too. */
function fitItems(lead: string, items: readonly Item[]): readonly Item[] {
  let words = countWords(lead);
  for (const [index, item] of items.entries()) {
    words += wordsOfItem(item);
    if (words > WORDS_OF_LIST && index >= FEWEST_ITEMS && index < items.length - 1) {
      const end = /[:：]$/u.test(items[index - 1]!.text) ? index - 1 : index;
      return items.slice(0, end);
    }
  }
  return items;
}

function wordsOfItem({ text, children }: Item): number {
  return countWords(text) + children.reduce((sum, child) => sum + countWords(child), 0);
}

function tidyLead(lead: string): string {
  const tidied = tidySentence(lead);
  // What names its items rather than saying something of them ends in a colon.
  return /[.。:：]$/u.test(lead.trim()) ? tidied : tidied.replace(/[.。]$/u, /[:：]\s/u.test(lead) ? '' : ':');
}

function tidyItem(item: string): string {
  const tidied = tidySentence(item);
  // A stop that is in the notes stays.
  return /[.。]$/u.test(item.trim()) ? tidied : tidied.replace(/[.。]$/u, '');
}

interface Group {
  leader: Candidate;
  noteIds: NoteId[];
  agreement: number;
  prior: number;
  /** The index of the first candidate of it. */
  first: number;
}

/** Of those that weigh about as much as the heaviest, the one that says most of what the others say. */
const ABOUT_AS_MUCH = 0.7;

function chooseSpokesperson(members: readonly number[], candidates: readonly Candidate[]): number {
  const heaviest = members[0]!;
  const able = members.filter((index) => candidates[index]!.weight >= ABOUT_AS_MUCH * candidates[heaviest]!.weight);
  if (able.length < 2) return heaviest;
  const counts = new Map<string, number>();
  for (const index of members) {
    for (const stem of new Set(candidates[index]!.stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const saysOfOthers = (index: number) => {
    const { stems, words } = candidates[index]!;
    const common = new Set(stems).values().reduce((sum, stem) => sum + counts.get(stem)! - 1, 0);
    return common / Math.sqrt(words);
  };
  return able.reduce((best, index) => (saysOfOthers(index) > saysOfOthers(best) ? index : best));
}

function mergeAlike(members: number[], candidates: readonly Candidate[]): Group {
  const leader = candidates[chooseSpokesperson(members, candidates)]!;
  const inOrder = members.toSorted((a, b) => a - b);
  const agreement = new Set(inOrder.map((index) => candidates[index]!.unit.authorId)).size;
  const notes = new Set(inOrder.flatMap((index) => candidates[index]!.unit.notes));
  return {
    leader,
    noteIds: [...notes].map(({ id }) => id),
    agreement,
    prior: candidates[members[0]!]!.weight * (1 + 0.5 * Math.log2(agreement)),
    first: inOrder[0]!,
  };
}

/** From so many points on two are set off, from more three. */
const POINTS_FOR_KEYS = { two: 4, three: 8 };

function chooseKeys(groups: readonly Group[]): Set<Group> {
  const { length } = groups;
  const count = length >= POINTS_FOR_KEYS.three ? 3 : length >= POINTS_FOR_KEYS.two ? 2 : 0;
  return new Set(
    groups
      .map((group) => ({ group, weight: keyWeight(group) }))
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || a.group.first - b.group.first)
      .slice(0, count)
      .map(({ group }) => group),
  );
}

const ADDS = /(?<!\p{L})(?:also|too|as well|auch|aussi|también|anche|também|ook)(?!\p{L})/iu;

/** What is set off is a whole statement, or a list that says what it lists. */
function keyWeight({ leader, prior }: Group): number {
  const { unit, text, words, isQuote } = leader;
  if (isQuote) return 0;
  if (unit.items.length > 0) return unit.lead === '' || leader.moreItems > 0 ? 0 : 0.8 * prior;
  if (statementScore(text) < 0.5) return 0;
  const leans = leaningOf(text) === 'none' && !ADDS.test(text) ? 1 : 0.6;
  return prior * leans * (hasFiniteVerb(text) ? 1 : 0.8) * (words < 6 ? 0.6 : 1);
}

/** What is left of a point's weight as a headline if nobody is named to speak, or if a heading introduces it. */
const UNKNOWN_SPEAKER = 0.85;
const UNDER_ANY_HEADING = 0.7;
/** A headline that takes up the talk's title says what the talk is about. */
const ON_TITLE = 1.3;
const HEADLINE_WORDS = { fewest: 7, most: 32, breath: 22 };
/** "About updates: …", "Metrics: …": a label needs what it stands for. A colon within a sentence is none. */
const LABELLED = /^[^:：.!?]{1,40}[:：]\s/u;

/**
 * How much a point carries where it stands without its talk, 0 if it can't: a headline is a whole sentence of the
 * matter, in one breath. A list, a fragment, a quote, or what leans on its talk is none.
 */
function headlineWeight({ leader, prior, agreement }: Group, shareOfGain: number, talk: Talk | null): number {
  const { unit, text, words } = leader;
  if (unit.items.length > 0 || text.includes('\n') || leaningOf(text) !== 'none' || ADDS.test(text)) return 0;
  if (!hasFiniteVerb(text) || words < HEADLINE_WORDS.fewest || words > HEADLINE_WORDS.most) return 0;
  if (isQuestion(text) || leaningOf(unit.lead) !== 'none') return 0;
  // What was noted of no talk is news only if others thought so, too.
  if (talk === null && agreement < 2 && unit.notes.every(({ reactions }) => reactions.length === 0)) return 0;
  const title = new Set(talk === null ? [] : contentOf(talk.title).stems);
  return (
    prior *
    (words <= HEADLINE_WORDS.breath ? 1 : 0.85) *
    (talk?.speakers.length === 0 ? UNKNOWN_SPEAKER : 1) *
    (unit.heading === undefined ? 1 : UNDER_ANY_HEADING) *
    (leader.stems.some((stem) => title.has(stem)) ? ON_TITLE : 1) *
    (LABELLED.test(text) && !KEY_CUE.test(text) ? 0.7 : 1) *
    (0.5 + 0.5 * shareOfGain)
  );
}
