import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { isEnglishWord, loadEnglishWords } from '#domain/evidence/english-words.ts';
import { editDistance } from '#domain/evidence/same-word.ts';
import { contentTerms } from '#domain/language/stem.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, foldedWords } from '#domain/language/tokenize.ts';
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
 * Finds the talk that a note names at its start: with `SPEAKER:`, `TITLE:` (complete, or as much as is unique) or a
 * `#word` from either. The name may have a typo. If the speaker has several talks, it is the last one that had started
 * at `at`. Returns undefined if the note starts with something else, such as `Q:` or a topic.
 */
export async function findAddressee(text: string, talks: readonly Talk[], at: number): Promise<Addressee | undefined> {
  const label = leadingLabel(text);
  if (label === undefined) return undefined;
  const words = foldedWords(label);
  const isHashtag = label.trim().startsWith('#');
  if (!isHashtag && words.every((word) => LABELS.has(word) || word.length < 2)) return undefined;
  const people = peopleOf(talks);
  const named = findNamed(label, words, talks);
  if (named.size === 1) {
    const talkId = [...named][0]!;
    // "Price: 40 €" may be a price, although a speaker is called Price.
    const isClear = isHashtag || words.length > 1 || !(await isOrdinaryWord(nameIn(label), people));
    return isClear ? { kind: 'talk', talkId } : { kind: 'unclear', name: nameIn(label), talkIds: [talkId] };
  }
  if (named.size > 1) {
    const meant = people.filter(({ parts, talks: own }) => {
      return own.some(({ id }) => named.has(id)) && words.some((word) => parts[0] === word || parts.at(-1) === word);
    });
    const chosen = meant.map((person) => lastStarted(person.talks, at).id);
    if (chosen.length === 1) return { kind: 'talk', talkId: chosen[0]! };
    return chosen.length === 0 ? undefined : { kind: 'unclear', name: nameIn(label), talkIds: chosen };
  }
  if (!mayBeName(label, words, talks)) return undefined;
  return findSimilar(label, words, { people, at });
}

