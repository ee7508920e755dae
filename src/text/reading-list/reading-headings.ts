import { tokenize } from '#domain/language/tokenize.ts';
import type { Span } from '#domain/notes/note.ts';
import type { ReadingHeading } from './book-score.ts';
import { MENTIONS_BOOKS, maskOtherSenses } from './cue-patterns.ts';
import type { NoteLine } from './note-lines.ts';

/** Maximum number of words and characters in a heading. */
const MOST_WORDS = 9;
const LONGEST = 120;

/** "Fun reads", "What's everyone reading", "Stuff to read on the train". */
const READING =
  /^(?:\p{L}[\p{L}'’]*\s){0,4}(?:reads|reading(?:s| lists?| material| recommendations?| suggestions?| tips?)?|to[- ]read(?: list)?|must[- ]reads?|on my (?:nightstand|bedside table|bookshelf|shelf|kindle|desk)|literature|bibliography|lesetipps?|leseliste|lesestoff|lektüre|literatur(?:tipps|liste|empfehlungen)?|zum (?:weiter)?lesen|lectures?(?: conseillées| recommandées)?|à lire|pour aller plus loin|bibliographie|lecturas?(?: recomendadas?)?|para leer|bibliografía|leituras?(?: recomendadas?)?|para ler|bibliografia|letture(?: consigliate)?|da leggere|leestips?|leeslijst|om te lezen|lästips|läslista|att läsa|læseliste|literatura|do przeczytania|что (?:по)?читать|читать|литература|おすすめ|参考文献|推荐阅读|阅读)(?:\s(?:links|(?:on|for|from|in|before|after|about)(?:\s\S+){1,5}))?$/iu;
/** Headings of lists of anything, where only items that look very much like books count. */
const RESOURCES =
  /^(?:\p{L}+\s){0,2}(?:references?|resources|recommend(?:ed|ations?)(?: (?:by|from|in) .+)?|sources?|quellen|empfehlungen|ressourcen|ressources|références|recommandations|recursos|referencias|recomendaciones|referências|recomendações|risorse|bronnen|källor)$/iu;
const ALSO_READING = /(?<!\p{L})(?:read|reading|lesen|lire|leer|ler|leggere|lezen|läsa)(?!\p{L})/iu;
const ARTICLES =
  /^(?:(?:some|more|other|recommended|related|good|useful|great|the|further)\s+)*(?:papers?|articles?|(?:blog )?posts?|essays?|artikel|artículos|artigos|articoli|论文|論文)(?:\s+(?:mentioned|to read|recommended|cited|referenced|discussed))?$/iu;
/** The list may contain other things as well. */
const MIXED =
  /(?<!\p{L})(?:papers?|articles?|links?|talks?|videos?|posts?|blogs?|podcasts?|artikel|liens|enlaces)(?!\p{L})/iu;
/** Mentions several books, or a list of them. A heading without a colon must do so, because talks have headings too. */
const LISTS_BOOKS =
  /^[^\p{L}]*(?:\p{L}+\s+){0,3}(?:\p{L}*(?:books|bücher)|books?[- ](?:list|tips?|rec\p{L}*|corner|suggestions?)|(?:buch|bücher)(?:tipps?|empfehlungen|liste)|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги|kirjat|könyvek|kitaplar)(?!\p{L})/iu;
/** "Two types of book annotations", "Ebooks allow", "Approaches to physical books": not headings of book lists. */
const OTHER_NOUN =
  /(?:to|of)\s+(?:\p{L}+\s+)?\p{L}*books?(?!\p{L})|books?\s+(?!(?:on|for|from|in|to|about|by|of|at|we|i|you|he|she|they|that|the|this|which|my|our|his|her|everyone|people|worth|lists?|tips?|rec\p{L}*|mentioned|suggest\p{L}*|cited|referenced)(?!\p{L}))\p{Ll}/iu;
/** "What's everyone reading": people answer, with their names or in sentences. */
const ASKS_PEOPLE =
  /(?<!\p{L})(?:every(?:one|body)|who|you|we|team|alle|ihr|wer|vous|tout le monde|quién|todos)(?!\p{L})/iu;
/** Signs of a sentence, or of something other than a list. */
const SENTENCE =
  /[.,;%>→]|:\s|\s[–—-]+\s|(?<!\p{L})(?:i|we|you|they|he|she|it|is|are|was|were|has|have|had|will|would|should|can|could|need|wrote|club|coming|similar|about|like)(?!\p{L})/iu;

/** Returns whether a span is a link, or marked words that are only a part of the line. */
function isTitleLike({ kind, start }: Span): boolean {
  return kind === 'link' || (start > 0 && (kind === 'code' || kind === 'italic'));
}

function bare(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[\s:：*_.?!]+$/gu, '');
}

/** Whether a note is only a heading such as "Fun reads". A cheap filter. */
export function isOnlyHeading(text: string): boolean {
  return text.length <= LONGEST && (READING.test(bare(text)) || LISTS_BOOKS.test(text));
}

/**
 * Parses a line as the heading of a reading list; returns undefined if it isn't one. `isAlone` means that the line is
 * the whole note or has a list indented under it.
 */
export function parseReadingHeading(line: NoteLine, isAlone: boolean): ReadingHeading | undefined {
  const isColon = /[:：]$/u.test(line.text);
  const isSet = isColon || line.isHeading;
  if (!(isSet || isAlone) || line.text.length > LONGEST || line.spans.some(isTitleLike)) return undefined;
  const words = maskOtherSenses(bare(line.text));
  if (tokenize(words).length > MOST_WORDS) return undefined;
  const asksPeople = ASKS_PEOPLE.test(words);
  const isPhrase = !SENTENCE.test(words);
  if (MENTIONS_BOOKS.test(words)) {
    const isList = isColon || (isPhrase && LISTS_BOOKS.test(words));
    if (isList && !OTHER_NOUN.test(words)) return { kind: 'book', weight: MIXED.test(words) ? 3 : 3.5, asksPeople };
  }
  if (isPhrase && READING.test(words)) return { kind: 'book', weight: 3.25, asksPeople };
  if (ARTICLES.test(words)) return { kind: 'article', weight: 3, asksPeople };
  // "Things to google / read": only items that look very much like books count.
  if (RESOURCES.test(words) || (ALSO_READING.test(words) && isSet)) return { kind: 'book', weight: 1.5, asksPeople };
  return undefined;
}
