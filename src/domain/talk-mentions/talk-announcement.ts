import { isFiller, isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize, type Word } from '#domain/language/tokenize.ts';
import type { Note } from '#domain/notes/note.ts';
import {
  contentWords,
  ENOUGH_OF_TITLE,
  isOfTitle,
  mayName,
  type NamedTalk,
  type PreparedTalk,
  prepare,
  titleCoverage,
} from './match-talk-reference.ts';

/** What a note says of the talk that begins. */
export interface Opener {
  /** Does the note only name the talk (title, speaker, "is up next", "notes in here")? Then it makes no point. */
  isOpener: boolean;
  /** What stands beside the speaker's name: `VM Farms` in "Hany Fahim of VM Farms is up". */
  affiliation?: string;
  /** Where a note names the talk and goes on: what it goes on to say, as written. */
  rest?: string;
}

/** Words that announce a talk without saying anything of it, folded. */
const ANNOUNCING = new Set(
  (
    'next upcoming starting starts started begin begins beginning live talk talks session sessions keynote ignite ignites ' +
    'lightning workshop panel speaker speakers speaking presenting presents presented presentation stage intro ' +
    'introducing introduction note notes thread minute minutes min mins opening closing first second third last today ' +
    'morning afternoon track room hall title slide slides day please follow following listening watching attending ' +
    'jetzt nachste nachster nachstes nachsten gleich vortrag vortrage beginnt folgt live notizen ' +
    'maintenant prochain prochaine suivant suivante conference presentation debut commence ' +
    'ahora siguiente charla ponencia empieza sigue notas adesso prossimo prossima inizia agora proximo proxima palestra ' +
    'comeca volgende praatje begint nasta foredrag 次 次は 講演 発表 接下来 现在 下一个'
  ).split(' '),
);

