import type { Talk } from '#domain/conference/talk.ts';
import { fold } from '#domain/language/tokenize.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { WeighedPoint } from '#domain/recap/summary.ts';
import { readWords } from '#text/sentences/cached-tokens.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import type { Voice } from '#text/sentences/first-person.ts';
import { isQuestion } from '#text/sentences/question-words.ts';
import {
  ABOUT_TELLING,
  KEY_CUE,
  LEAST_WEIGHT,
  LEAST_WEIGHT_IN_HALLWAY,
  LEAST_WEIGHT_OF_ALL,
  weighText,
} from '#text/sentences/score-note.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { hasFiniteVerb, leaningOf, statementScore } from '#text/sentences/statement-score.ts';
import { tidySentence } from '#text/sentences/tidy-sentence.ts';
import { announcesList, isAgendaHeading, isKeyHeading, tidyHeading } from './heading-lines.ts';
import { countWords, leavesQuoteOpen } from './join-sentences.ts';
import { bare, fitItems, flatten, itemLines, tidyLead } from './list-items.ts';
import { chooseByCoverage, type RankedUnit } from './rank-sentences.ts';
import type { ToldNote, Unit } from './read-units.ts';

/** A recap of a talk has so many words and this share of its notes' words, within a bound. */
const FEWEST_WORDS = 45;
const SHARE = 0.4;
const MOST_WORDS = 220;
/** However much was asked, this share of the length is for what was said. */
const LEAST_OF_POINTS = 0.6;
/** The length may differ by so many words from that, rather than tearing something apart. */
const ROOM_LEFT = 10;
/** A note was written down as one thought: it weighs half by that, half by the words that it covers. */
const OWN_WORTH = 2;
/** A shorter note of no talk is a remark over coffee: only what is worth telling is shown. */
const WORDS_OF_LETTER = 60;
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
  /** How much more it counts for where it is. */
  place: number;
}

export interface ChooseOptions {
  talk: Talk | null;
  voice: Voice;
  maxPoints: number;
  /** How many words the notes have, and the questions and answers that are shown anyway. */
  words: { noted: number; asked: number };
  completions: ReadonlyMap<NoteId, ToldNote>;
  /** The place of each note among the section's. */
  order: ReadonlyMap<NoteId, number>;
  /** Text of the unit if it is no more than a quote, which is shown as one. */
  quoteOf(unit: Unit): string | undefined;
}

