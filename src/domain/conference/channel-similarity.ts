import { fold } from '#domain/language/tokenize.ts';

/** Words of a name that are looked at. */
const MAX_WORDS = 12;

/** Letters of the shorter name that must be found in the longer for the two to be alike. */
const HALF = 0.5;

/**
 * How much a channel's name is like a conference's: 1 where it names it (`#devopsdays-toronto` or `#dodtoronto16`
 * for "DevOpsDays Toronto 2016"), a half where it names only its first word or its initials, else 0. A year that
 * isn't the conference's makes it another conference.
 */
export function nameLikeness(channel: string, conference: string): number {
  const words = conferenceWords(conference);
  const years = yearsIn(conference);
  if (years.length > 0 && yearsIn(channel).some((year) => !years.includes(year))) return 0;
  const spoken = tokensOf(channel)
    .filter((token) => !isNumber(token))
    .slice(0, MAX_WORDS);
  const found = new Set<number>();
  let foundLetters = 0;
  const spellings = spellingsOf(words);
  for (let from = 0; from < spoken.length; from++) {
    // The longest run of tokens that spells a run of the conference's words.
    for (let to = spoken.length; to > from; to--) {
      const run = spoken.slice(from, to).join('');
      const spelt = spellings.get(run) ?? spellings.get(run.replace(/\d+$/, ''));
      if (spelt === undefined) continue;
      for (const index of spelt) found.add(index);
      foundLetters += run.length;
      from = to - 1;
      break;
    }
  }
  if (found.size === 0 || foundLetters < spoken.join('').length * HALF) return 0;
  const letters = (indices: Iterable<number>) =>
    [...indices].reduce((sum, index) => sum + words[index]!.text.length, 0);
  if (letters(found) >= letters(words.keys()) * HALF) return 1;
  return found.has(0) ? 0.5 : 0;
}

interface Word {
  text: string;
  /** `dod` for `DevOpsDays`. */
  initials: string;
}

/** A conference's words without numbers. */
function conferenceWords(name: string): Word[] {
  const words: Word[] = [];
  for (const match of name.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    if (isNumber(match[0])) continue;
    const parts = match[0].match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}]+|\p{Lu}/gu) ?? [match[0]];
    words.push({ text: fold(match[0]), initials: fold(parts.map((part) => [...part][0]).join('')) });
  }
  return words.slice(0, MAX_WORDS);
}

/** Every way to write a run of the words: joined, and by the initials of one or all; with the words' places. */
function spellingsOf(words: Word[]): Map<string, number[]> {
  const spellings = new Map<string, number[]>();
  const add = (spelling: string, places: number[]) => {
    if (spelling.length > 1 && (spellings.get(spelling)?.length ?? 0) < places.length) spellings.set(spelling, places);
  };
  const LEAST_INITIALS = 3;
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) {
      const run = words.slice(from, to);
      const places = run.map((_, index) => from + index);
      add(run.map(({ text }) => text).join(''), places);
      for (const initials of [
        run.map(({ text }) => text.charAt(0)).join(''),
        run.map((word) => word.initials).join(''),
      ]) {
        if (initials.length >= LEAST_INITIALS) add(initials, places);
      }
      // "dodtoronto": the first word short, the rest in full.
      const [first, ...rest] = run;
      if (rest.length > 0 && first!.initials.length >= LEAST_INITIALS) {
        add(first!.initials + rest.map(({ text }) => text).join(''), places);
      }
    }
  }
  return spellings;
}

function tokensOf(name: string): string[] {
  return fold(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The last two digits of each year: `2016` anywhere, `16` at the end. */
function yearsIn(name: string): string[] {
  const years = name.matchAll(/(?<!\d)(?:19|20)(\d\d)(?!\d)|(?<!\d)(\d\d)$/g);
  return [...years].map((match) => match[1] ?? match[2]!);
}

function isNumber(token: string): boolean {
  return /^\d+$/.test(token);
}
