import { numbersOf } from '#domain/evidence/check-numbers.ts';
import { tokenize } from '#domain/language/tokenize.ts';
import type { Claim } from './claims.ts';
import type { NotedTalk } from './true-claims.ts';

type Random = () => number;
/** A lie made of something true; undefined where it has nothing to be changed. */
type Mutation = (text: string, sources: Sources, random: Random) => string | undefined;

interface Sources {
  /** Names of people and things that other talks name and these notes don't. */
  names: string[];
  /** Names in the text itself. */
  own: string[];
  titles: string[];
  speakers: string[];
  /** Content words that stand in other notes. */
  words: string[];
}

const pick = <Value>(values: readonly Value[], random: Random): Value => values[Math.floor(random() * values.length)]!;
const NUMBER = /(?<![\p{L}\p{N}])\d+(?:[.,]\d+)*(?![\p{L}\p{N}])|\b(?:two|three|four|five|six|ten|twenty|thirty)\b/giu;
const COUNTS = ['two', 'three', 'four', 'five', 'seven', 'eight', 'nine', 'twelve', 'forty'];

/** Another number in place of one. */
const changeNumber: Mutation = (text, _sources, random) => {
  const matches = [...text.matchAll(NUMBER)];
  if (matches.length === 0) return undefined;
  const { 0: old, index } = pick(matches, random);
  const other = /^\d/.test(old)
    ? String(Math.max(1, Math.round(Number(old.replace(/,/g, '')) * pick([0.5, 0.9, 1.1, 1.5, 2, 3, 10], random)) + 1))
    : pick(
        COUNTS.filter((word) => word !== old.toLowerCase()),
        random,
      );
  return numbersOf(text).has([...numbersOf(other)][0]!) ? undefined : splice(text, index, old.length, other);
};

/** A name of another talk in place of one. */
const swapName: Mutation = (text, { names, own }, random) => {
  if (own.length === 0) return undefined;
  return replaceWord(text, pick(own, random), pick(names, random));
};

/** A person of another talk said it. */
const inventSpeaker: Mutation = (text, { speakers }, random) =>
  pick(
    [
      (who: string) => `${who} said that ${decapitalize(text)}`,
      (who: string) => `According to ${who}, ${decapitalize(text)}`,
    ],
    random,
  )(pick(speakers, random));

/** A sentence in quotation marks with a word changed, or in another order. */
const rewordQuote: Mutation = (text, { words }, random) => {
  const inside = tokenize(text).filter(({ text: word }) => word.length > 3);
  if (inside.length < 3) return undefined;
  const changed =
    random() < 0.7
      ? (({ text: old, start }) => splice(text, start, old.length, pick(words, random)))(pick(inside, random))
      : swapWords(text, inside[0]!, inside.at(-1)!);
  return changed === text ? undefined : changed;
};
const quoteInPoint: Mutation = (text, sources, random) => {
  const changed = rewordQuote(text, sources, random);
  return changed === undefined ? undefined : `It was said that “${changed.replace(/[.“”"]+/g, '')}”.`;
};

const INVENTED_BOOKS = [
  ['The Silent Pipeline', 'Maria Keller'],
  ['Deploying Dreams', 'Owen Castle'],
  ['Beyond Uptime', 'Priya Natarajan'],
  ['Ops Without Tears', 'Henrik Dahl'],
  ['Kanban in the Dark', 'Lucy Braithwaite'],
  ['The Phoenix Project', 'Gene Kim'],
  ['Team Topologies', 'Matthew Skelton'],
  ['Thinking, Fast and Slow', 'Daniel Kahneman'],
] as const;
const inventBook: Mutation = (text, _sources, random) => {
  const [title, author] = pick(INVENTED_BOOKS, random);
  return pick(
    [
      `The book “${title}” by ${author} is recommended.`,
      `${text.replace(/\.?$/, ',')} as ${title} by ${author} shows.`,
      `Everybody should read ${title}.`,
    ],
    random,
  );
};

/** The title of another talk, or of none. */
const inventTitle: Mutation = (text, { titles }, random) =>
  pick(
    [
      (title: string) => `In “${title}” it was said: ${text}`,
      (title: string) => `${text.replace(/\.?$/, '')} (see ${title}).`,
    ],
    random,
  )(pick(titles, random));

const HOSTS = ['example.com', 'devops.example', 'github.com/acme/rockets', 'bit.ly/3xYz', 'docs.internal.test/guide'];
const inventLink: Mutation = (text, _sources, random) => {
  const address = /https?:\/\/\S+/.exec(text)?.[0];
  if (address !== undefined && random() < 0.7) return text.replace(address, `${address.replace(/[./]+$/, '')}-2`);
  return `${text.replace(/\.?$/, '')}: ${pick(['https://', 'http://www.', 'www.', ''], random)}${pick(HOSTS, random)}`;
};

