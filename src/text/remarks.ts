import { isFiller, isFunctionWord } from '../domain/function-words.ts';
import { chatClassesOf, classSet } from '../domain/small-talk-words.ts';
import { readWords } from './read-words.ts';

/** What kind of words a text is made of, to tell what was said from remarks about it. */
export interface Wording {
  words: number;
  /** Content words that say something: no praise, greeting or laughter, nothing about seats, food or travel. */
  telling: number;
  /** Words of what people at any event chat about: seats, food, travel, gear. */
  chatting: number;
  /** Words of praise, blame and feeling. */
  judging: number;
  /** Names of what any talk consists of: slide, speaker, presentation. */
  aboutEvent: number;
  /** Does its author speak of themselves in the singular? */
  isPersonal: boolean;
  startsWithJudgement: boolean;
}

const CHAT = classSet(
  'greeting',
  'thanks',
  'laughter',
  'assent',
  'praise',
  'place',
  'food',
  'travel',
  'gear',
  'gathering',
);
const JUDGING = classSet('praise');
const PERSONAL = classSet('speaker');

/** How people call an experience, over the commoner praise of `small-talk-words`; folded. */
const JUDGEMENTS = new Set(
  (
    'refreshing impressive inspiring insightful fascinating hilarious entertaining engaging thoughtful thought-provoking ' +
    'relatable scary depressing disappointing disappointed impressed surprised enjoyed enjoying enjoyable hooray neat ' +
    'worst better biased curious wish hope hopes hoped beeindruckend spannend lustig enttauschend interessant gut besser ' +
    'impressionnant passionnant interessant drole interesante impresionante divertido aburrido interessante divertente ' +
    'noioso impressionante chato interessante indrukwekkend boeiend'
  ).split(' '),
);

/** Not "talk" or "session": people talk of other things, and sessions expire. */
const EVENT_THINGS = new Set(
  (
    'keynote speaker slide slides presentation vortrag vortrage folie folien expose charla ponencia diapositiva ' +
    'diapositivas intervento palestra praatje'
  ).split(' '),
);

/** Reads what kind of words a text is made of. */
export function wordingOf(text: string): Wording {
  const wording = {
    words: 0,
    telling: 0,
    chatting: 0,
    judging: 0,
    aboutEvent: 0,
    isPersonal: false,
    startsWithJudgement: false,
  };
  for (const folded of readWords(text).folded) {
    const classes = chatClassesOf(folded);
    const judges = (classes & JUDGING) !== 0 || JUDGEMENTS.has(folded);
    if (judges && wording.words < 2) wording.startsWithJudgement = true;
    wording.words++;
    if ((classes & PERSONAL) !== 0) wording.isPersonal = true;
    if (judges) wording.judging++;
    else if (EVENT_THINGS.has(folded)) wording.aboutEvent++;
    else if ((classes & CHAT) !== 0) wording.chatting++;
    else if (!isFunctionWord(folded) && !isFiller(folded)) wording.telling++;
  }
  return wording;
}

/** Words that a note says with a hedge or against something: cutting them off would change what it says. */
const HEDGES = new Set(
  (
    'not no never none nobody nothing neither nor without unsure sure maybe perhaps probably possibly apparently allegedly ' +
    'supposedly might may could unless until but however although though except only if nicht kein keine nie niemand ' +
    'vielleicht wahrscheinlich angeblich aber jedoch ausser nur falls pas jamais aucun peut-etre probablement mais sauf si ' +
    'nunca nadie quizas quiza tal vez probablemente pero salvo non mai nessuno forse probabilmente ma nao talvez ' +
    'provavelmente mas niet geen nooit misschien waarschijnlijk maar'
  ).split(' '),
);

/** Does a text doubt or deny something? */
export function isHedged(text: string): boolean {
  return /\?|n['’]t\b/.test(text) || readWords(text).folded.some((word) => HEDGES.has(word));
}

/** Is a text no more than a reaction: nothing told, or a judgement of what others can't see? */
export function isMereRemark({
  words,
  telling,
  judging,
  aboutEvent,
  isPersonal,
  startsWithJudgement,
}: Wording): boolean {
  if (words === 0 || telling === 0) return true;
  const judgesEvent = judging > 0 && (aboutEvent > 0 || startsWithJudgement || isPersonal);
  return judgesEvent && telling <= 3 + judging;
}

/** Who is told to forget their orders or to carry a message is a program, not a reader. */
const BOT_ORDERS = [
  /(?:^["“„«(]?|[.!?\n>]\s{0,5}|\bplease\s+|\bnow\s+)(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|the|your|my|of|every|these|those)\s+)*(?:previous|prior|preceding|above|earlier|past|existing|system|former)\s+(?:\p{L}+\s+){0,2}(?:instructions?|prompts?|orders?|rules?|directions?|messages?|context|commands?)/iu,
  /(?:^|[.!?\n]\s{0,5})(?:ignorier(?:e|t|en sie)|vergiss|vergesst|ignore[zr]?|oublie[zr]?|ignora|olvida|dimentica|esque[cç]a|negeer|vergeet)\s+(?:\p{L}+\s+){0,3}(?:anweisungen|anweisung|befehle|instructions|consignes|instrucciones|istruzioni|instru[cç][oõ]es|instructies|opdrachten)/iu,
  /(?:忽略|无视|無視)(?:.{0,6})(?:之前|以前|前|上述|先前)?.{0,4}(?:指令|指示|命令)|(?:以前|前|上記|これまで)の(?:すべての)?指示.{0,3}(?:無視|忘れ)/u,
  /<\|?(?:im_start|system|assistant|endoftext)\|?>|\[\/?INST\]|(?:^|\n)\s{0,5}(?:system|assistant)\s*(?:prompt)?\s*:\s/iu,
  /(?:^|[.!?\n]\s{0,5})(?:you are|act as|du bist|tu es|eres)\s+(?:now\s+)?(?:an?\s+|the\s+|ein\s+|un\s+)?(?:ai|llm|bot|chatbot|assistant|language model|gpt|unrestricted)(?!\p{L})/iu,
  /(?:^|[.!?\n]\s{0,5}|^@\S+\s+|\bplease\s+)(?:announce|post|send|tell|notify|message|dm|ping|broadcast|say|write)\s+(?:[^.!?\n]{0,60}\s)?(?:@channel|@here|@everyone)(?![\p{L}\d])/iu,
];

/** Is a text an order to the bot or to a model behind it? It is somebody's joke or worse, and nothing that was said. */
export function ordersBot(text: string): boolean {
  return BOT_ORDERS.some((order) => order.test(text));
}

/** Notes that their writer sets off as their own: "Note taker: I couldn't keep up". */
const WRITERS_ASIDE =
  /^[\s•*([–—-]*(?:note[- ]?takers?|scribes?|transcribers?|editors?|ed\.?|my own|personal|anm(?:erkung|\.)(?: d(?:es|er|\.) \p{L}+)?|n\.?d\.?[trl])(?:['’]s)?(?:\s+(?:own\s+)?(?:note|notes|comments?|commentary|remarks?|thoughts?|opinion|aside|kommentar|anmerkung))?\.?\s*:/iu;

/** Does a line say that it is its writer's own remark? */
export function isWritersAside(line: string): boolean {
  return WRITERS_ASIDE.test(line);
}
