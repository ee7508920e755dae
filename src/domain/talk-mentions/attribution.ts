import { SAYS } from '#domain/language/person-names.ts';
import { smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';

const ANNOUNCING = new Set(
  (
    'next upcoming starting starts started begin begins beginning live talk talks session sessions keynote ignite ignites ' +
    'lightning workshop panel speaker speakers speaking presenting presents presented presentation stage intro ' +
    'introducing introduction note notes thread minute minutes min mins opening closing first second third last today ' +
    'morning afternoon track room hall title slide slides day please follow following listening watching attending ' +
    'afterwards ensuite danach anschliessend luego despues poi dopo depois daarna vervolgens sedan darefter ' +
    'jetzt nachste nachster nachstes nachsten gleich vortrag vortrage beginnt folgt live notizen ' +
    'maintenant prochain prochaine suivant suivante conference presentation debut commence ' +
    'ahora siguiente charla ponencia empieza sigue notas adesso prossimo prossima inizia agora proximo proxima palestra ' +
    'comeca volgende praatje begint nasta foredrag 次 次は 講演 発表 接下来 现在 下一个'
  ).split(' '),
);

/** Returns whether a folded word announces a talk without saying anything about it. */
export function isAnnouncing(folded: string): boolean {
  return ANNOUNCING.has(folded);
}

/** Characters and words that may lead to a label, such as "Notes from" and "*". */
const LONGEST_LEAD = 40;
const MOST_LEADING_WORDS = 4;
const LABEL_END = /^(?:['’]s)?\s?[*_]{0,2}\s?(?:[:：—–|/\n]|-{1,3}\s|$)/u;
const TO_SEPARATOR = /^[^:：—–|/\n]*?(?=[:：—–|/\n]|\s-{1,3}\s|$)/u;
const REMARK_START = /(?:\(|[–—]|\s-|\s--)\s?$/u;
const REMARK_END = /^\s?(?:\)|[.!]?\s*$)/u;
const FROM = /(?:^|\P{L})(?:from|by|von|vom|bei|de|du|par|di|da|do|van|av)\s$/iu;
const FROM_END = /^\s?[:：)]/u;
const POSSESSIVE = /^['’]s?\s+(\p{L}+)/u;
const SAYS_NEXT = new RegExp(String.raw`^\s${SAYS}(?!\p{L})`, 'u');

/**
 * Returns how a text credits what it says to the name in a range: as its label ("Willis: …", "Notes from Willis' talk"),
 * or in a remark ("… (Willis)", "Willis said …"). Undefined if it doesn't.
 */
export function creditOf(text: string, { start, end }: { start: number; end: number }): 'label' | 'remark' | undefined {
  const before = text.slice(Math.max(0, start - LONGEST_LEAD), start);
  const nameEnd = end - (/['’]s?$/u.exec(text.slice(start, end))?.[0].length ?? 0);
  const after = text.slice(nameEnd, end + LONGEST_LEAD);
  if (start <= LONGEST_LEAD && announces(before)) {
    // "Lindqvist in the morning: …"
    const when = /^\s([^:：\n]{0,30})[:：]\s/u.exec(after)?.[1];
    if (LABEL_END.test(after) || (when !== undefined && announces(when))) return 'label';
  }
  const possessed = POSSESSIVE.exec(after)?.[1];
  if (possessed !== undefined && isWordForTalk(possessed)) return 'label';
  if (FROM.test(before)) {
    const whose = /(\p{L}+)\s+\p{L}+\s$/u.exec(before)?.[1];
    if (FROM_END.test(after) || (whose !== undefined && isWordForTalk(whose))) return 'label';
  }
  return SAYS_NEXT.test(after) || (REMARK_START.test(before) && REMARK_END.test(after)) ? 'remark' : undefined;
}

/** Returns whether a title in a range is what the text or its label says, apart from function words. */
export function isTitleLabel(text: string, { start, end }: { start: number; end: number }): boolean {
  if (start > LONGEST_LEAD) return false;
  const rest = TO_SEPARATOR.exec(text.slice(end, end + LONGEST_LEAD));
  return rest !== null && announces(rest[0]) && announces(text.slice(0, start));
}

/** Returns whether words only lead to a name: "Next up", "My notes on". */
function announces(text: string): boolean {
  const words = tokenize(text).map((word) => fold(word.text));
  return words.length <= MOST_LEADING_WORDS && words.every((word) => isFunctionWord(word) || isAnnouncing(word));
}

const SESSION = smallTalkClasses('session');

function isWordForTalk(word: string): boolean {
  return (smallTalkClassesOf(fold(word)) & SESSION) !== 0;
}
