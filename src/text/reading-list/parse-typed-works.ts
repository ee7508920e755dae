import { isFullName, splitNames } from '#domain/language/person-names.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { findUrls, safeUrlAsWritten } from '#domain/language/urls.ts';
import { findIsbns, findMistypedIsbn } from '#domain/reading-list/isbn.ts';
import type { NotedWork } from '#domain/reading-list/work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { parseWorkLink, titleFromSlug } from '#text/book-links/link-target.ts';
import { intentOf } from '#text/requests/question-intent.ts';
import { unescapeEntities, unwrapLinks } from '#text/slack-markup/escapes.ts';
import {
  anyNames,
  COMMENTS,
  lowerCaseNames,
  mayBePerson,
  NO_NAME,
  namesAt,
  parseCitation,
  splitAt,
  splitNamedTitle,
} from './title-authors.ts';

/** A title in quotation marks, italic or bold, at the start of a text. */
const QUOTED =
  /^(?:["“”]([^"“”\n]+)["“”]|„([^„“”"\n]+)[“”"]|[«»]\s?([^«»\n]+?)\s?[»«]|[《「『＂]([^《》「」『』＂\n]+)[》」』＂]|['‘’‚]((?:[^'‘’\n]|['’](?=\p{L}))+)['’‘](?=[\s,–—-]|$)|\*([^*\n]+)\*|_([^_\n]+)_)/u;
const QUOTE = `["“„«《「『]`;
const LIST_MARK = /^\s*(?:[-*•–]|\d{1,2}[.)])\s+/u;
/** Separates works in one line. A part that starts in lower case is a comment instead. */
const SEMICOLON = /\s*(?<!&\w{2,4});\s+(?!\p{Ll})/u;
const NEXT_WORK = new RegExp(
  String.raw`${SEMICOLON.source}|(?:\s*[,&+|]\s*|\s+(?:and|und|et|y|e|og|och|en)\s+)(?=(?:${QUOTE}|«\s)[\p{L}\p{N}¿¡])`,
  'u',
);
const DASH = /\s+(?:[—–|]|--?|\/\/)\s+|\s*[—–]\s+/u;
const BY =
  /(?<=\s|^)(?:by|von|par|por|przez|автор)\s+|(?<=\s)(?:de|di|da|do|van|door|av|af|od|от)\s+(?=\p{Lu})|(?<=\s)d['’](?=\p{Lu})/giu;
const YEAR = /\s*\(((?:1[5-9]|20)\d\d)\)/u;
const LABEL = /^(?:(?:the|das|le|el|il|o)\s+)?(?:book|buch|livre|libro|livro|title)(?:\s*:\s*|\s+(?=["“„«《「『*_]))/iu;
/** A work as somebody typed it. */
export interface TypedWork extends NotedWork {
  /** Why the person should be asked, and what they probably mean, to be confirmed: `"Title" by Author`. */
  unclear?: { why: 'author-or-title' | 'no-title' | 'isbn'; meant?: string };
}

/** Words before a title that only say that it is recommended. In a title, the verbs would be capitalized. */
const LEAD_IN =
  /^(?:(?:[Ii]|[Ww]e)(?:['’]d|\s(?:can|would|also|really|highly|strongly|just))*\s(?:recommend|suggest|loved?|liked|enjoyed)(?:\sreading)?|(?:(?:[Cc]an|[Cc]ould)\s(?:you|we)\s|[Pp]lease\s)(?:please\s)?add|\+1(?:\s(?:for|to|on))?|(?:[Yy]ou|[Ee]veryone|[Ee]verybody|[Ww]e)\s(?:all\s)?(?:should|must|have to)\s(?:all\s)?read(?=[\s:]+["“„«<*_\p{Lu}\p{N}])|[Ii]ch\sempfehle|[Jj]e\s(?:vous\s)?recommande|(?:[Oo]s\s)?[Rr]ecomiendo|[Rr]ecomendo|[Cc]onsiglio)[\s:]+/u;
/** Somebody else recommends it: "@nora told me about …", "Jane Doe recommends …". A title may also start "Spring loved". */
const OTHERS_LEAD_IN =
  /^((?:<@[^>]+>|@\S+|\p{Lu}\S+(?:\s\p{Lu}\S+)?)\s(?:recommend(?:s|ed)?|suggest(?:s|ed)?|mentioned|told (?:me|us) about|swears by)|(?:<@[^>]+>|@\S+)\s(?:likes|loves?|loved))\s+(?=["“„«<*_\p{Lu}\p{N}])/u;
/** Words about a work that is not named: "that one about checklists", "Kleppmann's book". */
const DESCRIPTION =
  /^(?:(?:[Tt]hat|[Tt]he|[Tt]his|[Ss]ome|[Aa])\s(?:\S+\s)?(?:one|book|paper|article|talk)\s(?:the|our|about|on|by|with|from|where|that|which|she|he|they|I|we)(?!\p{L})|(?:[Ss]ome|[Aa]ny)thing\s(?:about|by|from|on)\s|\p{Lu}\S*(?:\s\p{Lu}\S*){0,2}['’]s\s(?:\p{Ll}+\s)?(?:book|paper|article)$)|(?:forgot|forget|can['’]?t remember|don['’]?t (?:know|remember))\s(?:the|its|his|her|their)\s(?:author|title|name)/u;
/** What may follow a work and says nothing about it. "Yes Please" is a title. */
const FAREWELL =
  /(?:[\s,.!]+(?:please|pls|bitte|thanks|thx|Thanks(?=[.!]))|[,.!]+\s*(?:Please|Pls|Bitte|Thanks|Thx)|\s*(?:\p{Extended_Pictographic}\uFE0F?|:[a-z0-9_+-]{2,}:))+[.!]*$/u;
const LONGEST_FAREWELL = 60;
/** Degrees after a name. */
const DEGREE = /,\s(?:Ph\.?D|M\.?D|MBA|MSc)(?![\p{L}\p{N}])\.?/gu;
const EDITION = /^(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|revised|updated)\sed(?:ition|\.)?$/iu;
/** Somebody who was named with the work before. */
const SAME_AUTHOR = /,?\s+(?:(?:also\s+)?by\s+the\s+)?same\s+authors?$/iu;

/**
 * Parses works as people type them, several in a line or a list: `Title by Author — comment`, `Author: Title`, `"Title"
 * A and B`, an ISBN, a URL. The title is empty if there is none.
 */
export function parseTypedWorks(source: string): TypedWork[] {
  const lines = source
    .split('\n')
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '');
  const isList = lines.length > 1 && lines.some((line) => LIST_MARK.test(line));
  const works: string[] = [];
  for (const line of lines) {
    // A line that starts in lower case continues the title above it, unless that one starts in lower case too.
    if (!isList && works.length > 0 && /^\p{Ll}/u.test(line) && !/^\p{Ll}/u.test(works.at(-1)!))
      works.push(`${works.pop()} — ${line}`);
    else works.push(...splitWorks(lines.length > 1 ? line.replace(LIST_MARK, '') : line));
  }
  const parsed: TypedWork[] = [];
  for (const work of works) {
    const authors = SAME_AUTHOR.test(work) ? parsed.at(-1)?.authors : undefined;
    parsed.push({ ...parseTypedWork(work.replace(SAME_AUTHOR, '')), ...omitUndefined({ authors }) });
  }
  return parsed;
}

function splitWorks(line: string): string[] {
  // "1. Title – Author 2. Title – Author"
  let next = 1;
  const numbered = line.replace(/\s*(?<!\S)(\d{1,2})[.)]\s+/gu, (mark, number) => {
    if (Number(number) !== next) return mark;
    next += 1;
    return '\n';
  });
  if (next > 2 && numbered.startsWith('\n')) return numbered.slice(1).split('\n');
  // "Title (Author), Title (Author)"
  const bracketed = line.match(/(?<=^|\))[^()]+\([^()]+\)/gu) ?? [];
  if (bracketed.length > 1 && bracketed.join('') === line) {
    const each = bracketed.map((part) => part.replace(/^\s*[,;]?\s*(?:and\s+)?/u, ''));
    if (each.every((part) => isFullName(part.slice(part.indexOf('(') + 1, -1)))) return each;
  }
  const startsQuoted = new RegExp(`^${QUOTE}`, 'u').test(line);
  const parts = line.split(startsQuoted ? NEXT_WORK : SEMICOLON);
  if (parts.length > 1) return parts;
  // "A by Jane Doe and B by John Roe".
  const both = /^(.+?\sby\s.+)(?:,\s+(?:and\s+)?|\s+(?:and|&amp;)\s+)(\S.*?\sby\s+\p{L}.*)$/iu.exec(line);
  return both !== null && !mayBePerson(both[2]!.split(/\sby\s/i)[0]!) ? [both[1]!, both[2]!] : [line];
}

function parseTypedWork(source: string): TypedWork {
  const typed = unescapeEntities(unwrapLinks(source, ' $1 '))
    .replace(/（([^（）]*)）/gu, ' ($1)')
    .replace(DEGREE, '')
    .replace(/^[>\s]+/u, '')
    .trim();
  const others = OTHERS_LEAD_IN.exec(typed);
  const work = others === null ? typed.replace(LEAD_IN, '') : typed.slice(others[0].length);
  const line = work.slice(0, -LONGEST_FAREWELL) + work.slice(-LONGEST_FAREWELL).replace(FAREWELL, '');
  const link = findUrls(line).find(({ url }) => /^https?:/i.test(url));
  const url = link && safeUrlAsWritten(link.url);
  const target = url === undefined ? undefined : parseWorkLink(url);
  const behind = link === undefined ? '' : trimPunctuation(line.slice(link.end));
  const isbn = findIsbns(/^\d{9}[\dX]$/i.test(line.replace(/[\s-]/g, '')) ? `ISBN ${line}` : line)[0];
  let words = link === undefined ? line : line.slice(0, link.start);
  if (isbn !== undefined)
    words = words
      .replace(isbn.written, (_, at: number) => (at > 0 ? ' — ' : ''))
      .replace(/[\s,;(]*ISBN(?:-1[03])?[:\s]*\)?/i, ' ')
      .replace(/\([\s—]{0,9}\)/u, '');
  const citation = parseCitation(words);
  const year = citation?.year ?? (YEAR.exec(words) === null ? undefined : Number(YEAR.exec(words)![1]));
  const parsed = citation
    ? parseCited(words.slice(citation.end), citation.names)
    : parseTitle(words.replace(YEAR, '').trim());
  const { slug, isbn13: pageIsbn } = target?.book ?? {};
  const fallback = slug !== undefined ? titleFromSlug(slug) : pageIsbn === undefined ? url : `ISBN ${pageIsbn}`;
  const hasTitle = /[\p{L}\p{N}\p{S}]/u.test(parsed.title);
  const title = hasTitle ? parsed.title : (fallback ?? (isbn === undefined ? '' : `ISBN ${isbn.written}`));
  const named =
    parsed.authors.length > 0 ? undefined : namesAt(behind.replace(/^by\s+/i, ''), behind.startsWith('by '));
  const said = [others && `${others[1]} it`, parsed.comment, named === undefined ? behind : named.rest].filter(Boolean);
  const published = said.length === 1 ? /^\(?((?:1[5-9]|20)\d\d)\)?\.?$/u.exec(said[0]!)?.[1] : undefined;
  if (published !== undefined) said.pop();
  const isEdition = said.length === 1 && EDITION.test(said[0]!.replace(/\.$/, ''));
  return {
    kind: target?.kind ?? (url === undefined || isbn !== undefined ? 'book' : 'link'),
    title: isEdition ? `${title}, ${said[0]}` : title,
    authors: named?.names ?? parsed.authors,
    ...omitUndefined({
      year: year ?? (published === undefined ? undefined : Number(published)),
      isbn13: isbn?.isbn13 ?? target?.book?.isbn13,
    }),
    ...omitUndefined({ url, comment: isEdition || said.length === 0 ? undefined : said.join(' — ') }),
    ...omitUndefined({ unclear: hasTitle && url === undefined ? unclearness(line, words, parsed) : undefined }),
  };
}

/** Parses what follows the authors and year of a reference: "The Art of Computer Programming. Addison-Wesley." */
function parseCited(text: string, authors: string[]): TitleParts {
  const [title, ...rest] = text.split(/(?<!\s\p{Lu})\.(?:\s+|$)/u);
  return parts(title!, authors, rest.join('. '));
}

function unclearness(line: string, words: string, { title, authors }: TitleParts): TypedWork['unclear'] {
  if (findMistypedIsbn(line) !== undefined) return { why: 'isbn' };
  const meant = unclearAuthor(words);
  if (meant !== undefined) return { why: 'author-or-title', meant };
  if (QUOTED.test(words)) return undefined;
  const isTalk = authors.length === 0 && words.split(' ').length <= 3 && SAID_TO_BOT.has(intentOf(words));
  return isTalk || DESCRIPTION.test(words) ? { why: 'no-title', meant: `"${title.replaceAll('"', '')}"` } : undefined;
}

const SAID_TO_BOT: ReadonlySet<string> = new Set(['thanks', 'greeting', 'help']);

/** Returns the likely meaning of "Trial by Fire" or "Accelerate by Forsgren", undefined if it is clear. */
function unclearAuthor(words: string): string | undefined {
  const [, title, author] = /^([\p{L}\p{N}]+)\sby\s(\p{Lu}\p{L}+)$|/u.exec(words) ?? [];
  const [, longTitle, group] = /^([^"“„«]+)\sby\s(the\s\p{Lu}.*)$/u.exec(words) ?? [];
  // "snow crash - neal stephenson"
  const [, lowTitle, low] = /^(\P{Lu}+?)\s+[—–-]+\s+((?:\p{Ll}{3,}\s){1,2}\p{Ll}{3,})$/u.exec(words) ?? [];
  // "Im Westen nichts Neues, Remarque", "The Pragmatic Programmer - Hunt & Thomas", "the goal, goldratt"
  const [, before, single] =
    /^(?=.{1,200}$)([^,—–]+\s[^,—–]+?)(?:,|\s[—–-])\s(\p{Lu}\p{L}{2,}(?:\s(?:&|and)\s\p{Lu}\p{L}{2,})?)$/u.exec(
      words,
    ) ??
    /^(\P{Lu}+),\s(\p{Ll}{4,})$/u.exec(words) ??
    [];
  if (single !== undefined && !COMMENTS.test(single)) return `"${before}" by ${single}`;
  if (low !== undefined && !COMMENTS.test(low) && !low.split(' ').some((word) => isFunctionWord(word)))
    return `"${lowTitle}" by ${low}`;
  if (title !== undefined && author !== title && !NO_NAME.test(author!)) return `"${title}" by ${author}`;
  return longTitle === undefined ? undefined : `"${longTitle}" by ${group}`;
}

interface TitleParts {
  title: string;
  authors: string[];
  comment: string;
}

function parseTitle(written: string): TitleParts {
  const labeled = /^(?:title|book)\s*:\s*(.+?)[\s,;/|–—-]+authors?\s*:\s*(.+?)(?:[\s,;]+comment\s*:\s*(.+))?$/iu.exec(
    written,
  );
  if (labeled !== null) return parts(labeled[1]!, splitNames(labeled[2]!), labeled[3]);
  const text = written.replace(LABEL, '');
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return parseAfterQuoted(quoted.slice(1).find(Boolean)!, text.slice(quoted[0].length));
  return (
    parseAuthorFirst(text) ??
    parseBy(text) ??
    parseBrackets(text) ??
    parseDash(text) ??
    parseComma(text) ??
    parts(text, [])
  );
}

function parts(title: string, authors: string[], comment = ''): TitleParts {
  return {
    title: title
      .replace(/\s+/gu, ' ')
      .replace(/^[*_\s]+|[*_\s]+$/gu, '')
      .replace(/(?<![\s,;:–—….-])[\s,;:–—….-]+$/u, (end) => (/^\.(?!\.)/u.test(end) ? '.' : '')),
    authors,
    comment: trimPunctuation(comment),
  };
}

/** Removes the punctuation before a comment, and brackets around it. */
function trimPunctuation(comment: string): string {
  const bare = comment.replace(/^[\s,;:.!|–—-]+/u, '').trim();
  return /^\([^()]*\)$/u.test(bare)
    ? bare.slice(1, -1)
    : /[\p{L}\p{N}]/u.test(bare)
      ? bare.replace(/(?<=\p{L})\.$/u, '')
      : '';
}

function parseAfterQuoted(title: string, after: string): TitleParts {
  const rest = after.replace(/^[\s,;:|–—-]+/u, '');
  const by =
    /^\(?(?:(?:(?:written\s+)?by|von|par|por|de|di|da|van|door|av|af|od|от)\s+|d['’](?=\p{Lu}))/iu.exec(rest)?.[0] ??
    '';
  const bracket = by === '' && rest.startsWith('(') ? '(' : '';
  const people = rest.slice(by.length + bracket.length);
  const named =
    namesAt(people, by !== '' || bracket !== '' || /^\p{Lo}/u.test(rest)) ?? (by === '' ? undefined : anyNames(people));
  return named === undefined ? parts(title, [], rest) : parts(title, named.names, named.rest.replace(/^\)/, ''));
}

/** "Jane Doe's Title", "Jane Doe: Title", `Jane Doe, "Title"`, "Jane Doe - Title". */
function parseAuthorFirst(text: string): TitleParts | undefined {
  const [, owner, owned] = /^(.{3,60}?)['’]s\s+(\p{Lu}.*)$/u.exec(text) ?? [];
  if (owner?.includes(' ') === true && mayBePerson(owner)) return { ...parseTitle(owned!), authors: [owner] };
  const colon = splitNamedTitle(text);
  if (colon !== undefined && !parseDash(text)?.authors.some(mayBePerson)) {
    return parts(colon.title, colon.authors.names);
  }
  const [, name, quoted] = new RegExp(String.raw`^(.{3,60}?)[,:]\s+(?=${QUOTE})(.+)$`, 'u').exec(text) ?? [];
  if (name !== undefined && isFullName(name)) return { ...parseTitle(quoted!), authors: splitNames(name) };
  // "Beyer et al., Some Title"
  const [, first, others] = /^(\p{Lu}[^,:()]{1,40}?\set\s+al)\.?[,:]?\s+(\p{Lu}.*)$/u.exec(text) ?? [];
  if (first !== undefined) return parts(others!, [`${first}.`]);
  // "Ostrom, Elinor. Governing the Commons."
  const [, family, given, cited] = /^(\p{Lu}[\p{L}’'-]+),\s(\p{Lu}\p{L}+)\.\s+(\p{Lu}\S*\s.*)$/u.exec(text) ?? [];
  if (cited !== undefined && mayBePerson(`${given} ${family}`)) return parseCited(cited, [`${given} ${family}`]);
  const [head = '', tail = ''] = splitAt(text, DASH);
  const [title = '', author = ''] = splitAt(text, /:\s+/u);
  if (author !== '' && mayBePerson(author) && !mayBePerson(title)) return parts(title, [author]);
  // "Ludwig van Beethoven", "J. Doe" and "Ursula K. Le Guin" can only be names.
  const isCertain = /\s(?:v[ao]n|de[nr]?|d[aiu]|\p{Lu}\.)\s|^\p{Lu}\.\s/u.test(head);
  const isPerson =
    mayBePerson(head) &&
    (isCertain || namesAt(tail) === undefined) &&
    /^\P{Ll}/u.test(tail) &&
    (isCertain || isTitleCase(tail));
  return isPerson ? parts(tail, splitNames(head)) : undefined;
}

const A_BOOK = /(?:\s*[,–—]|\s--?)\s*(?:an?|ein|une?|um)\s(?:book|novel|buch|roman|livre|libro|livro)\s*$/iu;

/** "Title by Author", in any language. "Death by Meeting" names no author. */
function parseBy(text: string): TitleParts | undefined {
  for (const match of text.matchAll(BY)) {
    const title = text.slice(0, match.index);
    const isBy = /^(?:by|von|par|por)/iu.test(match[0]);
    const rest = text.slice(match.index + match[0].length);
    const named = namesAt(rest, isBy) ?? (isBy ? lowerCaseNames(rest) : undefined);
    if (named === undefined || title.split(' ').includes(named.names[0]!)) continue;
    // "Death by Meeting - Patrick Lencioni"
    const isSingle = named.names.length === 1 && !named.names[0]!.includes(' ');
    const later = isSingle ? (parseBrackets(text) ?? parseDash(text)) : undefined;
    if (later?.authors.some((name) => isFullName(name))) return later;
    return parts(title.replace(A_BOOK, ''), named.names, named.rest);
  }
  return undefined;
}

/** "Title (A, B, C)", "Title (A, 2011)", "Title (a comment)". */
function parseBrackets(text: string): TitleParts | undefined {
  const match = /^(.+?)\s*\(([^()]+)\)(.*)$/u.exec(text);
  if (match === null) return undefined;
  const [, title, inner, after] = match as unknown as [string, string, string, string];
  const dashed = parseDash(title);
  if (dashed?.authors.some(mayBePerson)) return { ...dashed, comment: trimPunctuation(`${inner}${after}`) };
  const names = splitNames(inner.replace(/,?\s*(?:1[5-9]|20)\d\d$/u, '')).filter((name) => !/^\P{L}*$/u.test(name));
  if (names.length > 0 && names.every((name) => namesAt(name, true)?.rest === '')) return parts(title, names, after);
  return /^\p{Ll}/u.test(inner) ? { ...parseTitle(title), comment: trimPunctuation(`${inner} ${after}`) } : undefined;
}

/** "Title - Author - comment", "Title - comment". Text in title case after the dash is a subtitle. */
function parseDash(text: string): TitleParts | undefined {
  const [title, tail] = splitAt(text, DASH);
  if (tail === undefined) return undefined;
  const named = namesAt(tail);
  if (named !== undefined) return parts(title!, named.names, named.rest);
  return isTitleCase(tail) ? undefined : { ...parseTitle(title!), comment: trimPunctuation(tail) };
}

/** "Title, Jane Doe"; other commas belong to the title. */
function parseComma(text: string): TitleParts | undefined {
  for (const { index } of text.matchAll(/,\s/gu)) {
    const tail = text.slice(index + 1).trim();
    const named = namesAt(tail, /^\p{Lu}[\p{L}’'-]+(?:\/\p{Lu}[\p{L}’'-]+)+$/u.test(tail));
    if (named !== undefined) return parts(text.slice(0, index), named.names, named.rest);
  }
  // "Turn the Ship Around! David Marquet", "Klara and the Sun / Kazuo Ishiguro"
  const [, title, name] = /^(.+(?:[!?]|(?=\s\/)))(?:\s\/)?\s+(\p{Lu}.+)$/u.exec(text) ?? [];
  return name !== undefined && mayBePerson(name) ? parts(title!, splitNames(name)) : undefined;
}

function isTitleCase(text: string): boolean {
  const words = text.split(' ').filter((word) => /^\p{L}{4}/u.test(word));
  return words.length > 1 && words.every((word) => /^\P{Ll}/u.test(word));
}
