/**
 * Words that say what kind of work is mentioned, and patterns for where they are relative to its title. `before`
 * patterns match at the end of the text before the title, `after` patterns at the start of the text after it (without
 * its author). Closed lists of nouns and verbs in the most common languages; none of them contains a title.
 */

/** Letters and digits of scripts with spaces between words. A plain range, because `\p{L}` is slow to compile. */
const LETTER = String.raw`[\w\u00c0-\u1fff]`;

/** A whole word: not part of a longer one (playbook), a path or a compound (books/authors, book-keeping). */
function word(alternatives: string): string {
  return String.raw`(?<![\w\u00c0-\u1fff-])(?:${alternatives})(?![\w\u00c0-\u1fff/-])`;
}

const pattern = (source: string) => new RegExp(source, 'iu');

const BOOK = word(
  [
    '(?:audio|e-?|text)?books?|must[- ]reads?|memoirs?|paperbacks?|(?:auto)?biograph(?:y|ies)|trilogy',
    '(?:fach|sach|hör|lehr)?b(?:uch|üche[rn]?|uches|uchs)|b(?:u|ü)ch(?:er)?(?:empfehlung(?:en)?|liste)',
    '(?:b[uü]ch(?:er)?|boek(?:en)?|bok|bog)-?tipp?s?|livres?|libros?|libr[oi]|livros?|boek(?:en)?|leesboek|bok(?:en)?|böcker',
    'bog(?:en)?|bøger|bøker',
    'knih[auoy]|książk[aęiou]|książek|книг[аиуе]|книгу|kirja[nt]?|kirjoja|könyv(?:et)?|kitap|kitab[ıi]|βιβλίο|cartea',
  ].join('|'),
);
/** One book, not several. */
const ONE_BOOK = word(
  [
    '(?:audio|e-?|text)?book|must[- ]read|memoir|novel|(?:auto)?biography|trilogy|(?:fach|sach|hör|lehr)?buch|buchtipp|roman',
    'livre|libro|novela|livro|boek|bok|bog|kniha|książka|книга|kirja|könyv|kitap|βιβλίο|cartea',
  ].join('|'),
);
const ALSO_NOVEL = `(?:${BOOK}|${word('novels?|roman(?:s|e|zo)?|novelas?')})`;
const CJK_BOOK = '(?:書籍|图书|圖書|図書|[书書]|という本|(?<!日)本(?=[のはを：:])|책)';
export const BOOK_EMOJI = '(?:[📚📖📕📗📘📙]|:(?:(?:closed_|open_|green_|blue_|orange_)?book|books):)';

/** English "book" as a verb, and kinds of books that aren't for reading. */
const OTHER_SENSE = pattern(
  [
    String.raw`(?<!${LETTER})(?:to|will|can|could|should|must|please|would|may|might|i|we|you|they|somebody|someone|anyone|anybody|everyone|let'?s|gonna|don'?t|['’]ll|did|not|just|already|quickly)\s+book(?=\s)`,
    String.raw`^\W*book(?=\s+(?:an?|the|your|our|my|me|us|now|early|in|at|it|them|tickets?|rooms?|flights?|hotels?|tables?|\d)(?!${LETTER}))`,
    String.raw`(?<!${LETTER})book(?=\s+an?\s)`,
    `(?<!${LETTER})by[ -]the[ -]books?(?!${LETTER})`,
    `(?<!${LETTER})(?:address|phone|order|rule|log|guest|white|run|play|code|story|check|match|work|colou?ring|sketch|open|apple|mac|face|note)[ -]?books?(?!${LETTER})`,
    `(?<!${LETTER})books? (?:signings?|tours?|fairs?|launch|reports?|shops?|stores?|stands?|tables?|booths?|deals?|covers?|values?|codes?|discounts?|giveaways?|raffles?|prices?)(?!${LETTER})`,
    String.raw`(?<!${LETTER})(?:in my|in the|cook(?:ing)? the|balance the|keep(?:ing)? the|close the) books?(?=\s*(?:$|[.,;!?)]))`,
  ].join('|'),
);

