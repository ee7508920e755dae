import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { isEnglishWord, loadEnglishWords } from '#domain/evidence/common-words.ts';
import { isLabelWord } from '#domain/language/label-words.ts';
import { isGivenName, loadGivenNames } from '#domain/language/person-names.ts';
import { contentTerms } from '#domain/language/stem.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords } from '#domain/language/tokenize.ts';
import { HONORIFICS, matchName, type NameMatch, nameParts } from './speaker-names.ts';
import { createTalkIndex, findTalkMentions } from './talk-mentions.ts';
import { ENOUGH_OF_TITLE, foldedPhrase } from './talk-titles.ts';

/** Which talk a note typed to the bot names, by the label before its first colon or by a hashtag at its start. */
export type Addressee =
  /** `corrected` is the speaker's name if it was misspelled. */
  | { kind: 'talk'; talkId: TalkId; corrected?: string }
  /** The label is a name, but it isn't clear whose: talks of speakers with similar names, most likely first. */
  | { kind: 'unclear'; name: string; talkIds: TalkId[] };

interface KnownPerson {
  name: string;
  /** Folded: `jan`, `de`, `vries`. */
  parts: string[];
  talks: Talk[];
}

/** Maximum length of a label: a title with its subtitle. */
const LONGEST_LABEL = 250;
const MOST_NAME_WORDS = 4;

/**
 * Finds the talk that a note names at its start: with `SPEAKER:` (any part of the name), `TITLE:` (complete, or as much
 * as is unique), `[WORD]` or a `#word` from either. The name may have a typo. If the speaker has several talks, it is the
 * last one that had started at `at`. Returns undefined if the note starts with something else, such as `Q:`, a topic or
 * the name of a colleague. `colleagues` is asked only if the label may be an unknown name.
 */
export async function findAddressee(
  text: string,
  talks: readonly Talk[],
  at: number,
  colleagues: () => Promise<readonly string[]> = async () => [],
): Promise<Addressee | undefined> {
  const label = leadingLabel(text);
  if (label === undefined) return undefined;
  const words = foldedWords(label);
  const isHashtag = label.trim().startsWith('#');
  const isLabel = !isHashtag && words.every((word) => isLabelWord(word) || word.length < 2);
  const people = peopleOf(talks);
  const typed = nameParts(label);
  const alike = isHashtag ? [] : findAlike(typed, people);
  const exact = alike.filter(({ kind }) => kind === 'exact').map(({ person }) => person);
  const named = exact.length > 0 || isLabel ? new Set<TalkId>() : findNamed(label, words, talks);
  const ids = new Set(exact.length > 0 ? exact.map((person) => lastStarted(person.talks, at).id) : named);
  if (ids.size === 1) {
    const talkId = [...ids][0]!;
    // "Price: 40 €" may be a price, although a speaker is called Price, unless that speaker's talk is on.
    const isOn = talks.some((talk) => talk.id === talkId && isAbout(talk, at));
    if (isLabel) return isOn ? { kind: 'talk', talkId } : undefined;
    const isClear = isHashtag || words.length > 1 || isOn || !(await isOrdinaryWord(nameIn(label), people));
    return isClear ? { kind: 'talk', talkId } : { kind: 'unclear', name: nameIn(label), talkIds: [talkId] };
  }
  if (isLabel) return undefined;
  if (exact.length > 0) return { kind: 'unclear', name: nameIn(label), talkIds: [...ids] };
  // Several speakers or titles: none is meant, unless the label has one speaker's name with other words.
  if (named.size > 1) {
    const speaking = people.filter(({ parts, talks: own }) => {
      return own.some(({ id }) => named.has(id)) && typed.some((word) => parts.includes(word));
    });
    const chosen = [...new Set(speaking.map((person) => lastStarted(person.talks, at).id))];
    if (chosen.length === 1) return { kind: 'talk', talkId: chosen[0]! };
    return chosen.length === 0 ? undefined : { kind: 'unclear', name: nameIn(label), talkIds: chosen };
  }
  if (!mayBeName(label, words, talks)) return undefined;
  return findSimilar(label, typed, { alike, areSpeakersKnown: people.length > 0, at, colleagues });
}