/** Who writes a name may set what the speaker belongs to behind it: in brackets, after a comma, with a preposition. */
const AFFILIATION_FORMS = [
  /^\s*[([]([^()[\]\n]{2,60})[)\]]/u,
  /^\s*(?:,?\s(?:of|from|at|with|von|vom|bei|aus|de|del|du|chez|da|di|van|bij|från)\s(?:(?:the|der|dem|den|la|le|les|los|las|il|lo)\s)?|,?\s?@\s?|,\s)(\S[^,:()\n]{0,60}?)(?=\s*(?:[,:([\n]|\s[-–—|]\s|[–—]|[.!]?\s*$)|\s(?:is|are|on|about|now|next|starts|ist|est|es|jetzt)\b)/u,
];

/** What was last read of a note: who summarizes and who composes both ask. */
const read = new WeakMap<Pick<Note, 'text'>, { talk: NamedTalk; opener: Opener }>();

/** Reads what a note says of its talk. Only its first {@link MOST_CHARACTERS} characters can name it. */
export function readOpener(note: Pick<Note, 'text'>, talk: NamedTalk): Opener {
  const before = read.get(note);
  if (before?.talk === talk) return before.opener;
  const opener = readAnew(note, talk);
  read.set(note, { talk, opener });
  return opener;
}

function readAnew(note: Pick<Note, 'text'>, talk: NamedTalk): Opener {
  const known = prepare(talk);
  const text = note.text;
  const head = text.slice(0, MOST_CHARACTERS);
  if (!mayName(head, known)) return { isOpener: false };
  const words = tokenize(head);
  const speaker = findSpeaker(words, head, known);
  if (speaker === null && titleCoverage(words, head, known) < ENOUGH_OF_TITLE) return { isOpener: false };
  const affiliation = speaker === null ? undefined : readAffiliation(head.slice(speaker.end), known);
  const idle = idleStretches(head, speaker, affiliation);
  const marks = words.map((word) => markWord(word, known, idle));
  const opener: Opener = {
    isOpener: text.length <= MOST_CHARACTERS && namesOnly(words, marks, head, known, speaker !== null),
    ...(affiliation === undefined ? {} : { affiliation: affiliation.text }),
  };
  if (!opener.isOpener) {
    const start = startOfRest(words, marks, head, known);
    if (start !== null) opener.rest = text.slice(start).trim();
  }
  return opener;
}

/** Longer notes say more than what is on; a title, its speakers and an announcement fit into so much. */
const MOST_CHARACTERS = 400;

/** What a word of a note is to the talk: its speaker or a remark set aside, a word of its title, or something new. */
type Mark = 'idle' | 'speaker' | 'title' | 'announcing' | 'new';

interface Stretch {
  start: number;
  end: number;
}

/** Where a speaker is named: in full, by family name, or by either name before a colon at the very start. */
function findSpeaker(words: Word[], text: string, { speakers }: PreparedTalk): Stretch | null {
  const folded = words.map((word) => fold(word.text));
  for (const name of speakers) {
    const at = name.length === 0 ? -1 : folded.findIndex((_, i) => name.every((part, j) => folded[i + j] === part));
    if (at !== -1) return { start: words[at]!.start, end: words[at + name.length - 1]!.end };
  }
  for (const name of speakers) {
    const family = name.at(-1);
    const at = folded.findIndex(
      (word, index) =>
        (word === family && word.length > 2 && startsLikeName(words[index]!.text)) ||
        (index === 0 && name.includes(word) && /^\s*:/.test(text.slice(words[0]!.end))),
    );
    if (at !== -1) return { start: words[at]!.start, end: words[at]!.end };
  }
  return null;
}

/** A capital, or a letter of a script that has none. */
function startsLikeName(word: string): boolean {
  const first = word.charAt(0);
  return first !== first.toLowerCase() || first === first.toUpperCase();
}

function readAffiliation(behind: string, known: PreparedTalk): (Stretch & { text: string }) | undefined {
  for (const form of AFFILIATION_FORMS) {
    const match = form.exec(behind);
    const text = match?.[1]?.trim();
    if (match !== null && text !== undefined && isAffiliation(text, known)) {
      const start = match.index + match[0].lastIndexOf(text);
      return { text, start, end: start + text.length };
    }
  }
  return undefined;
}

/** A proper name: few words, capitals at its ends, not the talk's title and not only "Keynote" or "Room 2". */
function isAffiliation(text: string, known: PreparedTalk): boolean {
  const words = tokenize(text);
  const first = words[0]?.text;
  if (first === undefined || words.length > 5 || text.startsWith('@')) return false;
  const isName = (word: string) => word !== word.toLowerCase() || startsLikeName(word);
  if (!isName(first) || !isName(words.at(-1)!.text)) return false;
  const says = contentWords(text).filter((word) => !ANNOUNCING.has(word) && !/^\p{N}+$/u.test(word));
  return says.some((word) => !isOfTitle(word, known)) && !known.speakers.some((name) => name.includes(says[0]!));
}

/** Stretches that say nothing of the talk: its speaker, their affiliation, bracketed remarks, addresses, emoji. */
function idleStretches(text: string, speaker: Stretch | null, affiliation: Stretch | undefined): Stretch[] {
  const stretches: Stretch[] = [];
  if (speaker !== null) {
    stretches.push(speaker);
    if (affiliation !== undefined) {
      stretches.push({ start: speaker.end + affiliation.start, end: speaker.end + affiliation.end });
    }
  }
  for (const { index, 0: match } of text.matchAll(/\([^()\n]*\)|:[a-z0-9_+-]+:|https?:\/\/\S+/giu)) {
    stretches.push({ start: index, end: index + match.length });
  }
  return stretches;
}

function markWord({ text, start, end }: Word, known: PreparedTalk, idle: Stretch[]): Mark {
  const folded = fold(text);
  // A bracketed speaker or title names the talk all the same.
  if (known.speakers.some((name) => name.includes(folded) && folded.length > 1)) return 'speaker';
  if (!isFunctionWord(folded) && isOfTitle(folded, known)) return 'title';
  if (idle.some((stretch) => stretch.start <= start && end <= stretch.end)) return 'idle';
  if (ANNOUNCING.has(folded) || /^(?:\p{N}+(?:st|nd|rd|th)?|[a-z])$/u.test(folded)) return 'announcing';
  return isFunctionWord(folded) || isFiller(folded) ? 'idle' : 'new';
}

function namesOnly(words: Word[], marks: Mark[], text: string, known: PreparedTalk, namesSpeaker: boolean): boolean {
  const fresh = new Set(words.filter((_, index) => marks[index] === 'new').map((word) => fold(word.text))).size;
  const announces = marks.includes('announcing') || words.some((word) => fold(word.text) === 'now');
  if (titleCoverage(words, text, known) >= ENOUGH_OF_TITLE && (marks.includes('title') || !namesSpeaker)) {
    return fresh <= (namesSpeaker ? 1 : 0) + (announces ? 1 : 0);
  }
  return namesSpeaker && fresh === 0;
}

/**
 * Where that begins which a note says beyond naming its talk, or null where it doesn't begin by naming its speaker or
 * its whole title: "Agile databases: …" in "Agile databases and you" defines a term.
 */
function startOfRest(words: Word[], marks: Mark[], text: string, known: PreparedTalk): number | null {
  const wholeTitle = { ...known, titles: known.titles.slice(0, 1), phrases: new Set<string>() };
  let start: number | null = null;
  let read = 0;
  let namesSpeaker = false;
  for (const boundary of text.matchAll(/:\s+|\s+[-–—|]+\s+|[–—]|[.!?]\s+|\n\s*|$/gu)) {
    while (read < words.length && words[read]!.end <= boundary.index) {
      if (marks[read] === 'new') return start;
      namesSpeaker ||= marks[read] === 'speaker';
      read++;
    }
    const end = boundary.index + boundary[0].length;
    const head = text.slice(0, boundary.index);
    if (end >= text.length) return start;
    if (namesSpeaker || titleCoverage(words.slice(0, read), head, wholeTitle) >= ENOUGH_OF_TITLE) start = end;
  }
  return start;
}