/** "Book" as part of a name: "A Book Apart", "Experimental Book Visualisation". */
const WITHIN_NAME = /(?<=\p{Lu}[\p{L}’']*\s)(?:B|Textb|Audiob|Eb)ooks?(?=\s+\p{Lu}|,|\s+of\s)/gu;

/** "Book Travel for Lisbon": at the start of a line it is a verb, unless a colon or a mark follows. */
const BOOK_AS_ORDER = /^\W*Book(?=\s+\p{Lu})/u;

/** Masks other senses of the word "book", keeping offsets. */
export function maskOtherSenses(text: string): string {
  if (!/book/i.test(text)) return text;
  let masked = [WITHIN_NAME, BOOK_AS_ORDER].reduce(
    (left, sense) => left.replace(sense, (name) => '~'.repeat(name.length)),
    text,
  );
  for (let match = OTHER_SENSE.exec(masked); match !== null; match = OTHER_SENSE.exec(masked)) {
    masked = masked.slice(0, match.index) + '~'.repeat(match[0].length) + masked.slice(match.index + match[0].length);
  }
  return masked;
}

const NAMED =
  'called|titled|entitled|named|like|such as|namens|heißt|genannt|mit dem titel|intitulée?s?|titulad[oa]s?|llamad[oa]s?|chamad[oa]s?|intitolat[oi]|genaamd|som heter|pod tytułem|под названием';
const BE =
  'is|was|are|were|would be|remains|bleibt|reste|ist|war|sind|wäre|est|était|sont|es|era|fue|son|é|foi|era|è|sono|heet|är|er|это';
const GAP = String.raw`[^.!?:;={}\n]`;
const SEPARATOR = String.raw`\s*[\]:,=(–—-]*\s*$`;

/** "the book ‹title›", "Good book: ‹title›", "a book called ‹title›". */
export const BOOK_BEFORE = pattern(String.raw`(?:${BOOK}|${CJK_BOOK})(?:[,\s]+(?:${NAMED}|${BE}))?${SEPARATOR}`);
/** "Book on antifragility: ‹title›", "a good book to read is ‹title›", "Books on his slide: ‹title›". */
export const BOOK_LABEL_BEFORE = pattern(
  String.raw`${BOOK}(?:${GAP}{1,60}?(?:${word(`${BE}|${NAMED}`)}\s+(?:(?:still|probably|definitely|always|of course|immer noch|toujours|todavía)\s+)?|:\s+|\s[–—-]+\s+|(?:on|about|über|sur|sobre)\s${GAP}{1,40}?,\s+)|\s*\([^()\n]{1,40}\)\s*[:–—-]\s*)$|${CJK_BOOK}[^。\n]{0,10}[:：]\s*$`,
);
/** A text that is only the noun. */
export const IS_NOUN = pattern(`^${BOOK}$`);
/** The noun directly before a title, without a colon or verb between them. */
export const BOOK_NOUN_BEFORE = pattern(String.raw`${BOOK}\s+$`);
/** A book is mentioned earlier in the sentence. */
export const BOOK_EARLIER = pattern(String.raw`${ALSO_NOVEL}[^.!?;\n]{0,60}$`);

const NO_DESCRIPTION =
  '(?!(?:i|we|you|they|he|she|it|should|will|can|could|would|to|and|or|but|not|if|when|so|then|because|about|in|on|from|for|of|see|read|reads|reading|get|no|any|another|other|some)(?!\\w))';
/** "‹title› (book)", "‹title›, a great book", "‹title› is the book on X", "‹title› — book on X"; not "‹title› book". */
export const BOOK_AFTER = pattern(
  String.raw`^\s*という(?:本|書籍)|^\s*(?:[([]\s*|[,;:–—-]+\s*(?:(?:which|that|it)['’]?\s*(?:is|s)\s+)?|(?:${BE})\s+)(?:${NO_DESCRIPTION}[\w\u00c0-\u1fff'’-]+\s+){0,4}?${ONE_BOOK}(?!\s+(?:could|would|might|should|can|will|club)(?!\w))`,
);
/** "the ‹title› book". */
export const BOOK_DIRECTLY_AFTER = pattern(String.raw`^\s*${ONE_BOOK}`);
const READ =
  '(?:re-?)?read(?:ing)?|(?:half ?way|work(?:ed|ing)|went|going|got|way) through|finished(?: reading)?|finish reading|l(?:es|ies)t|lies|les(?:e|en)|gelesen|lisez|lisent|lire|relire|lu|lisant|leer|releer|leyendo|leído|ler|reler|lendo|leia|leggere|letto|leggendo|lezen|lees|leest|gelezen|läs(?:a|er|t)|läste|læse[rt]?|czyta[ćmj][\\w\u00c0-\u1fff]*|przeczyta[\\w\u00c0-\u1fff]*|чита[\\w\u00c0-\u1fff]*|прочита[\\w\u00c0-\u1fff]*|прочёл|lukea|luin|olvas[\\w\u00c0-\u1fff]*|oku[\\w\u00c0-\u1fff]*';
/** "reread ‹title›", "recommended ‹title›"; group 1 is the verb. */
export const READ_BEFORE = pattern(
  String.raw`(?<![\w\u00c0-\u1fff-])(${READ})(?:\s+(?:also|again|through|both|all of|at least|nochmals?|auch|mal|doch|unbedingt|gerade|aussi|encore|también|de novo))*[!:\s–—-]*$`,
);
/** "If you only read one thing, make it ‹title›". */
export const READ_EARLIER = pattern(
  String.raw`(?<![\w\u00c0-\u1fff-])(?:${READ})(?![\w\u00c0-\u1fff/-])[^.!?\n]{0,60}[\s,](?:make it|start with|begin with|try|lies|fang mit)\s+$`,
);
/** What lists of things to read, and labels before them, are called. */
export const READING_MATTER =
  'reads|(?:recommended|suggested|further|good|required|great|excellent|fun|quick|interesting) read(?:ing)?|reading (?:lists?|material|recommendations?|suggestions?|tips?)|(?:must|to)[- ]reads?(?: list)?|read next|next read|worth (?:a read|reading)|literature|bibliography|lesetipps?|leseliste|lesestoff|leseempfehlung(?:en)?|lektüre|pflichtlektüre|literatur(?:tipps|liste|empfehlungen)?|zum (?:weiter)?lesen|lectures?(?: conseillées?| recommandées?| obligatoires?)|à lire|conseil de lecture|pour aller plus loin|bibliographie|lecturas?(?: recomendadas?| obligatorias?)?|para leer|bibliografía|leituras?(?: recomendadas?| obrigatórias?)?|para ler|bibliografia|letture?(?: consigliat[ae])?|da leggere|leestips?|leeslijst|om te lezen|lästips|läslista|att läsa|læsetips|læseliste|literatura|do przeczytania|что (?:по)?читать|литература|おすすめ|参考文献|推荐阅读|阅读';
const LABEL_END = String.raw`[^.!?:\n]{0,40}(?:\s?:|\s(?:[–—-]{1,2}|is|was|ist|war|est|es))\s*$`;
/** "Reading tip: ‹title›", "Lesetipp: ‹title›". */
export const READING_LABEL_BEFORE = pattern(`${BOOK_EMOJI}\\s*$|${word(READING_MATTER)}${LABEL_END}`);
/** "Source: ‹title›": anything may follow. */
export const SOURCE_LABEL_BEFORE = pattern(
  `${word('recommendations?|references?|sources?|literature|bibliography|material|favou?rites?|quellen?|literatur|référence|fuente|referencia|referência|fonte|källa|bron')}${LABEL_END}|${word('mentioned|cited|quoted|name[- ]dropped|genannt|zitiert|citée?s?|citad[oa]s?|citati|genoemd|nämnda?')}\\s?:\\s*$`,
);
const RECOMMEND =
  'recommend(?:s|ed|ing)?|worth (?:a |the |your )?(?:read|reading|time)|must[- ]read|(?:good|great|excellent|fantastic|amazing|fun|quick|long|nice|brilliant|wonderful|interesting) read(?:ing)?|shout-?outs? to|plugs? for|(?:keeps? )?(?:quot|cit)(?:es|ed|ing)(?: from)?|cite|citent|citan?|citó|citou|zitiert[e]?|required reading|(?:a|the)(?: \\w+)? (?:classic|bible)|empf(?:ehl|iehl|ohl)[\\w\u00c0-\u1fff]*|lesenswert|recommand[\\w\u00c0-\u1fff]*|conseill[\\w\u00c0-\u1fff]*|recom[ei]+nd[\\w\u00c0-\u1fff]*|raccomand[\\w\u00c0-\u1fff]*|consigli[\\w\u00c0-\u1fff]*|aan(?:ge)?ra[ad][\\w\u00c0-\u1fff]*|anbefal[\\w\u00c0-\u1fff]*|rekommend[\\w\u00c0-\u1fff]*|polec[\\w\u00c0-\u1fff]*|doporu[\\w\u00c0-\u1fff]*|рекоменд[\\w\u00c0-\u1fff]*|совету[\\w\u00c0-\u1fff]*|suosittel[\\w\u00c0-\u1fff]*|ajánl[\\w\u00c0-\u1fff]*|öneri[\\w\u00c0-\u1fff]*';
const CJK_RECOMMEND = 'おすすめ|お勧め|推荐|推薦|추천';
export const RECOMMEND_BEFORE = pattern(
  String.raw`(?:${word(RECOMMEND)}|${word('recommendations?')}(?=[^.!?\n]*:)|${CJK_RECOMMEND})[^.!?\n]{0,40}$`,
);
/** Only close to the title; further away, something else may be recommended. */
export const RECOMMEND_AFTER = pattern(
  String.raw`^[^.!?\n]{0,25}(?:${word(RECOMMEND)}|${CJK_RECOMMEND}|${word('name[- ]dropp(?:ed|ing)|on (?:my|our|the) (?:reading )?list')})`,
);
const GERMAN_ADVERB = word('noch(?:mals?)?|schon|gerade|wieder|unbedingt|zu');
/** "‹title›, I have to read that", "‹title› gelesen", "‹title› again. She recommends that book." */
export const READ_AFTER = pattern(
  String.raw`^[^.!?\n]{0,80}${word('(?:good|great|excellent|fantastic|amazing|fun|quick|long|nice|brilliant|wonderful|interesting) read')}|^[^.!?\n]{0,40}${word('(?:must|have to|need to|should|want to|going to|gonna) (?:re-?)?read|(?:who|have|has|had) read (?:it|that|this)|to read (?:it|that|this)|das (?:lese ich|muss ich|will ich)|(?:vais|dois|doit|faut) le lire|(?:voy a|quiero|tengo que) leerlo|(?:devo|voglio) leggerlo')}|^\s*(?:${GERMAN_ADVERB}\s+)*${word('(?:durch)?gelesen')}|^\s*(?:${GERMAN_ADVERB}\s+)+${word('lesen')}|^[.!,;–—\s]+read (?:it|this)(?![\w])|^\s+(?:to read|à lire)(?=\s*(?:$|[.,;:!]))|^[^.!?\n]{0,80}[,;–—(]\s*(?:an?\s+|the\s+)?book (?:by|from)\s|^[^.!?\n]{0,60}[.,;–—]\s*(?:just |go |i )?(?:(?:read|ordered|bought|downloaded|got) (?:it|that|this)|${word('bestellt|commandé')})(?![\w])|^[^.!?\n]{0,80}[.!?,;–—][^.!?\n]{0,60}${word('(?:that|this|the same|great|good|brilliant|excellent|wonderful|fantastic) book')}`,
);

/** Parts that mostly books have: chapters, editions, copies. */
export const BOOK_FEATURE_BEFORE = pattern(
  String.raw`${word('chapters?(?: \\d+)?|forewords?|preface|epilogue|appendix|edition|copy|copies|kapitel(?: \\d+)?|chapitres?|capítulos?|capitol[oi]|hoofdstuk|rozdział|глав[аеу]')}(?:\s+(?:about|on|über|sur|sobre)\s[^.!?\n]{1,30}?)?\s+(?:of|in|to|from|aus|von|im|de|del|do|di|du|van|från|z|из|в)\s+$`,
);
/** "(1994)", "(Hanser, 2015)" after a title or its author. */
export const YEAR_AFTER = /^\s*[,([]\s*(?:[^()[\]\n]{1,40},\s*)?((?:1[5-9]|20)\d\d)\s*[)\]]/u;

/** That somebody wrote a book, as in a biography, is not a recommendation. */
export const AUTHORED_BEFORE = pattern(
  String.raw`${word('(?:co-?)?authors? of|(?:co-?)?authored|(?:co-?)?wrote|(?:has|have|had) (?:also )?written|writ(?:es?|er of|ing)|published|publishing|autor(?:in)?(?: von| des| der)|auteure?(?: d[eu]s?| van)|autrice d[eiu]|autora? (?:de|do|da|del)|autore (?:di|del)|geschrieben|författare till|forfatter (?:til|af)|autor(?:ka|em)?(?: książki)?|автор|escribió|escreveu|schrieb|schreef|skrev|napisał[\\w\u00c0-\u1fff]*|написал[\\w\u00c0-\u1fff]*')}[^.!?\n]{0,50}$`,
);
/** Owning a book is not a recommendation. */
export const OWNED_BEFORE = pattern(
  String.raw`${word('owns?|owned|won|(?:have|has|had|got)(?: [\\w\u00c0-\u1fff]+)? (?:a |two |the |my |his |her |signed |copy |copies )+(?:of)?|besitz[\\w\u00c0-\u1fff]*|possède|tengo')}[^.!?\n]{0,25}$`,
);

/** Texts to read that aren't books. */
const PAPER =
  'papers?|articles?|essays?|(?:blog\\s?)?posts?|white\\s?papers?|preprints?|artikel[ns]?|aufs[aä]tze?|blogbeitrag|billets?|étude|artículos?|ensayo|artigos?|articol[oi]|saggio|inlägg|artykuły?|wpis|стать[яиюе]|논문|論文|论文';

const KINDS = {
  article: `${PAPER}|blogs?|columns?|interviews?|threads?|tweets?|reports?|rfcs?|newsletters?|stud(?:y|ies)|beitr[aä]ge?|studie`,
  slides: 'slides?|slide\\s?decks?|decks?|folien|diapos(?:itives)?|diapositivas|präsentation',
  video:
    'videos?|recordings?|screencasts?|webinars?|vidéos?|vídeos?|aufzeichnung|aufnahme|grabación|gravação|filmat[oi]|nagranie|видео',
  repository: 'repos?|repositor(?:y|ies)|source code|code|dépôt|repositorio|repositório|kod',
  talk: '(?:re)?watch(?:ed|ing|es)?|listen(?:ed|ing)? to|heard|attend(?:ed|ing)?|talks?|keynotes?|sessions?|presentations?|lectures?|workshops?|tutorials?|panels?|open spaces?|ignites?|lightning talks?|podcasts?|episodes?|speakers?|up next|next up|now|vortr[aä]ge?|vortrags|conférence|exposé|charlas?|ponencia|palestras?|intervento|foredrag|föredrag|lezing|prelekcj[aeię]|доклад[\\w\u00c0-\u1fff]*|courses?|kurs',
  other:
    'songs?|albums?|movies?|films?|documentar(?:y|ies)|shows?|series|games?|episodes?|tools?|librar(?:y|ies)|frameworks?|packages?|plugins?|gems?|services?|products?|apps?|applications?|startups?|compan(?:y|ies)|projects?|features?|commands?|functions?|methods?|class(?:es)?|modules?|channels?|hashtags?|teams?|groups?|jokes?|quotes?|saying|motto|slogan|terms?|concepts?|ideas?|patterns?|principles?|rules?|laws?|words?|phrases?|sections?|headlines?|titles?|buttons?|tabs?|menus?|fields?|options?|errors?|messages?|warnings?|files?|sites?|websites?|says?|said|asks?|asked|told|tweeted|wrote:|sagt|dit|dice|diz',
} as const;

export type WorkNoun = keyof typeof KINDS;

const NOUN_PATTERNS = Object.entries(KINDS).map(([kind, nouns]) => ({
  kind: kind as WorkNoun,
  before: pattern(
    String.raw`${word(nouns)}(?:\s+(?:recommendations?|recs?|tips?|suggestions?|${NAMED}|on|about|über|sur|sobre|su|over|om|is|was))?${SEPARATOR}`,
  ),
  after: pattern(String.raw`^\s*(?:[([]\s*|[,–—-]+\s*(?:an?\s+|the\s+)?(?:[\w\u00c0-\u1fff-]+\s+)?)?${word(nouns)}`),
}));

/** The talk is only where somebody heard the title: "material from the talk: ‹title›". */
const HEARD_IN_TALK = pattern(
  String.raw`(?:from|in|during|at|aus|im|nach|dans|durante|en|no|på|w|в)\s+(?:(?:the|this|that|his|her|their|dem|la|el|o)\s+)?(?:${KINDS.talk})\s*[:–—-]\s*$`,
);

/** Returns the kind of work or thing named by the noun directly before or after a title. */
export function nounNextTo(before: string, after: string): WorkNoun | undefined {
  const heard = HEARD_IN_TALK.test(before);
  for (const { kind, before: ahead, after: behind } of NOUN_PATTERNS) {
    if ((ahead.test(before) && !(kind === 'talk' && heard)) || behind.test(after)) return kind;
  }
  return undefined;
}

/** Returns what the text before a link says it leads to: "Slides: …", "the recording is at …". */
export function kindBeforeLink(before: string): Exclude<WorkNoun, 'talk' | 'other'> | undefined {
  const near = before.slice(-80);
  for (const kind of ['slides', 'video', 'article'] as const) {
    if (LINK_NOUNS[kind].test(near)) return kind;
  }
  return undefined;
}

const LINK_NOUNS = {
  slides: pattern(String.raw`${word(KINDS.slides)}[^.!?\n]{0,30}$`),
  video: pattern(String.raw`${word(KINDS.video)}[^.!?\n]{0,30}$`),
  article: pattern(String.raw`${word(PAPER)}[^.!?\n]{0,30}$`),
};

/** "the paper ‹title›", "Paper of the day: ‹title›", "Paper: ‹title›". */
export const PAPER_BEFORE = pattern(
  String.raw`${word(PAPER)}(?:(?:[,\s]+(?:${NAMED}|${BE}))?${SEPARATOR}|[^.!?:;\n]{1,40}\s?:\s*$)`,
);
/** "a blog post on it, “‹title›”". */
export const PAPER_EARLIER = pattern(String.raw`${word(PAPER)}[^.!?:;\n]{1,40},\s*$`);
/** "the ‹title› paper". */
export const PAPER_AFTER = pattern(String.raw`^\s*(?:[([]\s*)?${word(PAPER)}`);

/** Agreement with somebody's recommendation. */
export const SECONDS = pattern(
  String.raw`(?:^|[\s(])\+1(?![\p{L}\p{N}])|${word("second(?:ed|ing|s)?|agree[ds]?|same here|me too|likewise|also (?:recommend|love|read|liked)[\\w\u00c0-\u1fff]*|ditto|dito|zustimmung|stimme|moi aussi|d'accord|yo también|de acuerdo|concordo|eu também|anch'io|eens|håller med|enig|zgadzam|согла[\\w\u00c0-\u1fff]*")}`,
);
/** Signs that somebody knows or likes a work. */
export const LIKES = pattern(
  word(
    'love[ds]?|liked?|enjoyed|great|excellent|fantastic|brilliant|amazing|favou?rite|must|chapters?|book|ordered|bought|copy|on my (?:list|shelf|desk|kindle)|changed|super|toll|klasse|kapitel|adoré|excellent|génial|chapitre|excelente|genial|capítulo|me encant[\\w\u00c0-\u1fff]*|adorei|ottimo|bellissimo',
  ),
);

/** Words about books or reading, in any sense. */
export const MENTIONS_BOOKS = pattern(`${ALSO_NOVEL}|${CJK_BOOK}`);
export const MENTIONS_READING = pattern(
  String.raw`(?<![\w\u00c0-\u1fff-])(?:${READ})(?![\w\u00c0-\u1fff/-])|${word(RECOMMEND)}`,
);
/** Words that a line must contain for its plain text to announce a title. */
export const ANNOUNCES = new RegExp(
  `${MENTIONS_BOOKS.source}|${MENTIONS_READING.source}|copy of|chapter|kapitel|chapitre|${BOOK_EMOJI}|${word(PAPER)}`,
  'iu',
);
/** "I recommend ‹title›"; group 1 is the verb. */
export const RECOMMENDS =
  /(?<!\p{L})(recommend(?:s|ed|ing)?|\+1 (?:for|to)|second|seconding|swears? by|bought|ordered|h(?:eld|olds) up)\s+$/iu;

/** "Has anyone read …" asks about a book, if the title ends the sentence. */
export const ASKED = /(?:anyone|anybody|who|you)(?:\s\p{L}+){0,2}\s+read\s+$/iu;

const anyOf = (...patterns: RegExp[]) => new RegExp(patterns.map(({ source }) => source).join('|'), 'iu');
/** A label of books or things to read: "Books on his slide: ". */
export const BOOK_LABEL = anyOf(
  BOOK_BEFORE,
  BOOK_LABEL_BEFORE,
  READING_LABEL_BEFORE,
  SOURCE_LABEL_BEFORE,
  pattern(`recommended${LABEL_END}`),
);
/** A label of papers: "Paper of the day: ". */
export const PAPER_LABEL = pattern(`${word(PAPER)}${LABEL_END}`);
/** Words directly before a title. */
export const LEADS_TO_TITLE = anyOf(BOOK_BEFORE, BOOK_LABEL_BEFORE, READ_BEFORE, BOOK_FEATURE_BEFORE, RECOMMENDS);
