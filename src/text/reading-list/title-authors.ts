import {
  isFullName,
  isGivenName,
  type LeadingNames,
  parseLeadingNames,
  splitNames,
} from '#domain/language/person-names.ts';

/** How authors are written next to a title: "‹title› by ‹names›", "‹names›: ‹title›", "‹names›'s ‹title›" … */
type AuthorTie = 'by' | 'brackets' | 'dash' | 'comma' | 'before' | 'possessive';

export interface TiedAuthors extends LeadingNames {
  tie: AuthorTie;
  /** Written with them: "Perrow, C. (1984)". */
  year?: number;
}

/** "by" in the most common languages; after the ambiguous ones there must be a full name. */
const BY =
  /^["”’»]?\s*(?:[,;–—-]\s*)?(?:[([]\s*)?(?:(?:(?:an?|the|ein|une?|el|um)\s+)?(?:\p{Ll}+\s+){0,2}(?:book|novel|buch|livre|libro|livro)\s+)?(?:written by|by|von|par|przez|автора?|著者?[:：]?)\s+/iu;
/** "by ‹name›" behind a title in plain text. */
export const BY_NAME = /,?\s(?:(?:by|von|par|d[eiao]|por|van|door|av|af|przez)\s+|d['’])(?=\p{Lu})/gu;
const VAGUE_BY = /^["”’»]?\s*,?\s*(?:(?:de|di|da|do|por|van|door|av|af|od|от)\s+|d['’])/iu;
const BRACKET = /^["”’»]?\s*\(\s*/u;
const DASH = /^["”’»]?\s*[–—-]{1,3}\s+/u;
const COMMA = /^["”’»]?\s*[,;]\s*/u;

/** Words in brackets after a title that are not its author. */
const DESCRIPTION =
  /^(?:book|talk|video|slides?|paper|article|post|blog|podcast|movie|film|song|album|novel|online|free|ebook|audiobook|german|english|french|spanish|amazon|link|links|pdf|draft|again|great|good|old|new|excellent|recommended|optional|here|yes|maybe|soon|keynote|workshop|repeat)$/i;

/** Parses the authors in the text after a title. `end` is an offset in `after`. */
export function parseAuthorsAfter(after: string): TiedAuthors | undefined {
  const by = BY.exec(after);
  if (by !== null) return parseTied(after, by[0].length, { tie: 'by', mustBeFull: false });
  const vague = VAGUE_BY.exec(after);
  if (vague !== null) return parseTied(after, vague[0].length, { tie: 'by', mustBeFull: true });
  const bracket = BRACKET.exec(after);
  if (bracket !== null) return parseBracketed(after, bracket[0].length);
  for (const [tie, start] of [
    ['dash', DASH],
    ['comma', COMMA],
  ] as const) {
    const match = start.exec(after);
    if (match === null) continue;
    const tied = parseTied(after, match[0].length, { tie, mustBeFull: false });
    // Single names only in pairs: "‹title›, Doe & Poe".
    if (tied?.areFull === false && (!tied.areSeveral || tied.names.length === 1)) continue;
    // In "‹title›, Jane Doe showed" the name starts a new clause.
    if (tied !== undefined && /^\s*(?:$|[.;:!?()[\]–—-]|,\s|https?:)/u.test(after.slice(tied.end))) return tied;
  }
  return undefined;
}

/** Parses a name that follows a marked title directly: `"‹title›" Jane Doe (book)`. */
export function parseNameAfterMark(after: string): TiedAuthors | undefined {
  const tied = parseTied(after, 0, { tie: 'dash', mustBeFull: true });
  return tied !== undefined && /^\s*(?:$|[.;:!?()–—-]|,\s)/u.test(after.slice(tied.end)) ? tied : undefined;
}

function parseTied(
  after: string,
  from: number,
  { tie, mustBeFull }: { tie: AuthorTie; mustBeFull: boolean },
): TiedAuthors | undefined {
  const authors = parseLeadingNames(after.slice(from));
  if (authors === undefined || (mustBeFull && !authors.areFull)) return undefined;
  const closing =
    tie === 'by' && /[([]/.test(after.slice(0, from)) ? /^\s*[)\]]/.exec(after.slice(from + authors.end)) : null;
  return { ...authors, end: from + authors.end + (closing?.[0].length ?? 0), tie };
}

function parseBracketed(after: string, from: number): TiedAuthors | undefined {
  const inner = /^[^()[\]\n]{2,80}/.exec(after.slice(from))?.[0];
  if (inner === undefined) return undefined;
  const close = from + inner.length;
  if (after.charAt(close) !== ')') return undefined;
  const authors = parseLeadingNames(inner);
  const rest = authors === undefined ? '' : inner.slice(authors.end);
  // "(Nygard, 2007)", "(DeMarco & Lister, Addison-Wesley)"; "(Events, Logic, Functions)" is a list of things.
  if (authors !== undefined && !authors.areFull && inner.slice(0, authors.end).includes(',')) return undefined;
  if (authors !== undefined && /^\s*(?:$|,|;|\()/.test(rest) && !DESCRIPTION.test(authors.names[0]!)) {
    return { ...authors, end: close + 1, tie: 'brackets' };
  }
  return undefined;
}

/** "‹name›'s ‹title›", "‹name›'s book ‹title›"; "‹name›: ‹title›", "‹name› – ‹title›", "‹name›, ‹title›". */
const POSSESSIVE_BEFORE =
  /(?:(?:['’]s|(?<=s)['’])\s+(?:(?:book|novel|memoir|buch)\s*[,:–—-]?\s+)?|\s(?:book|novel|memoir|buch)\s*[,:–—-]?\s+)["“„«]?$/iu;
const NAME_BEFORE = /\s*(?::|\s[–—-]+|,)\s*["“„«]?$/u;

/** Words that start a sentence before a name: "Recommends Jane Doe's ‹title›". */
const LEADING_VERB =
  /^(?:(?:re)?read(?:ing)?|recommend(?:s|ed|ing)?|mention(?:s|ed|ing)?|cit(?:es|ed|ing)|quot(?:es|ed|ing)|lov(?:es|ed|ing)|like[ds]?|see|check|in|from|via|based on|initially|also|and|but|finally|then|today|here)\s+/iu;

/** Parses the authors in the text before a title. */
export function parseAuthorsBefore(before: string): TiedAuthors | undefined {
  const near = before.slice(-80);
  const possessive = POSSESSIVE_BEFORE.exec(near);
  if (possessive !== null) {
    const owner = capitalsAtEnd(near.slice(0, possessive.index));
    // "Jane Doe book: ‹title›" needs a full name; "Some book, ‹title›" is two works.
    return /^['’]/.test(possessive[0]) || isFullName(owner) ? tieBefore(owner, 'possessive') : undefined;
  }
  const joint = NAME_BEFORE.exec(near);
  const name = joint === null ? '' : capitalsAtEnd(near.slice(0, joint.index));
  return isFullName(name) ? tieBefore(name, 'before') : undefined;
}

/** Returns the capitalized words at the end of a text, four at most. */
function capitalsAtEnd(text: string): string {
  const words = text.split(/\s+/u).slice(-4);
  const from = words.findLastIndex((word) => !/^\p{Lu}/u.test(word)) + 1;
  return words.slice(from).join(' ').replace(LEADING_VERB, '');
}

function tieBefore(name: string, tie: AuthorTie): TiedAuthors | undefined {
  const authors = parseLeadingNames(name);
  return authors === undefined || authors.names.length > 1 ? undefined : { ...authors, end: 0, tie };
}

/** Returns the author whose full name was found before a title. */
export function fullNameBefore(name: string, tie: 'before' | 'possessive'): TiedAuthors {
  return { names: [name], areFull: true, areSeveral: false, end: 0, tie };
}

const CITED =
  /^((?:\p{Lu}[\p{L}’'-]+,\s(?:\p{Lu}\.[\s-]?)+(?:,?\s*(?:&|and)\s|,\s)?)+)\s*\(((?:1[5-9]|20)\d\d)\)[.,:]?\s+/u;

/** Parses the authors and year at the start of a reference: "Perrow, C. (1984). Normal Accidents". */
export function parseCitation(text: string): TiedAuthors | undefined {
  const [whole, people, year] = CITED.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const names = Array.from(
    people!.matchAll(/(\p{Lu}[\p{L}’'-]+),\s((?:\p{Lu}\.[\s-]?)+)/gu),
    ([, family, initials]) => `${initials!.trim()} ${family}`,
  );
  return { names, year: Number(year), areFull: true, areSeveral: names.length > 1, end: whole.length, tie: 'before' };
}

const LONGEST_TITLE_BEHIND_NAME = 6;

/**
 * Splits "‹name›: ‹title›". Only a few words after what looks like a full name can be a title. A longer text, or one
 * that starts with an article or "how", is the subtitle of a work whose title looks like a name.
 */
export function splitNamedTitle(text: string): { authors: TiedAuthors; title: string } | undefined {
  const match = /^(.{3,80}?)\s*:\s+(\S.*)$/u.exec(text);
  if (match === null) return undefined;
  const [, name, title] = match as unknown as [string, string, string];
  if (!mayBePerson(name)) return undefined;
  if (
    title.split(/\s+/).length > LONGEST_TITLE_BEHIND_NAME ||
    /^(?:an?|how|why|what|when|building|your)\s/i.test(title)
  ) {
    return undefined;
  }
  const { names } = parseLeadingNames(name)!;
  return { authors: { ...fullNameBefore(name, 'before'), names }, title };
}

/** Returns whether a text looks like a full name without any word that names don't have, unlike "Team Topologies". */
export function mayBePerson(text: string): boolean {
  return isFullName(text) && !text.split(/\s+/).some((word) => NO_PERSON.test(word));
}

/** Returns whether a text looks like a full name and starts with a known given name, unlike "Bad Blood". */
export function isKnownPerson(text: string): boolean {
  return mayBePerson(text) && isGivenName(text.trim().split(/\s+/u)[0]!);
}

/** Endings of English nouns that family names don't have. */
const NO_PERSON =
  /(?:ing|tions?|ment|ness|ity|ware|ship|ance|ence|ics|ies|ism|ogy|ery|work|code|design|data|systems|patterns|team|teams|culture|delivery)$/iu;

/** Words that end titles but aren't part of names: "Stand by Me", "Learning by Doing". */
export const NO_NAME =
  /^(?:the|an?|to|of|my|our|your|me|him|her|us|them|it|this|that|default|design|example|day|night|doing)$/iu;

/** Words that start a comment rather than a name. */
export const COMMENTS =
  /^(?:great|good|best|better|fun|nice|excellent|brilliant|must|very|really|still|worth|chapters?|read|recommended|on|for|about|with|the|an?|is|was|my|our|by|from|in|it|this|that)(?!\p{L})/iu;

interface People {
  names: string[];
  /** What follows them. */
  rest: string;
}

/** Returns the people named at the start of a text if only a comment follows; one must be full unless `mayBeSingle`. */
export function namesAt(text: string, mayBeSingle = false): People | undefined {
  const leading: LeadingNames | undefined = parseLeadingNames(text);
  if (leading === undefined || !(leading.areFull || mayBeSingle)) return undefined;
  const rest = text.slice(leading.end);
  if (/\set\.?\s+al\.?$/iu.test(text.slice(0, leading.end))) leading.names.push(`${leading.names.pop()} et al.`);
  if (!/^\s*(?:$|[.,;:!?()|–—-])/u.test(rest) || leading.names.some((name) => NO_NAME.test(name))) return undefined;
  // Single words after commas are family names ("Gamma, Helm, Johnson") where only names are expected.
  const written = text.slice(0, leading.end);
  const last = leading.names.at(-1)!;
  const singles = /^(?:\s*,\s*\p{Lu}\S*)+$/u.exec(written.slice(written.lastIndexOf(last) + last.length))?.[0];
  if (singles === undefined) return { names: leading.names, rest };
  if (!mayBeSingle) return { names: leading.names, rest: singles + rest };
  return { names: [...leading.names, ...splitNames(singles.replace(/^\s*,/u, ''))], rest };
}

/** Parses names in lower case after "by", each of at least two words, up to a comment: "by michael nygard". */
export function lowerCaseNames(text: string): People | undefined {
  const people = anyNames(text);
  const areNames = people.names.every(
    (name) => /^\p{L}\S*(?:\s\S+){1,4}$/u.test(name) && !name.split(' ').some((word) => NO_NAME.test(word)),
  );
  return people.names.length > 0 && areNames && !/\sby\s/i.test(text) ? people : undefined;
}

export function anyNames(text: string): People {
  const [head, rest = ''] = splitAt(text, /\s+[—–(|]|\s+--?\s|[—–]\s|[.:;]\s/u);
  const comment = Array.from(head.matchAll(/,\s/gu)).find(({ index }) => COMMENTS.test(head.slice(index + 2)));
  if (comment === undefined) return { names: splitNames(head), rest };
  return { names: splitNames(head.slice(0, comment.index)), rest: text.slice(comment.index) };
}

export function splitAt(text: string, separator: RegExp): [string, string?] {
  const match = separator.exec(text);
  return match === null || match.index === 0
    ? [text]
    : [text.slice(0, match.index), text.slice(match.index + match[0].length)];
}