/** Returns the talks that a label names by a speaker's name or by title. */
function findNamed(label: string, words: readonly string[], talks: readonly Talk[]): Set<TalkId> {
  const mentions = findTalkMentions({ text: label }, createTalkIndex(talks))
    .filter(({ kind }) => kind !== 'title-words')
    .map(({ talkId, start, end }) => ({ talkId, start, letters: countLetters(label.slice(start, end)) }));
  // Several speakers of one talk count together: "Okafor and Møller".
  const ofTalk = Map.groupBy(
    new Map(mentions.map((mention) => [`${mention.talkId} ${mention.start}`, mention])).values(),
    ({ talkId }) => talkId,
  );
  for (const own of ofTalk.values()) {
    if (own.length > 1) mentions.push({ ...own[0]!, letters: own.reduce((sum, { letters }) => sum + letters, 0) });
  }
  // "Kromhout on containers:" is a sentence of its own, and "Bob Nguyen:" doesn't mean another Nguyen.
  const least = Math.max(ENOUGH_OF_TITLE * countLetters(label), ...mentions.map(({ letters }) => letters));
  const named = new Set(mentions.filter(({ letters }) => letters >= least).map(({ talkId }) => talkId));
  // "How: start small" and "The first: …" are no titles, "How Brazil’s government: …" is the start of one.
  if (named.size === 0 && words.length > 1 && contentTerms(label).length >= (words.length > 2 ? 1 : 2)) {
    const phrase = foldedPhrase(label);
    for (const { id, title } of talks) if (`${foldedPhrase(title)} `.startsWith(`${phrase} `)) named.add(id);
  }
  return named;
}

