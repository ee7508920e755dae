import { SAYS } from '#domain/language/person-names.ts';
import { smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { foldedWords } from '#domain/language/tokenize.ts';
import { isQuestion } from '#text/sentences/question-words.ts';

/**
 * What a person who writes to the bot wants: the digest, the reading list, a reply to a greeting, thanks or a request
 * for help, or an answer from the notes.
 */
export type Intent = 'digest' | 'reading-list' | 'greeting' | 'thanks' | 'help' | 'question';

const wordSet = (words: string) => new Set(foldedWords(words));

/** Words of requests in the bot's languages: English, German, Spanish, French, Italian, Dutch, Portuguese, Swedish. */
const DIGEST = wordSet(
  `points takeaway takeaways highlight highlights summary summarize summarise recap digest overview tldr tl miss missed happened catch new discussed
   verpasst worum ging beste besten besprochen höhepunkt höhepunkte highlights zusammenfassung zusammenfassen zusammen fass überblick kernpunkte hauptpunkte punkte passiert los neues wichtigste wichtigsten
   neuf neuves perdido perdí perdimos habló hablado destacado destacados resumen resume resumir resúmeme puntos pasado pasó novedades
   parlé manqué raté loupé résumé résume résumer résumez forts points passé essentiel
   parlato perso perdi sfuggito sfuggita sfuggiti riassunto riassumi riassumere punti salienti momenti successo novità
   besproken gemist hoogtepunten samenvatting samenvatten vat hoofdpunten gebeurd overzicht belangrijkste punten
   falado perdi perdeu destaque destaques resumo resuma resumir pontos aconteceu novidades
   diskuterades missat missade höjdpunkt höjdpunkter höjdpunkterna sammanfattning sammanfatta huvudpunkterna hänt hände viktigaste översikt`,
);
const READING = wordSet(
  `book books read reading recommend recommended recommendation recommendations mentioned
   buch bücher büchern lesen leseliste empfohlen empfehlungen buchempfehlungen buchtipps lektüre genannt erwähnt
   libro libros leer lectura lecturas recomendaron recomendado recomendados recomendaciones recomendó mencionaron mencionados salieron
   livre livres lire lecture lectures conseillez conseille conseiller recommandé recommandés recommandations conseillés cités mentionnés
   libri leggere lettura letture consigliato consigliati consigliate raccomandati consigli citati menzionati
   boek boeken lezen leeslijst aangeraden aanbevolen boekentips genoemd
   livro livros ler leitura leituras recomendados recomendado recomendaram recomendações indicados citaram citados mencionados
   bok böcker böckerna läsa läslista läslistan rekommenderades rekommenderade rekommenderats boktips nämndes nämnts`,
);
/** Words about everything that was said: a question with no others asks for the digest or the reading list. */
const GENERAL = wordSet(
  `main point key today todays yesterday yesterdays day days morning afternoon conference event talk talks session sessions far important tip tips came come up
   best most thing things give show tell please list article articles paper papers video videos worth anything everything all dr
   heute heutigen gestern gestrigen tag tages tage konferenz vortrag vorträge vorträgen vorträgen artikel zeig zeige gib gibt sag bitte gab tipps
   hoy ayer día días mañana tarde conferencia evento charla charlas sesión sesiones principal principales muéstrame dame lista favor debería deberíamos vale pena cuáles fueron fue han
   aujourd hui hier jour journée conférence exposé exposés séance séances principal principaux montre donne moi liste temps plaît quel quels quelle quelles été faut faudrait devrais
   oggi ieri giorno giornata conferenza evento intervento interventi sessione sessioni principali migliori mostra mostrami dammi elenco lista cosa favore quali stati dovrei devo
   vandaag gisteren dag dagen conferentie lezing lezingen praatje praatjes sessies toon geef laat zien lijst alsjeblieft samen
   hoje ontem dia dias manhã tarde conferência evento palestra palestras sessão sessões principais mostre mostra lista foram quais devo deveria
   idag dag dagen igår konferens konferensen föredrag föredragen sessioner visa ge lista listan tack viktiga vilka vilken borde`,
);
const ASKING = wordSet(
  `what which who how any did does can could show give tell summarize summarise catch
   was welche welcher welches welchen wer wie zeig zeige gib sag fass fasse gibt gab
   qué que cuál cuáles quién muéstrame dame resume resúmeme hay
   quoi quel quels quelle quelles qui qu montre donne résume résumez
   che cosa quale quali chi mostra mostrami dammi riassumi
   wat welke welk wie toon geef vat
   quais qual quem mostre mostra resuma
   vad vilka vilken vem visa ge sammanfatta`,
);
const PLEASE = wordSet('please bitte plaît favor alsjeblieft snälla');
/** A label and what is said of it: "Summary: ship small" is no request. */
const LABEL = /[:：]\s/u;
/** What people type instead of a sentence. */
const BARE =
  /^\W*(?:tl;?\s?dr|(?:a |the )?(?:recap|summary|digest|overview|highlights|takeaways|reading list|(?:main|key) points)(?: (?:of )?(?:today|yesterday))?|leseliste|zusammenfassung|höhepunkte|resumen|résumé|riassunto|samenvatting|leeslijst|resumo|sammanfattning|läslistan?)\W*$/iu;
const HELP = new RegExp(
  [
    '^\\W*(?:help|hilfe|ayuda|aide|aiuto|hulp|ajuda|hjälp)(?:\\s+(?:me|us|please|bitte|por favor|tack))*\\W*$',
    '^\\W*(?:was kannst du|wie (?:funktioniert|geht)|qué (?:sabes|puedes) hacer|cómo funciona|que (?:sais|peux|savez|pouvez)[- ](?:tu|vous) faire|comment ça (?:marche|fonctionne)|' +
      '(?:che )?cosa (?:sai|puoi) fare|come funziona|wat kun je|wat kan je|hoe werkt|o que você (?:sabe|pode) fazer|como funciona|vad kan du|hur fungerar)(?!\\p{L})',
    '(?<!\\p{L})(?:what|how) (?:can|do|does|should) (?:you|this|it|i|we) (?:do|work|use|add|take|save|write|start|stop|ask)(?!\\p{L})|^\\W*who are you(?!\\p{L})',
  ].join('|'),
  'iu',
);

/** What else may be named by somebody who asks how the bot works. */
const ABOUT_BOT = wordSet(
  'bot app slack channel thread schedule reminder reminders command commands emoji reaction save tun machen doen göra',
);

const PLEASANTRIES = smallTalkClasses('greeting', 'thanks', 'praise', 'mood', 'assent', 'laughter', 'someone');
/** What follows thanks and greetings: "merci beaucoup", "buenas tardes". */
const COURTESY = wordSet(
  'much lot helped helpful helps mil mille tante molte vielmals herzlichen schön sehr beaucoup infiniment muchas mucho muchísimas tarde tardes noches hartelijk vriendelijk zeer allemaal mycket kväll middag',
);
const GREETING = smallTalkClasses('greeting');
const THANKS = smallTalkClasses('thanks');

/** Returns the folded words of a text; French and Italian ones that run together are apart: "qu’ai-je", "d’oggi". */
function wordsOf(text: string): string[] {
  const words = foldedWords(text.replace(/:[a-z0-9_+-]+:/gi, ' ')).flatMap((word) => word.split(/'(?:s$)?/));
  return words.filter((word) => word !== '');
}

/** Returns what a person who wrote a text to the bot wants. */
export function intentOf(text: string): Intent {
  const words = wordsOf(text);
  const has = (classes: number) => words.some((word) => (smallTalkClassesOf(word) & classes) !== 0);
  const isFiller = (word: string) =>
    word.length < 2 || isFunctionWord(word) || COURTESY.has(word) || (smallTalkClassesOf(word) & PLEASANTRIES) !== 0;
  if (words.every(isFiller)) {
    if (has(THANKS)) return 'thanks';
    if (has(GREETING)) return 'greeting';
  }
  const isKnown = (word: string) => DIGEST.has(word) || READING.has(word) || GENERAL.has(word) || isFiller(word);
  const help = HELP.exec(text);
  if (help !== null && !LABEL.test(text)) {
    // "How does this work?" asks about the bot, "How does it work in a mill?" about a talk.
    const others = foldedWords(text.replace(help[0], ' '));
    if (others.every((word) => isKnown(word) || NOTE_WORDS.has(word) || ABOUT_BOT.has(word))) return 'help';
  }
  const isGeneral = words.every(isKnown);
  if (!isGeneral) return 'question';
  // "Thanks, great digest yesterday!" asks for nothing.
  const isRequest = isQuestion(text) || words.some((word) => ASKING.has(word) || PLEASE.has(word));
  if (!isRequest && words.length > 0 && (smallTalkClassesOf(words[0]!) & THANKS) !== 0) return 'thanks';
  if (words.some((word) => READING.has(word))) return 'reading-list';
  return words.some((word) => DIGEST.has(word)) ? 'digest' : 'question';
}

/**
 * Returns what words that only call the bot ask for: `call` is a request to save other messages, which works by other
 * gestures.
 */
export function callIntent(source: string): 'greeting' | 'thanks' | 'help' | 'call' {
  const text = source.replace(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, ' ').trim();
  const intent = intentOf(text);
  if (intent === 'greeting' || intent === 'thanks' || intent === 'help') return intent;
  return foldedWords(text).length < 2 ? 'help' : 'call';
}

/** Undoing, deleting or moving a note, with no more words than "my last note" or "to the talk on …" after it. */
const NOTE_WORDS = wordSet(
  `note notes last previous message entry back away please again notiz notizen letzte letzten eintrag zurück bitte nota notas última último
   por favor note dernière dernier s'il te plaît appunto appunti ultimo ultima notitie laatste terug anotação anotações anteckning anteckningen senaste tillbaka how comment wie como cómo come hoe hur machen mach mache maken maak ta kun kannst könntest kann puedes peux pouvez puoi podes du`,
);
const TAKE_THAT_BACK = /(?<!\p{L})take (?:it|that|this) back(?!\p{L})/iu;
const TAKE_BACK = wordSet(
  `undo delete remove annuler annule supprimer supprime effacer efface rückgängig lösch lösche löschen entfern entferne entfernen deshacer deshaz borra borrar
   elimina eliminar annulla annullare cancella cancellare verwijder verwijderen ongedaan desfazer desfaça apaga apague apagar ångra bort radera`,
);
/** How a request may start. */
const POLITELY = '(?:(?:can|could|will) you |please |bitte |kannst du |por favor |peux-tu |puoi |kun je |kan du )?';
const MOVE = new RegExp(
  String.raw`^\W*${POLITELY}(?:move|verschiebe?|verschieben|déplacer?|mueve|mover|sposta|verplaats|mova|flytta) (?:it|that|this|them|(?:my|the)(?: last)? notes?|das|dies|die(?: letzte)? notiz|ça|cela|la(?: dernière)? note|eso|esto|la(?: última)? nota|questo|l['’](?:ultimo )?appunto|dit|dat|de(?: laatste)? notitie|isso|isto|a(?: última)? anotação|det|den|(?:den senaste )?anteckningen)(?!\p{L})`,
  'iu',
);

/** Where a note is moved to: "to the talk on trams". */
const TO_TALK =
  /^\s*(?:in ?to|to|zu[mr]?|ins?|nach|vers|dans|à|al?|hacia|nell['’]|all['’]|naar|para|till?)(?!\p{L})[^:：]*?(?<!\p{L})(?:talk|session|keynote|hallway|vortrag|flur|exposé|conférence|charla|ponencia|intervento|palestra|lezing|föredrag\p{L}*)(?!\p{L})/iu;

const TEST = '(?:test(?:ing|en|e)?|ping|probe|essai|prueba|probando|prova|provando|testando|testar|proef)';
/** What somebody types who only tries the bot out: "this is just a test, please ignore", "testing 1 2 3". */
const TRYING = new RegExp(
  [
    "^\\W*(?:(?:(?:this|dit) is|das ist|dies ist|c['’]est|ceci est|esto es|(?:questa )?è|isto é|det (?:här )?är)\\s+)?",
    '(?:(?:just|only|nur|juste|solo|só|maar|bara)\\s+)?(?:(?:an?|eine?|une?|una|een|uma?|ett)\\s+)?',
    `${TEST}(?:\\W+(?:${TEST}|\\d+|please|bitte|por favor|per favore|alsjeblieft|ignore|disregard|ignorieren|ignorez|` +
      'ignorar|ignorate|ignorem|negeren|ignorera))*\\W*$',
  ].join(''),
  'iu',
);
/** What is asked of the bot, or typed in the wrong place: a note rarely begins like that. */
const REQUEST = new RegExp(
  String.raw`^\W*${POLITELY}(?:summari[sz]e|recap|(?:give me|fais(?:-moi)?|mach|haz|fai|faz|faça|maak|gör) (?:an?|une?|eine|um|een|en) (?:summary|résumé|zusammenfassung|resumen|riassunto|resumo|samenvatting|sammanfattning)|résumer?|résume|resume|resuma|resúme(?:me|nos)?|riassumi|zusammenfassen|fasse? .+ zusammen|vat .+ samen|sammanfatta|remind me|erinnere? mich|rappelle[- ]moi|recuérdame|ricordami|lembre-me|me lembr[ea]|herinner me|påminn mig)(?!\p{L})|(?<!\p{L})(?:wrong|falsche[rn]?|mauvais|sbagliato|verkeerde|errado|equivocado|fel) (?:channel|thread|chat|window|kanal|kanaal|canal|canale|fil)(?!\p{L})|(?<!\p{L})(?:canal|canale) (?:equivocado|errado|sbagliato)(?!\p{L})`,
  'iu',
);
/** A longer text says more than that. */
const MOST_OF_REQUEST = 12;

/** What somebody said or the schedule says: nobody in a talk asks that, so it is a question to the bot. */
export const ABOUT_NOTES = new RegExp(
  String.raw`(?<!\p{L})(?:${SAYS}|talk(?:ed)? about|mention(?:ed)?|sp(?:oke|eaking|eaks)|cover(?:ed)?|gesagt|gesprochen|erwähnt|parlé|dicho|habló|parlato|gezegd|gesproken|dito|falou|sagt|pratade|vad sa)(?!\p{L})`,
  'iu',
);
const SCHEDULE =
  /^\W*(?:(?:what|who|which talk)(?:['’]s| is| comes)(?: \p{L}+)? (?:on|up|now|next|speaking|running)(?!\p{L})|how many notes|was (?:läuft|kommt)|wer spricht|wie viele notizen|(?:c['’]est quoi|quelle est) la suite|qu['’]est-ce qui (?:passe|vient)|qui parle|combien de notes|qué (?:hay|sigue|viene|toca)|quién habla|cuántas notas|(?:che )?cosa c['’]è (?:adesso|ora|dopo)|chi parla|quant[ie] (?:note|appunti)|wat (?:is er|komt|draait)|wie spreekt|hoeveel notities|o que (?:está|vem|tem)|quem fala|quantas (?:notas|anotações)|vad (?:är på|händer nu|kommer)|vem talar|hur många anteckningar)|^\W*who (?:speaks|talks|presents) (?:now|next|first|last|after|before|today|tomorrow)(?!\p{L})/iu;

/**
 * "When is lunch?" and "When does the next talk start?" are answered by the schedule, "When do breaks help?" by what
 * speakers said.
 */
const TIME_OF_SESSION = new RegExp(
  [
    "^\\W*(?:when|where|wann|wo|quand|où|cuándo|dónde|quando|dove|onde|wanneer|waar|när|var|(?:at )?what time|(?:um )?wie viel uhr|à quelle heure|a qué hora|a che ora|a que horas?|hoe laat|hur dags)(?:['’]s|",
    '\\s(?:is|are|does|do|starts?|begins?|ist|sind|gibt es|beginnt|startet|est|sont|commence|es|son|está|hay|empieza|',
    "comienza|è|c['’]è|sono|inizia|comincia|é|são|fica|começa|zijn|begint|start|är|börjar))\\s+",
    "(?:(?:the|our|der|die|das|unsere?|les?|la|el|l[ao]s|il|lo|gli|o|a|os|as|de|het|den|det)\\s+|l['’])?",
    "(?:\\p{L}+['’]s\\s+|(?:next|first|last|opening|closing|lunch|coffee|nächste[rs]?|erste[rs]?|letzte[rs]?|prochaine?|",
    'première?|dernière?|próxim[oa]|primera?|últim[oa]|prossim[oa]|primo|prima|primeir[oa]|volgende|eerste|laatste|nästa|',
    'första|sista)\\s+)*',
    '(?:talks?|sessions?|keynotes?|openings?|closing|lunch(?:en)?|breakfast|dinner|breaks?|coffee|registration|party|',
    'workshops?|vortrag|vorträge|mittag\\p{L}*|pausen?|exposés?|conférences?|déjeuner|pause|charlas?|ponencias?|almuerzo|',
    'comida|descanso|intervent[oi]|session[ei]|sesi(?:ón|ones)|sess(?:ão|ões)|sessies?|séances?|pranzo|pausa|palestras?|almoço|intervalo|lezing(?:en)?|pauze|föredrag\\p{L}*|rast(?:en)?|',
    'paus)',
    "(?:\\s+(?:starts?|begins?|ends?|over|today|tomorrow|heute|morgen|aujourd['’]hui|demain|hoy|mañana|oggi|domani|hoje|",
    'amanhã|vandaag|idag|imorgon))*\\W*$',
  ].join(''),
  'iu',
);

/** Returns whether a question to the bot is answered by the list of talks. */
export function asksForSchedule(text: string): boolean {
  return isQuestion(text) && (SCHEDULE.test(text) || TIME_OF_SESSION.test(text));
}

/** The reading list's command, typed after a mention of the bot: "readinglist add TITLE". */
export const LIST_COMMAND = /^\W*reading[- ]?list\s+(?=(?:add|show|list|remove|delete|edit|search|export)(?!\p{L}))/iu;

/**
 * Returns what a mention of the bot in a channel asks for, or that it is a note; `change`: to undo, delete or move a
 * note; `list-command`: a command of the reading list; `unsure`: it may be a note or a question to the bot.
 */
export function mentionIntent(text: string): Intent | 'schedule' | 'change' | 'list-command' | 'note' | 'unsure' {
  if (LIST_COMMAND.test(text)) return 'list-command';
  const intent = intentOf(text);
  if (intent === 'greeting' || intent === 'thanks') return intent;
  const words = wordsOf(text);
  if (TRYING.test(text.replace(/:[a-z0-9_+-]+:/gi, ' '))) return 'greeting';
  const isOfNote = (word: string) => isFunctionWord(word) || NOTE_WORDS.has(word);
  const takesBack = words.some((word) => TAKE_BACK.has(word)) || TAKE_THAT_BACK.test(text);
  if (takesBack && words.every((word) => TAKE_BACK.has(word) || isOfNote(word))) return 'change';
  const moved = LABEL.test(text) ? undefined : MOVE.exec(text)?.[0];
  if (moved !== undefined) {
    const rest = text.slice(moved.length);
    return wordsOf(rest).every(isOfNote) || TO_TALK.test(rest) ? 'change' : 'unsure';
  }
  if (asksForSchedule(text)) return 'schedule';
  const asks = isQuestion(text) || ASKING.has(words[0] ?? '');
  const isRequest = intent === 'help' || BARE.test(text) || (asks && !LABEL.test(text));
  if (intent !== 'question') return isRequest ? intent : 'unsure';
  if (!isQuestion(text)) {
    return REQUEST.test(text) && !LABEL.test(text) && words.length <= MOST_OF_REQUEST ? 'unsure' : 'note';
  }
  return ABOUT_NOTES.test(text) && !LABEL.test(text) ? 'question' : 'unsure';
}