/** What was said is denied, or no longer. */
const negate: Mutation = (text, _sources, _random) => {
  const denied = / (?:do|does|did|is|are|was|were|can|could|will|would|should|has|have|had|may|must) (?:not |n't )/i;
  if (denied.test(text)) return text.replace(/ not /i, ' ');
  const helper = /\b(is|are|was|were|can|could|will|would|should|has|have|had|may|must)\b(?! not)/i.exec(text);
  return helper === null ? undefined : splice(text, helper.index, helper[0].length, `${helper[0]} not`);
};

const OPPOSITES = new Map(
  Object.entries({
    more: 'less',
    less: 'more',
    faster: 'slower',
    cheaper: 'dearer',
    easy: 'hard',
    good: 'bad',
    great: 'poor',
    before: 'after',
    after: 'before',
    always: 'rarely',
    often: 'rarely',
    all: 'some',
    everyone: 'nobody',
    many: 'few',
    few: 'many',
    first: 'last',
    small: 'large',
    low: 'high',
    with: 'without',
    fail: 'succeed',
    new: 'old',
    much: 'little',
    better: 'worse',
    increasingly: 'hardly',
    reduce: 'raise',
  }),
);
const opposite: Mutation = (text, _sources, random) => {
  const there = tokenize(text).filter(({ text: word }) => OPPOSITES.has(word.toLowerCase()));
  if (there.length === 0) return undefined;
  const { text: old, start } = pick(there, random);
  return splice(text, start, old.length, OPPOSITES.get(old.toLowerCase())!);
};

/** Two of its names or numbers change places: each stands in the notes. */
const crossOver: Mutation = (text, { own }, _random) => {
  const [one, other] = own.filter((name) => text.includes(name));
  if (one === undefined || other === undefined || one.includes(other) || other.includes(one)) return undefined;
  const at = [one, other].map((name) => ({
    text: name,
    start: text.indexOf(name),
    end: text.indexOf(name) + name.length,
  }));
  return swapWords(text, ...(at.toSorted((a, b) => a.start - b.start) as [Place, Place]));
};

interface Place {
  text: string;
  start: number;
  end: number;
}

function swapWords(text: string, first: Place, second: Place): string {
  return (
    text.slice(0, first.start) + second.text + text.slice(first.end, second.start) + first.text + text.slice(second.end)
  );
}

function splice(text: string, start: number, length: number, other: string): string {
  return text.slice(0, start) + other + text.slice(start + length);
}

function replaceWord(text: string, old: string, other: string): string | undefined {
  return text.includes(old) ? text.replace(old, () => other) : undefined;
}

function decapitalize(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Runs of capitalised words that don't begin a sentence, and names of speakers. */
function namesIn(text: string): string[] {
  return Array.from(
    text.matchAll(/(?<=[\p{Ll},;:(] )\p{Lu}[\p{L}\p{N}]+(?: \p{Lu}[\p{L}\p{N}]+)*/gu),
    ([name]) => name,
  ).filter((name) => name.length > 2);
}

const KINDS: { kind: string; lexical: boolean; mutate: Mutation; as?: 'quote' | 'work' }[] = [
  { kind: 'a number changed', lexical: true, mutate: changeNumber },
  { kind: 'a name swapped between talks', lexical: true, mutate: swapName },
  { kind: 'said by a speaker of another talk', lexical: true, mutate: inventSpeaker },
  { kind: 'a quote reworded', lexical: true, mutate: rewordQuote, as: 'quote' },
  { kind: 'a quote reworded, within a point', lexical: true, mutate: quoteInPoint },
  { kind: 'a book invented', lexical: true, mutate: inventBook },
  {
    kind: 'a book invented, as a work',
    lexical: true,
    mutate: (_t, _s, random) => pick(INVENTED_BOOKS, random)[0],
    as: 'work',
  },
  { kind: 'a title invented', lexical: true, mutate: inventTitle },
  { kind: 'a link invented', lexical: true, mutate: inventLink },
  { kind: 'negation added or taken away', lexical: false, mutate: negate },
  { kind: 'a word turned to its opposite', lexical: false, mutate: opposite },
  { kind: 'two names of the same notes swapped', lexical: false, mutate: crossOver },
];

/** Lies of every kind, `each` of a kind at most, made of true points. */
export function makeFalseClaims(
  truths: readonly Claim[],
  talks: readonly NotedTalk[],
  each: number,
  random: Random,
): Claim[] {
  const points = truths.filter(({ says }) => says.as === 'point');
  return KINDS.flatMap(({ kind, lexical, mutate, as = 'point' as const }) => {
    const made: Claim[] = [];
    for (let tries = 0; tries < each * 8 && made.length < each; tries++) {
      const truth = pick(points, random);
      const lie = makeLie(truth, talks, mutate, as, random);
      if (lie !== undefined) made.push({ kind, lexical, isTrue: false, says: lie, context: truth.context });
    }
    return made;
  });
}

function makeLie(
  truth: Claim,
  talks: readonly NotedTalk[],
  mutate: Mutation,
  as: 'point' | 'quote' | 'work',
  random: Random,
): Claim['says'] | undefined {
  const { says, context } = truth;
  if (says.as !== 'point') return undefined;
  const noted = says.noteIds.map((id) => context.notes.get(id)!.text).join('\n');
  const about = [noted, context.talk?.title ?? '', ...(context.talk?.speakers ?? []).map(({ name }) => name)].join(
    '\n',
  );
  const isForeign = (name: string) => !about.toLowerCase().includes(name.toLowerCase());
  const others = talks.filter(({ talk }) => talk?.id !== context.talk?.id);
  const other = pick(others, random);
  const names = namesIn(other.notes.map(({ text }) => text).join('\n')).filter(isForeign);
  const titles = others.flatMap(({ talk }) => talk?.title ?? []).filter(isForeign);
  const speakers = others.flatMap(({ talk }) => talk?.speakers.map(({ name }) => name) ?? []).filter(isForeign);
  if (names.length === 0) return undefined;
  const words = tokenize(other.notes.map(({ text }) => text).join('\n'))
    .map(({ text }) => text.toLowerCase())
    .filter((word) => word.length > 4 && isForeign(word));
  const own = namesIn(says.text);
  const source = as === 'quote' ? noted.split('\n')[0]! : says.text;
  const text = mutate(source, { names, own, titles, speakers, words }, random);
  if (text === undefined || text === source || noted.includes(text)) return undefined;
  if (as === 'quote') return { as, text, noteId: says.noteIds[0]! };
  return as === 'work' ? { as, title: text, noteId: says.noteIds[0]! } : { as, text, noteIds: says.noteIds };
}
