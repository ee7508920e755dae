import { isFiller, smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';

/** An emoji, as a character with its modifiers or as Slack's `:name:`. */
const EMOJI = String.raw`(?::[a-z0-9_+'-]+:(?::skin-tone-\d:)?|\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f\u20e3]*(?:\u200d\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}\ufe0f]*)*|[\u{1f1e6}-\u{1f1ff}]{2})`;
const LEADING = new RegExp(String.raw`^(?:\s|${EMOJI}|[•◦▪‣·●–—>*-]\s+|[,;.…]+\s*)+`, 'iu');
/** A list of several items keeps its first list mark. */
const LIST_ITEM = /^[•◦▪‣·●–—*-]\s[^\n]*[\p{L}\p{N}]/u;
const LEADING_BEFORE_LIST = /^\s+/u;
/** Number of characters examined at a time from each end, so that long runs of white space stay cheap. */
const WINDOW = 100;
const TRAILING = new RegExp(String.raw`(?:\s|${EMOJI}|(?<=[.!?…]\s*)#[\p{L}\p{N}_-]+|[,;–—]|\s-)+$`, 'iu');
const FIRST_WORD = /^[\p{L}\p{M}'’]+/u;
const LAST_WORD = /[\s,.!–—-]+([\p{L}\p{M}'’]+)[\s!.]*$/u;

const LAUGHTER = smallTalkClasses('laughter');

/** "So" that only takes up the thread, in languages that start a sentence with it, with or without a comma. */
const TAKES_UP = /^(?:so|and so)$/;
const TAKES_UP_WITH_COMMA =
  /^(?:ok|okay|alright|well|anyway|right|also|nun|tja|bon|bref|alors|donc|bueno|pues|allora|dunque|ent[aã]o|bem|dus|nou|alltså)$/;
/** Words before which "so" has a meaning: a degree or a consequence. */
const SO_BELONGS =
  /^(?:many|much|few|little|far|long|often|soon|big|small|good|bad|called|that|is|are|was|were|as|what|why|how|who|where|when|if|to|do|does|did|can|could|should|would|will)$/;
const ASSENT = new Set(['yes', 'yeah', 'yep', 'yes', 'yup', 'no', 'nope', 'right', 'ja', 'nein', 'si', 'oui', 'non']);

function isListOfSeveral(text: string): boolean {
  const list = text.trimStart();
  const end = list.indexOf('\n');
  return end !== -1 && LIST_ITEM.test(list.slice(0, end)) && LIST_ITEM.test(list.slice(end).trimStart());
}

/** Returns where a text starts and ends without the empty words, emoji and marks at its ends. */
export function tidyBounds(text: string): { start: number; end: number } {
  const isList = isListOfSeveral(text);
  const bounds = trim(text, 0, { to: text.length, isList });
  const isListStill = isList && isListOfSeveral(text.slice(bounds.start, bounds.end));
  return isList === isListStill ? bounds : trim(text, bounds.start, { to: bounds.end, isList: false });
}

function trim(
  text: string,
  from: number,
  { to, isList }: { to: number; isList: boolean },
): { start: number; end: number } {
  let start = from;
  let end = to;
  const leading = isList ? LEADING_BEFORE_LIST : LEADING;
  for (;;) {
    const trimmed = leading.exec(text.slice(start, Math.min(end, start + WINDOW)))?.[0].length ?? 0;
    const word = start + trimmed;
    const empty = emptyLead(text.slice(word, Math.min(end, word + WINDOW)));
    if (trimmed + empty === 0) break;
    start += trimmed + empty;
  }
  for (;;) {
    const trimmed = TRAILING.exec(text.slice(Math.max(start, end - WINDOW), end))?.[0].length ?? 0;
    const laughter = emptyTail(text.slice(Math.max(start, end - trimmed - WINDOW), end - trimmed));
    if (trimmed + laughter === 0) break;
    end -= trimmed + laughter;
  }
  return { start, end };
}

/** Returns the number of characters at the start that only laugh, hesitate or connect to what was said before. */
function emptyLead(text: string): number {
  const word = FIRST_WORD.exec(text)?.[0];
  if (word === undefined) return 0;
  const folded = fold(word);
  const after = /^[\s,.!…:–—-]+/u.exec(text.slice(word.length))?.[0];
  if (after === undefined) return 0;
  const next = FIRST_WORD.exec(text.slice(word.length + after.length))?.[0];
  if (next === undefined) return 0;
  const comma = /[,.!…]/.test(after);
  const laughs = (smallTalkClassesOf(folded) & LAUGHTER) !== 0 && !isName(next, after);
  const hesitates = isFiller(folded) && !ASSENT.has(folded) && folded.length < 4;
  const takesUp = TAKES_UP.test(folded) && after.trim().length <= 1 && (comma || !SO_BELONGS.test(fold(next)));
  const takesUpWithComma = TAKES_UP_WITH_COMMA.test(folded) && comma;
  return laughs || hesitates || takesUp || takesUpWithComma ? word.length + after.length : 0;
}

/** Returns whether the next word suggests a name: "Ha" before a capital may be the first half of one. */
function isName(next: string, between: string): boolean {
  return between === ' ' && next !== next.toLowerCase() && next !== 'I' && !isFunctionWord(fold(next));
}

function emptyTail(text: string): number {
  const match = LAST_WORD.exec(text);
  if (match === null) return 0;
  return (smallTalkClassesOf(fold(match[1]!)) & LAUGHTER) !== 0 && match[1] === match[1]!.toLowerCase()
    ? match[0].length
    : 0;
}

/** A word with deliberate spelling: `eBay`, `conjure-up`, `node.js`, `v2`. */
const SPELT_ON_PURPOSE = /^\S*(?:\p{Lu}|\p{N}|[_./\\`@#$=<>{}()|]|-\p{Ll})\S/u;
const ENDS_OF_SENTENCE = /[.!?…。！？｡؟।:;：；][)\]"'“”’«»」』*]*$/u;
const CAN_END_SENTENCE = /[\p{L}\p{M}\p{N}%)\]"“”’«»'*]$/u;
const IDEOGRAPHIC = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}][」』”）)]?$/u;

/**
 * Formats a text as a sentence of a recap, or several: cleans up its ends and, if needed, adds capital first letters and a
 * full stop. Nothing else is changed.
 */
export function tidySentence(text: string): string {
  const { start, end } = tidyBounds(text);
  return withStop(withCapitals(text.slice(start, end)));
}

/** After a word that is hardly an abbreviation, a full stop ends a sentence. */
const NEXT_SENTENCE =
  /(?<=(?<!\p{L}|\.)(?!(?:approx|incl|resp|inval|config|dept|evtl|inkl|mind|bzgl|zzgl|orig|excl|mgmt|prod|spec|temp|avail|perf|conf)\.)\p{L}{4,30}[.?]\s{1,3})\p{Ll}\S*/giu;

/** Capitalizes each sentence of a text; quoted words are left as they are. */
function withCapitals(text: string): string {
  const first = withCapital(text);
  return /["“”„«»「]/u.test(text)
    ? first
    : first.replace(NEXT_SENTENCE, (word) =>
        /^(?:eg|ie|etc|aka|vs|zb)(?!\p{L})/iu.test(word) ? word : withCapital(word),
      );
}

/** Capitalizes the first letter of a text, unless its first word is deliberately written without a capital. */
export function withCapital(text: string): string {
  const first = /^\S{0,60}/u.exec(text)?.[0] ?? '';
  if (SPELT_ON_PURPOSE.test(first.replace(/\p{P}{1,10}$/u, ''))) return text;
  return text.replace(
    /^(["“„«'‘(¿¡]{0,3})(\p{Ll})/u,
    (_, marks: string, letter: string) => marks + letter.toUpperCase(),
  );
}

/** Adds a full stop if a text ends in a word. */
export function endSentence(text: string): string {
  return /(?:[\p{L}\p{N}%]|(?<![.!?])[)\]]|[\p{L}\p{N}]["”»])$/u.test(text) ? `${text}.` : text;
}

/** A URL or the source of a quotation at the end of a text, after which no full stop is added. */
const ENDS_WITHOUT_STOP = /\bhttps?:\/\/\S+$|["”“»」]\s{0,3}(?:-{1,3}|[–—~])\s{0,3}[^\n]{1,60}$/u;
/** Scripts that end sentences with other marks, or with none. */
const WITHOUT_FULL_STOP = /[\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Deva}\p{sc=Arab}\p{sc=Armn}]$/u;

function withStop(text: string): string {
  const tail = text.slice(-WINDOW);
  if (text.includes('\n') || ENDS_OF_SENTENCE.test(tail) || !CAN_END_SENTENCE.test(tail)) return text;
  if (ENDS_WITHOUT_STOP.test(tail) || WITHOUT_FULL_STOP.test(tail)) return text;
  return IDEOGRAPHIC.test(tail) ? `${text}。` : `${text}.`;
}