/** Returns whether a label that names no talk may be a person's name: only letters, and nothing that the talks are about. */
function mayBeName(label: string, words: readonly string[], talks: readonly Talk[]): boolean {
  const name = nameIn(label);
  if (words.length === 0 || words.length > MOST_NAME_WORDS || countLetters(label) < 3) return false;
  if (label.startsWith('#') || !/^[\p{L}\p{M}\s'’.*_-]+$/u.test(name)) return false;
  if (words.some((word) => isLabelWord(word)) || words.every(isFunctionWord)) return false;
  // Abbreviations such as AWS.
  if (/^\P{Ll}+$/u.test(name) && /\p{Lu}/u.test(label)) return false;
  const content = words.filter((word) => !isFunctionWord(word));
  return !talks.some(({ title, abstract = '' }) => {
    const about = fold(`${title} ${abstract}`);
    return content.some((word) => about.includes(word)) && foldedWords(about).some((own) => content.includes(own));
  });
}

/** Returns whether a name of a speaker is as often an ordinary word. Family names are; given names label a note more often. */
async function isOrdinaryWord(name: string, people: readonly KnownPerson[]): Promise<boolean> {
  const word = fold(name);
  if (isFunctionWord(word)) return true;
  if (people.some(({ parts }) => parts.length > 1 && parts[0] === word)) return false;
  await loadEnglishWords();
  return isEnglishWord(name.toLowerCase()) && !(await isPersonName(name));
}

/** Loads the dictionaries that tell names from ordinary words, which takes about a second. */
export async function loadNameDictionaries(): Promise<void> {
  await loadEnglishWords();
  await isPersonName('Ann');
}

type PersonAlike = NameMatch & { person: KnownPerson };

/** Returns the speakers whose names are like the typed words, most alike first. */
function findAlike(typed: readonly string[], people: readonly KnownPerson[]): PersonAlike[] {
  return people
    .flatMap((person) => {
      const match = matchName(typed, person.parts);
      return match === undefined ? [] : { ...match, person };
    })
    .sort((one, other) => one.distance - other.distance);
}

/** Finds the speaker whose name was misspelled, or speakers with similar names if the label is a name. */
async function findSimilar(
  label: string,
  words: readonly string[],
  {
    alike,
    areSpeakersKnown,
    at,
    colleagues,
  }: {
    alike: readonly PersonAlike[];
    areSpeakersKnown: boolean;
    at: number;
    colleagues: () => Promise<readonly string[]>;
  },
): Promise<Addressee | undefined> {
  const name = nameIn(label);
  await loadEnglishWords();
  const isWord = words.every(isEnglishWord);
  const isUnknown = areSpeakersKnown && (await isUnknownName(name));
  if (alike.length === 0 && !isUnknown) return undefined;
  for (const colleague of await colleagues()) {
    if (matchName(words, nameParts(colleague))?.kind === 'exact') return undefined;
  }
  const talkOf = ({ person }: PersonAlike) => lastStarted(person.talks, at).id;
  const best = alike.filter(({ kind, distance }) => kind === 'typo' && distance === alike[0]!.distance);
  const isOne = new Set(best.map(talkOf)).size === 1;
  if (isOne && !isWord) return { kind: 'talk', talkId: talkOf(best[0]!), corrected: best[0]!.person.name };
  const asked = isWord ? best.filter(({ distance }) => distance === 1) : alike;
  if (asked.length > 0) return { kind: 'unclear', name, talkIds: [...new Set(asked.map(talkOf))] };
  return isUnknown ? { kind: 'unclear', name, talkIds: [] } : undefined;
}

/** Returns whether a label that is like no speaker's name is the name of somebody else, rather than a topic. */
async function isUnknownName(name: string): Promise<boolean> {
  const written = name.split(/[\s_*-]+/u).filter((word) => word !== '');
  const own = written.filter((word) => !HONORIFICS.has(fold(word).replace('.', '')));
  const isCased = own.every((word) => isFunctionWord(fold(word)) || /^(?:\p{Lu}|\p{Lo}+$)/u.test(word));
  if (!isCased || own.length === 0) return false;
  if (own.length < written.length || (await isPersonName(name))) return true;
  await loadGivenNames();
  return own.some(isGivenName) && !own.some((word) => isEnglishWord(fold(word)));
}

/** Returns whether every word is known to be part of people's names. */
async function isPersonName(name: string): Promise<boolean> {
  if (!/^(?:\p{Lu}|\p{Ll}+\s+\p{Lu})/u.test(name)) return false;
  // Loaded on first use, because loading is slow.
  const { default: nlp } = await import('compromise/two');
  const terms = nlp(name).terms();
  return terms.length > 0 && terms.length === terms.match('#Person').length;
}

function peopleOf(talks: readonly Talk[]): KnownPerson[] {
  const people = new Map<string, KnownPerson>();
  for (const talk of talks) {
    for (const { name } of talk.speakers) {
      const parts = nameParts(name);
      if (parts.length === 0) continue;
      const known = people.get(parts.join(' '));
      if (known === undefined) people.set(parts.join(' '), { name, parts, talks: [talk] });
      else known.talks.push(talk);
    }
  }
  return [...people.values()];
}

/** People write about a talk from shortly before it starts. */
const SOON_MS = 15 * 60_000;

/** Returns whether a talk is on, about to start, or just over. */
function isAbout({ startsAt, endsAt }: Talk, at: number): boolean {
  return Date.parse(startsAt) <= at + SOON_MS && at <= Date.parse(endsAt) + SOON_MS;
}

/** Returns the last talk that had started, or was about to start, at an instant; otherwise the first. */
function lastStarted(talks: readonly Talk[], at: number): Talk {
  const inOrder = talks.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  return inOrder.findLast(({ startsAt }) => Date.parse(startsAt) <= at + SOON_MS) ?? inOrder[0]!;
}

/** Returns the text up to and including the first colon of the first line, or the hashtag or `[word]` at its start. */
function leadingLabel(text: string): string | undefined {
  const start = text.slice(0, LONGEST_LABEL);
  const hashtag = /^\s*#[\p{L}\p{N}_-]+/u.exec(start);
  if (hashtag !== null) return hashtag[0];
  const bracketed = /^\s*\[([\p{L}\p{N}_-]+)\](?!\()/u.exec(start)?.[1];
  if (bracketed !== undefined) return `#${bracketed}`;
  // "Lindqvist (Postgres):", but not "Bob (my boss):"
  const label = /^[^\n:：]+[:：](?!\/\/)/.exec(start)?.[0].replace(/(?<=\S)\s*\(\p{Lu}[^()]*\)\s*(?=[:：]$)/u, '');
  return label === undefined || countLetters(label) === 0 ? undefined : label;
}

function nameIn(label: string): string {
  return label.replace(/[\s:：*_]+$|^[\s*_]+/gu, '');
}

function countLetters(text: string): number {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '').length;
}
