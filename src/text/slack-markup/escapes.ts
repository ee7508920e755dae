import { safeUrlAsWritten } from '#domain/language/urls.ts';
import { cleanCharacters, cleanLine } from '#shared/clean-characters.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isSpoofedLink } from './spoofed-link.ts';

/** Looks up the names of people and channels by id. */
export interface SlackNames {
  user(id: string): string | undefined;
  /** Null for a channel whose name must not be shown, not even if the text has it. */
  channel(id: string): string | null | undefined;
  /** Returns the words for a name that isn't known; by default in English. */
  unknown?(what: 'person' | 'channel'): string;
}

/** A range of a text: UTF-16 offsets, `end` exclusive. */
export interface TextRange {
  start: number;
  end: number;
}

/** A range that was one of Slack's `<…>` references, so nothing in it is markup. */
export interface Atom extends TextRange {
  /** Only for a link. */
  url?: string;
}

/** A text with Slack's escapes decoded, and the ranges of its mentions and links, in order. */
export interface Unescaped {
  text: string;
  atoms: Atom[];
}

/** `<…>` with its content, or one of the three characters that Slack escapes. */
const ESCAPES = /<([^<>\n]+)>|&(amp|lt|gt);/g;
const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>' };

/** A link as Slack writes it: `<https://…>` or `<https://…|label>`. Its first group is the URL. */
export const LINK_MARKUP = /<(https?:[^<>|\s]{1,3000})(?:\|[^<>\n]{0,3000})?>/i;
const ALL_LINKS = new RegExp(LINK_MARKUP, 'gi');

/** Replaces each link in Slack's markup with its bare URL, `$1` in the replacement. */
export function unwrapLinks(source: string, replacement = '$1'): string {
  return source.replace(ALL_LINKS, replacement);
}

/** Writes a text as Slack does. */
export function escapeEntities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Decodes `&amp;`, `&lt;` and `&gt;`, in a single pass. */
export function unescapeEntities(text: string): string {
  return text.includes('&') ? text.replace(/&(amp|lt|gt);/g, (_, name: string) => CHARACTERS[name]!) : text;
}

/**
 * Decodes Slack's escapes in one pass, so that doubly escaped text doesn't turn into a mention or link. A mention
 * becomes harmless text (`@channel`, `@Name`, `#name`), a link its label or URL.
 */
export function parseSlackEscapes(source: string, names: SlackNames): Unescaped {
  const atoms: Atom[] = [];
  let text = '';
  let from = 0;
  for (const match of source.matchAll(ESCAPES)) {
    const shown = match[2] === undefined ? showControl(match[1]!, names) : { text: CHARACTERS[match[2]]! };
    if (shown === undefined) continue;
    text += cleanCharacters(source.slice(from, match.index));
    from = match.index + match[0].length;
    const start = text.length;
    text += shown.text;
    if (match[2] !== undefined) continue;
    atoms.push({ start, end: text.length, ...omitUndefined({ url: shown.url }) });
  }
  return { text: text + cleanCharacters(source.slice(from)), atoms };
}

/** A text as people see it, and its target if it is a link. */
export interface Shown {
  text: string;
  url?: string;
}

/** Returns what people see for the content of `<…>`, or undefined if it is only text in angle brackets. */
function showControl(content: string, names: SlackNames): Shown | undefined {
  const bar = content.indexOf('|');
  const target = bar < 0 ? content : content.slice(0, bar);
  const label = bar < 0 ? '' : cleanLine(unescapeEntities(content.slice(bar + 1)));
  const id = target.slice(1);
  switch (target.charAt(0)) {
    case '@':
      return { text: showPerson(id, names, label) };
    case '#':
      return { text: showChannel(id, names, label) };
    case '!':
      return { text: showCommand(id, label) };
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined;
  return formatLink(unescapeEntities(target), label);
}

/**
 * Returns a link's label, or its URL if it has no label or the label pretends to be another URL. Only http(s) URLs stay
 * links.
 */
export function formatLink(target: string, label: string): Shown {
  const address = cleanLine(target);
  const shown = cleanLine(label);
  const url = safeUrlAsWritten(address);
  if (url === undefined) return { text: shown || address.replace(/^(?:mailto|tel|sms|callto):/i, '') };
  return { text: shown === '' || isSpoofedLink(shown, url) ? address : shown, url };
}

export function showPerson(id: string, names: SlackNames, label = ''): string {
  return withSign('@', nameOf(names.user(id)) || label || (names.unknown?.('person') ?? 'Unknown person'));
}

export function showChannel(id: string, names: SlackNames, label = ''): string {
  const name = names.channel(id);
  const known = name === null ? '' : nameOf(name) || label;
  return withSign('#', known || (names.unknown?.('channel') ?? 'unknown-channel'));
}

function nameOf(name: string | undefined): string {
  return name === undefined ? '' : cleanLine(name);
}

function withSign(sign: string, name: string): string {
  return name.startsWith(sign) ? name : sign + name;
}

/** Formats `<!channel>`, `<!subteam^S1|@team>`, `<!date^1^{date}|26 May>` and unknown commands. */
function showCommand(command: string, label: string): string {
  const name = command.split('^', 1)[0]!;
  if (name === 'date') return label || 'a date';
  if (name === 'subteam') return withSign('@', label || 'group');
  return withSign('@', label || cleanLine(name));
}

/** Returns the ids of the people and channels that a text mentions. */
export function mentionedIds(source: string): { users: string[]; channels: string[] } {
  const ids = { users: [] as string[], channels: [] as string[] };
  if (!source.includes('<')) return ids;
  for (const [, sign, id] of source.matchAll(/<([@#])([A-Z0-9]{1,40})(?=[|>])/g)) {
    (sign === '@' ? ids.users : ids.channels).push(id!);
  }
  return ids;
}
