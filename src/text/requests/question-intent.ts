import { smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { foldedWords } from '#domain/language/tokenize.ts';
import { isQuestion } from '#text/sentences/question-words.ts';

/**
 * What a person who writes to the bot wants: the digest, the reading list, a reply to a greeting, thanks or a request
 * for help, or an answer from the notes.
 */
export type Intent = 'digest' | 'reading-list' | 'greeting' | 'thanks' | 'help' | 'question';

const set = (words: string) => new Set(foldedWords(words));

/** Words of requests in the bot's languages: English, German, Spanish, French, Italian, Dutch, Portuguese, Swedish. */
const DIGEST = set(
  `points takeaway takeaways highlight highlights summary summarize summarise recap digest overview tldr tl miss missed happened catch new
   verpasst höhepunkt höhepunkte highlights zusammenfassung zusammenfassen zusammen fass überblick kernpunkte hauptpunkte punkte passiert los neues wichtigste wichtigsten
   perdido perdí perdimos destacado destacados resumen resume resumir resúmeme puntos pasado pasó novedades
   manqué raté loupé résumé résume résumer résumez forts points passé essentiel
   perso perdi riassunto riassumi riassumere punti momenti successo novità
   gemist hoogtepunten samenvatting samenvatten vat hoofdpunten gebeurd overzicht belangrijkste punten
   perdi perdeu destaque destaques resumo resuma resumir pontos aconteceu novidades
   missat missade höjdpunkt höjdpunkter höjdpunkterna sammanfattning sammanfatta huvudpunkterna hänt hände viktigaste översikt`,
);
const READING = set(
  `book books read reading recommend recommended recommendation recommendations
   buch bücher büchern lesen leseliste empfohlen empfehlungen buchempfehlungen buchtipps lektüre
   libro libros leer lectura lecturas recomendaron recomendado recomendados recomendaciones recomendó
   livre livres lire lecture lectures recommandé recommandés recommandations conseillés
   libri leggere lettura letture consigliato consigliati consigliate raccomandati consigli
   boek boeken lezen leeslijst aangeraden aanbevolen boekentips
   livro livros ler leitura leituras recomendados recomendado recomendaram recomendações indicados
   bok böcker böckerna läsa läslista läslistan rekommenderades rekommenderade rekommenderats boktips`,
);
/** Words about everything that was said: a question with no others asks for the digest or the reading list. */
const GENERAL = set(
  `main point key today todays yesterday yesterdays day days morning afternoon conference event talk talks session sessions far important
   best most thing things give show tell please list article articles paper papers video videos worth anything everything all dr
   heute heutigen gestern gestrigen tag tages tage konferenz vortrag vorträge vorträgen vorträgen artikel zeig zeige gib sag bitte gab tipps
   hoy ayer día días mañana tarde conferencia evento charla charlas sesión sesiones principal principales muéstrame dame lista favor debería deberíamos vale pena cuáles fueron fue han
   aujourd hui hier jour journée conférence exposé exposés séance séances principal principaux montre donne moi liste temps plaît quel quels quelle quelles été faut faudrait devrais
   oggi ieri giorno giornata conferenza evento intervento interventi sessione sessioni principali migliori mostra mostrami dammi elenco lista cosa favore quali stati dovrei devo
   vandaag gisteren dag dagen conferentie lezing lezingen praatje praatjes sessies toon geef laat zien lijst alsjeblieft samen
   hoje ontem dia dias manhã tarde conferência evento palestra palestras sessão sessões principais mostre mostra lista foram quais devo deveria
   idag dag dagen igår konferens konferensen föredrag föredragen sessioner visa ge lista listan tack viktiga vilka vilken borde`,
);
const ASKING = set(
  `what which who how any did does can could show give tell summarize summarise catch
   was welche welcher welches welchen wer wie zeig zeige gib sag fass fasse gibt gab
   qué que cuál cuáles quién muéstrame dame resume resúmeme hay
   quoi quel quels quelle quelles qui qu montre donne résume résumez
   che cosa quale quali chi mostra mostrami dammi riassumi
   wat welke welk wie toon geef vat
   quais qual quem mostre mostra resuma
   vad vilka vilken vem visa ge sammanfatta`,
);
/** What people type instead of a sentence. */
const BARE =
  /^\W*(?:tl;?\s?dr|(?:a |the )?(?:recap|summary|digest|overview|highlights|takeaways|reading list|(?:main|key) points)(?: (?:of )?(?:today|yesterday))?|leseliste|zusammenfassung|höhepunkte|resumen|résumé|riassunto|samenvatting|leeslijst|resumo|sammanfattning|läslistan?)\W*$/iu;
const HELP = new RegExp(
  [
    '^\\W*(?:help|hilfe|ayuda|aide|aiuto|hulp|ajuda|hjälp)(?:\\s+(?:me|us|please|bitte|por favor|tack))*\\W*$',
    '^\\W*(?:was kannst du|wie (?:funktioniert|geht)|qué (?:sabes|puedes) hacer|cómo funciona|que (?:sais|peux)[- ]tu faire|comment ça (?:marche|fonctionne)|' +
      '(?:che )?cosa (?:sai|puoi) fare|come funziona|wat kun je|wat kan je|hoe werkt|o que você (?:sabe|pode) fazer|como funciona|vad kan du|hur fungerar)(?!\\p{L})',
    '(?<!\\p{L})(?:what|how) (?:can|do|does|should) (?:you|this|it|i|we) (?:do|work|use|add|take|save|write|start|stop|ask)(?!\\p{L})|^\\W*who are you(?!\\p{L})',
  ].join('|'),
  'iu',
);

const PLEASANTRIES = smallTalkClasses('greeting', 'thanks', 'praise', 'mood', 'assent', 'laughter', 'someone');
const GREETING = smallTalkClasses('greeting');
const THANKS = smallTalkClasses('thanks');

/** Returns what a person who wrote a text to the bot wants. */
export function intentOf(text: string): Intent {
  // French and Italian words run together: "qu’ai-je", "d’oggi".
  const words = foldedWords(text.replace(/:[a-z0-9_+-]+:/gi, ' ')).flatMap((word) => word.split(/'(?:s$)?/));
  const has = (classes: number) => words.some((word) => (smallTalkClassesOf(word) & classes) !== 0);
  const isFiller = (word: string) =>
    word.length < 2 || isFunctionWord(word) || (smallTalkClassesOf(word) & PLEASANTRIES) !== 0;
  if (words.every(isFiller)) {
    if (has(THANKS)) return 'thanks';
    if (has(GREETING)) return 'greeting';
  }
  if (HELP.test(text)) return 'help';
  const isGeneral = words.every((word) => DIGEST.has(word) || READING.has(word) || GENERAL.has(word) || isFiller(word));
  if (!isGeneral) return 'question';
  if (words.some((word) => READING.has(word))) return 'reading-list';
  return words.some((word) => DIGEST.has(word)) ? 'digest' : 'question';
}

/**
 * Returns what a mention of the bot in a channel asks for, or that it is a note; `offer`: it is saved, but may be meant
 * as a question to the bot.
 */
export function mentionIntent(text: string): Exclude<Intent, 'question'> | 'note' | 'offer' {
  const intent = intentOf(text);
  if (intent === 'greeting' || intent === 'thanks') return intent;
  const asks = isQuestion(text) || ASKING.has(foldedWords(text)[0]?.split("'")[0] ?? '');
  const isRequest = intent === 'help' || BARE.test(text) || (asks && !/[:：]\s/.test(text));
  if (intent === 'question') return isQuestion(text) ? 'offer' : 'note';
  return isRequest ? intent : 'offer';
}
