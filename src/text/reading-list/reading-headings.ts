import { tokenize } from '#domain/language/tokenize.ts';
import type { WorkKind } from '#domain/reading-list/work.ts';
import { maskOtherSenses, SPEAKS_OF_BOOKS } from './cue-patterns.ts';
import type { NoteLine } from './note-lines.ts';

/** What a list that follows a heading holds, and how much the heading speaks for each item being that. */
export interface ReadingHeading {
  kind: Extract<WorkKind, 'book' | 'article'>;
  weight: number;
}

const LONGEST_HEADING = 9;

/** Headings of lists of things to read, of whatever kind. */
const READING =
  /^(?:(?:list of|some|my|our|more|other|further|additional|recommended|suggested|related|good|useful|required|essential|optional|great)\s+)*(?:reading(?:s| lists?| material| recommendations?| tips)?|reads|(?:things )?to[- ]read(?: list)?|must[- ]reads?|worth reading|literature|bibliography|lesetipps?|leseliste|lesestoff|lektüre|literatur(?:tipps|liste|empfehlungen)?|zum (?:weiter)?lesen|lectures?|à lire|lectures (?:conseillées|recommandées)|pour aller plus loin|bibliographie|lecturas?(?: recomendadas?)?|para leer|bibliografía|leituras?(?: recomendadas?)?|para ler|bibliografia|letture(?: consigliate)?|da leggere|leestips?|leeslijst|om te lezen|lästips|läslista|att läsa|læseliste|literatura|do przeczytania|что (?:по)?читать|читать|литература|おすすめ|参考文献|推荐阅读|阅读)(?:\s+(?:list|tips|recommendations?|suggestions?|material|links))?$/iu;
/** Lists of anything: only what looks much like a book is one. */
const RESOURCES =
  /^(?:(?:some|more|other|additional|further|useful|good|great)\s+)*(?:references?|resources|recommendations?|sources?|bibliography|quellen|empfehlungen|ressourcen|ressources|références|recommandations|recursos|referencias|recomendaciones|referências|recomendações|risorse|bronnen|källor)$/iu;
const ALSO_READING = /(?<!\p{L})(?:read|reading|lesen|lire|leer|ler|leggere|lezen|läsa)(?!\p{L})/iu;
const ARTICLES =
  /^(?:(?:some|more|other|recommended|related|good|useful|great|the|further)\s+)*(?:papers?|articles?|(?:blog )?posts?|essays?|artikel|articles|artículos|artigos|articoli|论文|論文)(?:\s+(?:mentioned|to read|recommended|cited|referenced|discussed))?$/iu;

/**
 * Reads a line as the heading of a reading list; undefined where it is none. `standsAlone` says that the line is a
 * whole note or has a list indented under it.
 */
export function readReadingHeading(line: NoteLine, standsAlone: boolean): ReadingHeading | undefined {
  const colon = /\s*[:：]$/u.test(line.text);
  if (!(colon || line.isHeading || line.isBold || standsAlone)) return undefined;
  if (line.spans.some(({ kind }) => kind === 'link')) return undefined;
  const words = maskOtherSenses(line.text.replace(/^[#\s]+|[\s:：*_.]+$/gu, ''));
  if (words.length > 120 || tokenize(words).length > LONGEST_HEADING) return undefined;
  if (SPEAKS_OF_BOOKS.test(words)) {
    if (colon || ABOUT_BOOKS.test(words)) return { kind: 'book', weight: MIXED.test(words) ? 3 : 3.5 };
    return undefined;
  }
  if (READING.test(words)) return { kind: 'book', weight: 3 };
  if (ARTICLES.test(words)) return { kind: 'article', weight: 3 };
  if (RESOURCES.test(words)) return { kind: 'book', weight: 1.5 };
  // "Things to google / read": only what looks like a book is one.
  if (ALSO_READING.test(words) && (line.isHeading || colon)) return { kind: 'book', weight: 1.5 };
  return undefined;
}

const MIXED =
  /(?<!\p{L})(?:papers?|articles?|links?|talks?|videos?|posts?|blogs?|podcasts?|artikel|liens|enlaces)(?!\p{L})/iu;

/** A heading without a colon must say nothing but that books follow, as talks have headings too. */
const ABOUT_BOOKS =
  /^[^\p{L}]*(?:(?:some|my|our|his|her|their|more|other|further|recommended|suggested|mentioned|related|good|great|favou?rite|useful|best|top|the|these|gute|empfohlene|weitere|autres|quelques|algunos|outros)\s+|\p{N}+\s+)*\p{L}*(?:books?|bücher|buchtipps?|buchempfehlungen|livres|libros|libri|livros|boeken|böcker|bøger|bøker|knihy|książki|книги|kirjat|könyvek|kitaplar)(?:\s+(?:&|and|und|et|y|e|en|og|och|mentioned|recommended|recommendations?|tips?|list|lists?|to|zum|à|para|read|lesen|lire|leer|ler|worth|reading|cited|referenced|discussed|from|of|in|on|the|this|talk|session|day|slides?|links?|articles?|papers?|videos?|recommandés|recomendados|consigliati|aanbevolen)|\s*[/+,&]\s*\p{L}+)*[^\p{L}]*$/iu;
