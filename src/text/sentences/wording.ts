import { isHedge } from '#domain/language/negation.ts';
import { smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { tokenizeCached } from './cached-tokens.ts';

/** Counts of the kinds of words in a text, to distinguish what was said from remarks about it. */
export interface Wording {
  words: number;
  /** Content words with information: no praise, laughter or assent. */
  telling: number;
  /** Words that may be about seats, food, travel or gear. */
  logistic: number;
  /** Words of praise, criticism and feeling. */
  judging: number;
  /** Words for parts of any talk: slide, speaker, presentation. */
  aboutEvent: number;
  /** Words of greeting, thanks and request, addressed to other readers of the channel. */
  courteous: number;
  /** Its author says "I". */
  isPersonal: boolean;
  startsWithJudgement: boolean;
}

/** Laughter, assent and hesitation contain no information, whatever they react to. */
const SOUNDS = smallTalkClasses('laughter', 'assent', 'filler');
const JUDGING = smallTalkClasses('praise', 'judging');
const COURTESY = smallTalkClasses('courtesy');
const PART_OF_TALK = smallTalkClasses('partOfTalk');
const FIRST_PERSON = smallTalkClasses('firstPerson');
/** Logistics that people at any event ask about; each of these words may also be a technical term. */
const LOGISTICS = smallTalkClasses('place', 'food', 'travel', 'gear', 'gathering');

/** Counts the kinds of words in a text. */
export function wordingOf(text: string): Wording {
  const wording = {
    words: 0,
    telling: 0,
    logistic: 0,
    judging: 0,
    aboutEvent: 0,
    courteous: 0,
    isPersonal: false,
    startsWithJudgement: false,
  };
  const { folded: words } = tokenizeCached(text);
  wording.isPersonal = saysI(text);
  for (const [at, word] of words.entries()) {
    const classes = smallTalkClassesOf(word);
    wording.words++;
    // "Thanks to caching" thanks nobody.
    const isCourteous = (classes & COURTESY) !== 0 && !(word === 'thanks' && words[at + 1] === 'to');
    if ((classes & LOGISTICS) !== 0) wording.logistic++;
    if (isCourteous) wording.courteous++;
    else if ((classes & JUDGING) !== 0) {
      wording.judging++;
      wording.startsWithJudgement ||= at === 0;
    } else if ((classes & PART_OF_TALK) !== 0) wording.aboutEvent++;
    else if ((classes & SOUNDS) === 0 && !isFunctionWord(word)) wording.telling++;
  }
  return wording;
}

const QUOTED = /["“„«「][^"“”„«»「」]*["”“»」]/gu;

/** Returns whether a text says "I" outside of quotation marks, where somebody else speaks. "I/O" doesn't count. */
function saysI(text: string): boolean {
  const { folded } = tokenizeCached(text);
  const isI = (word: string, at: number, words: readonly string[]) =>
    (smallTalkClassesOf(word) & FIRST_PERSON) !== 0 && !(word === 'i' && words[at + 1] === 'o');
  if (!folded.some(isI)) return false;
  return tokenizeCached(text.replace(QUOTED, ' ')).folded.some(isI);
}

/** Returns whether a text doubts or denies something. */
export function isHedged(text: string): boolean {
  return /\?|n['’]t\b/.test(text) || tokenizeCached(text).folded.some(isHedge);
}

/** Returns whether a text is only a reaction: without information, or an opinion on something readers can't see. */
export function isMereRemark(wording: Wording): boolean {
  const { telling, judging, aboutEvent, courteous, isPersonal, startsWithJudgement } = wording;
  if (telling === 0 || (courteous > 0 && telling <= 3)) return true;
  const judgesEvent = judging > 0 && (aboutEvent > 0 || startsWithJudgement || isPersonal);
  return judgesEvent && telling <= 3 + judging;
}

/** Prompt injection: texts that tell a model to ignore its instructions, change its role or post a message. */
const BOT_ORDERS = [
  /(?:^["“„«(]?|[.!?\n>]\s{0,5}|\bplease\s+|\bnow\s+)(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|the|your|my|of|every|these|those)\s+)*(?:previous|prior|preceding|above|earlier|past|existing|system|former)\s+(?:\p{L}+\s+){0,2}(?:instructions?|prompts?|orders?|rules?|directions?|messages?|context|commands?)/iu,
  /(?:^|[.!?\n]\s{0,5})(?:ignorier(?:e|t|en sie)|vergiss|vergesst|ignore[zr]?|oublie[zr]?|ignora|olvida|dimentica|esque[cç]a|negeer|vergeet)\s+(?:\p{L}+\s+){0,3}(?:anweisungen|anweisung|befehle|instructions|consignes|instrucciones|istruzioni|instru[cç][oõ]es|instructies|opdrachten)/iu,
  /(?:忽略|无视|無視)(?:.{0,6})(?:之前|以前|前|上述|先前)?.{0,4}(?:指令|指示|命令)|(?:以前|前|上記|これまで)の(?:すべての)?指示.{0,3}(?:無視|忘れ)/u,
  /<\|?(?:im_start|system|assistant|endoftext)\|?>|\[\/?INST\]|(?:^|\n)\s{0,5}(?:system|assistant)\s*(?:prompt)?\s*:\s/iu,
  /(?:^|[.!?\n]\s{0,5})(?:you are|act as|du bist|tu es|eres)\s+(?:now\s+)?(?:an?\s+|the\s+|ein\s+|un\s+)?(?:ai|llm|bot|chatbot|assistant|language model|gpt|unrestricted)(?!\p{L})/iu,
  /(?:^|[.!?\n]\s{0,5}|^@\S+\s+|\bplease\s+)(?:announce|post|send|tell|notify|message|dm|ping|broadcast|say|write)\s+(?:[^.!?\n]{0,60}\s)?(?:@channel|@here|@everyone)(?![\p{L}\d])/iu,
];

/** Returns whether a text gives the bot, or a model behind it, instructions: a joke or an attack, not something said. */
export function isPromptInjection(text: string): boolean {
  return BOT_ORDERS.some((order) => order.test(text));
}

/** Remarks that note-takers label as their own: "Note taker: I couldn't keep up". */
const WRITERS_ASIDE =
  /^[\s•*([–—-]*(?:note[- ]?takers?|scribes?|transcribers?|editors?|ed\.?|my own|personal|anm(?:erkung|\.)(?: d(?:es|er|\.) \p{L}+)?|n\.?d\.?[trl])(?:['’]s)?(?:\s+(?:own\s+)?(?:note|notes|comments?|commentary|remarks?|thoughts?|opinion|aside|kommentar|anmerkung))?\.?\s*:/iu;

/** Returns whether a line is labeled as the note-taker's own remark. */
export function isWritersAside(line: string): boolean {
  return WRITERS_ASIDE.test(line);
}