/** Returns the talks that a label names by a speaker's name or by title. */
function findNamed(label: string, words: readonly string[], talks: readonly Talk[]): Set<TalkId> {
  const mentions = findTalkMentions({ text: label }, createTalkIndex(talks))
    .filter(({ kind }) => kind !== 'title-words')
    .map(({ talkId, start, end }) => ({ talkId, letters: countLetters(label.slice(start, end)) }));
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

/** Words before a colon that are not a person's name, in the languages of our notes. */
const LABELS = new Set(
  foldedWords(
    `q a qa todo note notes notiz quote quotes zitat question questions frage pregunta pergunta domanda vraag fraga answer
     answers antwort idea ideas idee idée tip tips tipp lesson lessons takeaway takeaways summary fazit merke wichtig achtung
     beispiel example action actions item items next key main slide slides link links book books ps fyi update edit re
     intro outro demo problem problema solution lösung aim goal ziel results result ergebnis warning important remember
     definition part day room talk speaker speakers host moderator audience panel photo video`,
  ),
);

/** Whether a label that names no talk may be a person's name: only letters, and nothing that the talks are about. */
function mayBeName(label: string, words: readonly string[], talks: readonly Talk[]): boolean {
  if (words.length === 0 || words.length > MOST_NAME_WORDS || countLetters(label) < 4) return false;
  if (label.startsWith('#') || !/^[\p{L}\p{M}\s'’.*_-]+$/u.test(nameIn(label))) return false;
  if (words.some((word) => LABELS.has(word)) || words.every(isFunctionWord)) return false;
  // Abbreviations such as AWS.
  if (/^\P{Ll}+$/u.test(nameIn(label)) && /\p{Lu}/u.test(label)) return false;
  return !talks.some(({ title, abstract = '' }) => {
    const about = fold(`${title} ${abstract}`);
    return words.some((word) => about.includes(word)) && foldedWords(about).some((own) => words.includes(own));
  });
}

/** Whether a name of a speaker is as often an ordinary word. Family names are; given names label a note more often. */
async function isOrdinaryWord(name: string, people: readonly KnownPerson[]): Promise<boolean> {
  const word = fold(name);
  if (isFunctionWord(word)) return true;
  if (people.some(({ parts }) => parts.length > 1 && parts[0] === word)) return false;
  await loadEnglishWords();
  return isEnglishWord(name.toLowerCase()) && !(await isPersonName(name));
}

interface Likeness {
  person: KnownPerson;
  distance: number;
  isTypo: boolean;
}

/** Finds the speaker whose name was misspelled, or speakers with similar names if the label is a name. */
async function findSimilar(
  label: string,
  words: readonly string[],
  { people, at }: { people: readonly KnownPerson[]; at: number },
): Promise<Addressee | undefined> {
  const alike = people.flatMap((person) => likeness(words, person) ?? []);
  const name = nameIn(label);
  const talkOf = ({ person }: Likeness) => lastStarted(person.talks, at).id;
  if (alike.length > 0) {
    await loadEnglishWords();
    alike.sort((one, other) => one.distance - other.distance);
    const best = alike.filter(({ distance }) => distance === alike[0]!.distance);
    const isWord = words.every(isEnglishWord);
    if (best.length === 1 && best[0]!.isTypo && !isWord) {
      return { kind: 'talk', talkId: talkOf(best[0]!), corrected: best[0]!.person.name };
    }
    const asked = isWord ? best.filter(({ isTypo, distance }) => isTypo && distance === 1) : alike;
    if (asked.length > 0) return { kind: 'unclear', name, talkIds: [...new Set(asked.map(talkOf))] };
  }
  return people.length > 0 && (await isPersonName(name)) ? { kind: 'unclear', name, talkIds: [] } : undefined;
}

const LEAST_FOR_TYPO = 5;
const LEAST_FOR_TWO_TYPOS = 7;
/** Maximum edit distance to a similar name, as a share of its length. */
const MOST_DIFFERENT = 0.4;
const LEAST_COMMON_START = 4;

/** Compares a label with a speaker's name: in full, by family name or by given names. */
function likeness(words: readonly string[], person: KnownPerson): Likeness | undefined {
  const { parts } = person;
  const forms = parts.flatMap((_, index) => [parts.slice(index).join(' '), parts.slice(0, index + 1).join(' ')]);
  const typed = words.join(' ');
  let best: Likeness | undefined;
  const keep = (one: Likeness) => {
    if (best === undefined || one.distance < best.distance) best = one;
  };
  for (const form of forms) {
    const length = Math.min(form.length, typed.length);
    if (length < 4 || Math.abs(form.length - typed.length) > length) continue;
    const distance = editDistance(typed, form);
    const isTypo = distance <= (length >= LEAST_FOR_TWO_TYPOS ? 2 : length >= LEAST_FOR_TYPO ? 1 : 0);
    if (isTypo || distance <= MOST_DIFFERENT * length) keep({ person, distance, isTypo });
  }
  for (const word of best === undefined ? words : []) {
    for (const part of [parts[0]!, parts.at(-1)!]) {
      const isAlike = word.length >= 4 && part.length >= 4 && haveCommonStart(word, part);
      if (isAlike) keep({ person, distance: editDistance(typed, parts.join(' ')), isTypo: false });
    }
  }
  return best;
}

function haveCommonStart(one: string, other: string): boolean {
  return one.slice(0, LEAST_COMMON_START) === other.slice(0, LEAST_COMMON_START);
}

/** Whether every word is known to be part of people's names. */
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
      const parts = foldedWords(name);
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

/** Returns the last talk that had started, or was about to start, at an instant; otherwise the first. */
function lastStarted(talks: readonly Talk[], at: number): Talk {
  const inOrder = talks.toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
  return inOrder.findLast(({ startsAt }) => Date.parse(startsAt) <= at + SOON_MS) ?? inOrder[0]!;
}

/** Returns the text up to and including the first colon of the first line, or the hashtag at the start of the text. */
function leadingLabel(text: string): string | undefined {
  const start = text.slice(0, LONGEST_LABEL);
  const hashtag = /^\s*#[\p{L}\p{N}_-]+/u.exec(start);
  if (hashtag !== null) return hashtag[0];
  const label = /^[^\n:：]+[:：](?!\/\/)/.exec(start)?.[0];
  return label === undefined || countLetters(label) === 0 ? undefined : label;
}

function nameIn(label: string): string {
  return label.replace(/[\s:：*_]+$|^[\s*_]+/gu, '');
}

function countLetters(text: string): number {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '').length;
}