/** Chooses what is shown of a section's units, in their order, each thing once, and sets off what matters most. */
export function chooseUnits(units: readonly Unit[], options: ChooseOptions): WeighedPoint[] {
  const { talk, maxPoints, order } = options;
  const topic = new Set(talk === null ? [] : contentOf(talk.title).stems);
  const all = units
    .filter(({ isDangling }) => !isDangling)
    .flatMap((unit, index, own) => {
      const opens = index === 0 || unit.heading !== own[index - 1]!.heading;
      const introduces = index < 3 && names(talk, unit.lead);
      const place = (opens ? OPENS_PART : 1) * (introduces ? OPENS_PART : 1);
      return candidatesOf(unit, topic, options).map((candidate) => ({ ...candidate, place }));
    });
  const heaviest = all.reduce((most, { weight }) => Math.max(most, weight), 0);
  const least = heaviest >= LEAST_WEIGHT ? LEAST_WEIGHT : LEAST_WEIGHT_OF_ALL;
  const notes = new Set(talk === null ? units.flatMap((unit) => unit.notes) : []);
  const letters = new Set([...notes].filter(({ text }) => countWords(text) >= WORDS_OF_LETTER));
  const isRemark = ({ unit }: Candidate) => talk === null && !unit.notes.some((note) => letters.has(note));
  const candidates = all.filter(
    (candidate) => candidate.weight >= (isRemark(candidate) ? LEAST_WEIGHT_IN_HALLWAY : least),
  );
  const byWeight = [...candidates.keys()].sort((a, b) => candidates[b]!.weight - candidates[a]!.weight || a - b);
  const groups = groupAlike(candidates, byWeight).map((members) => mergeAlike(members, candidates));
  const wanted = Math.min(MOST_WORDS, FEWEST_WORDS + SHARE * options.words.noted);
  const budget = Math.max(LEAST_OF_POINTS * wanted, wanted - options.words.asked / 2);
  const parts = joinSmallParts(
    groups.toSorted((a, b) => a.first - b.first),
    PART_SHARE * budget,
  );
  const chosen = chooseByCoverage(
    parts.map(({ groups }) => rankedPart(groups, topic)),
    {
      maxUnits: maxPoints,
      maxWords: budget - ROOM_LEFT,
      mostWords: budget + ROOM_LEFT,
      ownWorth: OWN_WORTH,
      emphasized: topic,
    },
  )
    .flatMap(({ index, gain }) => parts[index]!.groups.map((group) => ({ group, gain })))
    .slice(0, maxPoints);
  const mostGain = chosen[0]?.gain ?? 1;
  const keys = chooseKeys(
    chosen.map(({ group }) => group),
    { topic, talk },
  );
  return chosen
    .toSorted((a, b) => a.group.first - b.group.first)
    .map(({ group, gain }): WeighedPoint => {
      const { leader, noteIds, agreement } = group;
      const { heading } = leader.unit;
      return {
        text: leader.text,
        ...(leader.moreItems === 0 ? {} : { moreItems: leader.moreItems }),
        ...(heading === undefined ? {} : { heading: tidyHeading(heading) }),
        ...(keys.has(group) ? { isKey: true } : {}),
        noteIds: noteIds.toSorted((a, b) => order.get(a)! - order.get(b)!),
        agreement,
        weight: headlineWeight(group, gain / mostGain, talk),
        talkId: talk?.id ?? null,
      };
    })
    .sort((a, b) => order.get(a.noteIds[0]!)! - order.get(b.noteIds[0]!)!);
}

/** What is below one heading is shown as a whole or not at all if it has no more than this share of all words. */
const PART_SHARE = 0.4;

function joinSmallParts(groups: readonly Group[], mostWords: number): { groups: Group[] }[] {
  const parts: { groups: Group[] }[] = [];
  for (const group of groups) {
    const last = parts.at(-1);
    const { heading } = group.leader.unit;
    if (last === undefined || heading === undefined || last.groups[0]!.leader.unit.heading !== heading)
      parts.push({ groups: [group] });
    else last.groups.push(group);
  }
  return parts.flatMap((part) => {
    const words = part.groups.reduce((sum, { leader }) => sum + leader.words, 0);
    return words <= mostWords ? [part] : part.groups.map((group) => ({ groups: [group] }));
  });
}

/** What stands under a heading that takes up the talk's title is worth more. */
const ON_TOPIC = 1.3;

function rankedPart(groups: readonly Group[], topic: ReadonlySet<string>): RankedUnit {
  const words = groups.reduce((sum, { leader }) => sum + leader.words, 0);
  const prior =
    groups.reduce((sum, { leader, prior: own }) => sum + own * leader.place * leader.words, 0) / Math.max(1, words);
  const { heading } = groups[0]!.leader.unit;
  const isOnTopic = heading !== undefined && contentOf(heading).stems.some((stem) => topic.has(stem));
  return {
    stems: groups.flatMap(({ leader }) => leader.stems),
    words,
    prior: isOnTopic ? prior * ON_TOPIC : prior,
    part: heading,
  };
}

/** What comes first below a heading says what it is about, and who speaks comes first in a talk. */
const OPENS_PART = 1.2;

/** Does a text begin with a speaker's name? */
function names(talk: Talk | null, text: string): boolean {
  const parts = new Set(talk?.speakers.flatMap(({ name }) => fold(name).split(' ')));
  return readWords(text)
    .folded.slice(0, 3)
    .some((word) => parts.has(word));
}

/** What each word of the talk's title adds to a statement. */
const ABOUT = 0.1;

/** What its author set off as a whole matters to them. */
function emphasisOf({ lead, notes }: Unit): number {
  const isSet = notes.some(({ text, spans }) =>
    spans.some(
      ({ kind, start, end }) =>
        (kind === 'bold' || kind === 'italic') &&
        end - start >= 0.8 * lead.length &&
        lead.includes(text.slice(start, end).trim()),
    ),
  );
  return isSet ? 1.5 : 1;
}

function candidatesOf(
  unit: Unit,
  topic: ReadonlySet<string>,
  { voice, completions, quoteOf }: ChooseOptions,
): Omit<Candidate, 'place'>[] {
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
    const { stems, words } = contentOf(text);
    const isFragment = statementScore(lead) < 0.5;
    const placed = heading !== undefined && isFragment ? UNDER_HEADING : 1;
    const onTopic = stems.filter((stem) => topic.has(stem)).length;
    const weight =
      weighText(lead, note, voice) *
      heads *
      placed *
      strongest(notes) *
      (ADDS.test(lead) ? 0.85 : 1) *
      emphasisOf(unit) *
      (1 + ABOUT * Math.min(3, onTopic));
    return [
      {
        unit: completion === undefined ? unit : { ...unit, notes: [...notes, completion.note] },
        text,
        moreItems: 0,
        isQuote: quoted !== undefined,
        stems,
        words,
        weight,
      },
    ];
  }
  const shown = fitItems(lead, items);
  const lines = [...(lead === '' ? [] : [tidyLead(lead)]), ...shown.flatMap(itemLines)];
  const text = lines.join('\n');
  const flat = items.flatMap((item) => flatten(item).map((part) => part.text));
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
  return tidySentence(`${bare(lead)}: ${bare(answer)}`);
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
  const agreement = new Set(inOrder.map((index) => candidates[index]!.unit.notes[0]!.authorId)).size;
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

function chooseKeys(groups: readonly Group[], about: About): Set<Group> {
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

const ADDS = /(?<!\p{L})(?:also|too|as well|another|auch|aussi|también|anche|também|ook)(?!\p{L})/iu;
const ASKS = /^\W*(?:how|what|why|who|wie|was|warum|wer|comment|pourquoi|cómo|qué|por qué)(?!\p{L})/iu;
const WORDS_OF_KEY = 6;

interface About {
  talk: Talk | null;
  /** The stems of its title. */
  topic: ReadonlySet<string>;
}

/** What is set off begins with a whole sentence, and preferably on the talk's own subject. */
function keyWeight({ leader, prior }: Group, { topic, talk }: About): number {
  const { unit, text, isQuote, stems } = leader;
  const [first] = splitSentences(text);
  if (isQuote || unit.items.length > 0 || first === undefined) return 0;
  if (countWords(first.text) < WORDS_OF_KEY || !hasFiniteVerb(first.text)) return 0;
  if (leaningOf(text) !== 'none' || ADDS.test(first.text) || /["“”„«»]/u.test(first.text)) return 0;
  if (ABOUT_TELLING.test(text) || ASKS.test(text) || names(talk, text)) return 0;
  return prior * (stems.some((stem) => topic.has(stem)) ? ON_TOPIC : 1);
}

/** What is left of a point's weight as a headline if nobody is named to speak, or if a heading introduces it. */
const UNKNOWN_SPEAKER = 0.85;
const UNDER_ANY_HEADING = 0.7;
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
  if (ABOUT_TELLING.test(text) || ASKS.test(text) || names(talk, text)) return 0;
  // What was noted of no talk is news only if others thought so, too.
  if (talk === null && agreement < 2 && unit.notes.every(({ reactions }) => reactions.length === 0)) return 0;
  return (
    prior *
    (words <= HEADLINE_WORDS.breath ? 1 : 0.85) *
    (talk?.speakers.length === 0 ? UNKNOWN_SPEAKER : 1) *
    (unit.heading === undefined ? 1 : UNDER_ANY_HEADING) *
    (LABELLED.test(text) && !KEY_CUE.test(text) ? 0.7 : 1) *
    (0.5 + 0.5 * shareOfGain)
  );
}
