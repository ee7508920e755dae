import { CONNECTIVES, isFunctionWord, REFERS_TO_PERSON, REFERS_TO_THING } from '#domain/language/stop-words.ts';
import { fold } from '#domain/language/tokenize.ts';
import { type CachedTokens, tokenizeCached } from './cached-tokens.ts';
import { isQuestion } from './question-words.ts';

/**
 * Finite forms of the verbs that most sentences are built with (be, have, do, can, must …), folded. Where one
 * is there, something is said of something; no list of other verbs is needed to see that.
 */
const FINITE = new Set(
  (
    "is are was were am isn't aren't wasn't weren't has have had hasn't haven't hadn't does do did doesn't don't didn't " +
    "can can't cannot could couldn't will won't would wouldn't should shouldn't must mustn't may might let let's it's " +
    "that's there's he's she's we're they're you're i'm we've they've you've i've we'll they'll you'll it'll he'll she'll " +
    "what's who's here's need means gets get got makes make made goes says said " +
    'ist sind war waren hat haben hatte hatten wird werden wurde wurden kann konnen konnte muss mussen soll sollen sollte ' +
    'darf will gibt est sont etait etaient ont avait avaient peut peuvent doit doivent faut va vont fait ' +
    'es esta estan era eran ha han habia puede pueden debe deben hay son hace hacen va van e sono hanno aveva puo possono ' +
    'deve devono fa fanno sao estao tem tinha pode podem faz ha zijn heeft hebben had kan kunnen moet moeten wordt ' +
    'worden zal ar var har hade kan kunde ska maste blir'
  ).split(' '),
);

/** Verb forms that start a sentence only if its subject was left out, as often in notes, or if it is a question. */
const WITHOUT_SUBJECT = new Set(
  (
    'is are was were has had can could will would may might must should ist sind war hat haben kann muss est sont etait ont peut ' +
    'doit estan son ha han puede debe sono hanno deve sao tem pode zijn heeft kan moet'
  ).split(' '),
);

/** Verbs whose subject was left out, unless another verb follows: "Takes many calls", but "Takes are good". */
const PREDICATES = new Set(
  (
    'takes runs makes gets gives needs lets allows enables returns means helps works changes removes adds creates keeps ' +
    'provides supports requires reduces avoids prevents causes leads contains includes consists depends turns tries does ' +
    'becomes improves lacks uses hides breaks handles scales solves belongs assumes'
  ).split(' '),
);
/** A participle without a subject: "Created by Acme", "built on Kafka". */
const PARTICIPLE =
  /^\W*(?:created|built|used|made|based|written|designed|developed|inspired|powered|maintained|backed|called|known)\s+(?:by|on|in|with|as|for)\s/iu;

function lacksSubject(text: string, [first = '', second = '']: readonly string[]): boolean {
  if (WITHOUT_SUBJECT.has(first)) return !isQuestion(text);
  return (PREDICATES.has(first) && !FINITE.has(second) && second !== 'of') || PARTICIPLE.test(text);
}

/** The way in which the start of a text refers to the sentence before it. */
export type BackReference = 'none' | 'person' | 'thing' | 'connective';

/** In "Useful, but …", what is useful was said before. */
const JOINS_ON = /^[^\p{L}\p{N}]*\p{L}[\p{L}-]*,\s+(?:but|yet|though|although|aber|mais|pero|ma|mas|maar)\s/iu;

/** "1/ what changed 2/ who is affected": what these are may have been said before. */
export const ENUMERATES = /^\W*1[/.)]\s.*\s2[/.)]\s/su;

/** "If yes, …": the question was asked before. */
const DEPENDS_ON_ANSWER = /^\W*if (?:yes|no|so|not)(?!\p{L})/iu;

/** "With that, …", "because of this …" */
const REFERS_BACK =
  /^\W*(?:with|after|by|for|from|in|of|on|to|through|without|like|despite|given|since|before|because of|due to|instead of)\s+(?:this|that|these|those(?!\s+(?:who|that|of))|it|them)(?!\p{L})/iu;

/** Returns whether a text starts with a word that refers back to what was said before, and of which kind. */
export function backReferenceOf(text: string): BackReference {
  const words = tokenizeCached(text).folded;
  const [first] = words;
  if (first === undefined || /^\W*["“„«「(]/u.test(text)) return 'none';
  const folded = first.replace(/'(?:s|re|ll|ve|d)$/, '');
  if (CONNECTIVES.has(folded)) return 'connective';
  if (REFERS_TO_THING.has(folded) || JOINS_ON.test(text)) return 'thing';
  if (ENUMERATES.test(text) || DEPENDS_ON_ANSWER.test(text) || REFERS_BACK.test(text) || lacksSubject(text, words))
    return 'thing';
  return REFERS_TO_PERSON.has(folded) ? 'person' : 'none';
}

/** Past forms that can't be another word, and verbs that start advice. Only in English, the most common language. */
const PAST = new Set(
  (
    'found wrote went came saw took gave knew told began broke chose drove fell grew kept left lost led met paid ran sent ' +
    'sold spent spoke stood taught thought won became brought bought built learned wanted needed used started stopped'
  ).split(' '),
);
const ADVISES =
  /^\W*(?:always |never |don['’]?t |do not |first,? |then |just |please )?(?:use|get|make|keep|avoid|start|stop|find|build|write|test|measure|automate|give|take|ask|tell|show|help|let|try|look|think|learn|read|focus|treat|hire|invest|remove|reduce|add|move|put|set|run|check|do|be|have|know|own|fix|ship|deploy|create|define|choose|pick|prefer|talk|listen|understand|teach|encourage|convince|expect|ensure|include|integrate|optimize|optimise|guide|watch|replace|track|monitor|review|communicate|celebrate|experiment|fail|limit|split|separate|store|send|turn|break|bring|consider|follow|go|leave|meet|prepare|provide|remember|respect|reward|say|see|spend|trust|wait|work)\s+\p{L}/iu;
/** "They found the reason", "Buildkite runs their builds", "it triggered a change". */
const SUBJECT_AND_VERB =
  /(?<!\p{L})(?i:they|we|you|he|she|it|i|who|nobody|everybody|everyone|somebody|someone|people)\s+(?!(?:and|or|with|of|in|at|on|to|for|from|both|all|alone)(?!\p{L}))\p{Ll}{3,}|(?<!\p{L})\p{Ll}{3,}(?:s|ed)\s+(?:a|an|the|their|its|our|your|his|her|us|them|how|what|whether|why|everyone|everybody|nobody|people)(?!\p{L})/u;

/** Returns whether a text has a known finite verb. False proves nothing: only the most common forms are known. */
export function hasFiniteVerb(text: string): boolean {
  if (tokenizeCached(text).folded.some((word) => FINITE.has(word) || PAST.has(word))) return true;
  return SUBJECT_AND_VERB.test(text) || ADVISES.test(text);
}

/** "What is X", "How to …", "Why we did …" without a comma or colon: it only announces what will be said. */
const ANNOUNCES =
  /^\W*(?:what(?:['’]s| is| are| was| were| do| does| to| makes?)|how|why|who|was ist|was sind|wie|warum|wieso|qu['’]est-ce|comment|pourquoi|qu[eé] (?:es|son)|c[oó]mo|por qu[eé]|che cos|cosa|come|perch[eé]|o que [eé]|como|por que|wat is|hoe|waarom)(?!\p{L})[^,:;–—.]*[.?？]?$/iu;

/** Returns whether a text introduces what follows, as in "Barriers:". */
export function isHeading(text: string): boolean {
  return /[:：]\s*$/u.test(text);
}

/**
 * Scores how much a text makes a statement rather than names a subject, 0 to 1: "Top down change doesn't work" makes a
 * statement, "Test duration" names a subject. Judged by its length, a finite verb, and whether it looks like a heading.
 */
export function statementScore(text: string): number {
  if (isTalkAnnouncement(text)) return 0;
  const { written, folded } = tokenizeCached(text);
  const count = unitsOfLength(text, written.length);
  if (count === 0) return 0;
  const finite = hasFiniteVerb(text);
  let score = Math.min(1, count / 8);
  if (finite && count >= 4) score = Math.max(score, Math.min(1, 0.5 + 0.08 * count));
  else if (count < 4) score *= 0.5;
  if (isHeading(text)) return score * 0.1;
  if (isQuestion(text) || ANNOUNCES.test(text)) score *= 0.35;
  const isTitle = !finite && written.length > 1 && isSetLikeTitle({ written, folded });
  if (isTitle && !/[.!?]["”)]*$/.test(text)) score *= 0.5;
  return score * lengthPenalty(count);
}

/** "Ada Byron - Notes on the Engine": a name, a dash and a title, as in conference programs. */
const PROGRAMME_LINE = /^[^\p{L}\p{N}]*((?:\p{Lu}[\p{L}'’.]*\s+){1,3}\p{Lu}[\p{L}'’.-]+)\s+[-–—|]+\s+(\p{Lu}.*)$/su;

/** Returns whether a text only announces who speaks on what. */
export function isTalkAnnouncement(text: string): boolean {
  const [, name, title] = PROGRAMME_LINE.exec(text.trim()) ?? [];
  if (name === undefined || title === undefined) return false;
  const isName = name.split(/\s+/).every((word) => !isFunctionWord(fold(word)) && /\p{Ll}/u.test(word));
  return isName && isSetLikeTitle(tokenizeCached(title));
}

/** Returns the length of a text in words. A Chinese or Japanese character counts as half a word. */
function unitsOfLength(text: string, words: number): number {
  const ideographs = text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu)?.length ?? 0;
  return ideographs > words ? ideographs / 2 : words;
}

/** Returns the factor for length: people skim points, so texts of more than two or three sentences score lower. */
function lengthPenalty(words: number): number {
  return words <= 30 ? 1 : 30 / words;
}

/** Returns whether most content words of a text start with a capital. */
export function isSetLikeTitle(text: string | CachedTokens): boolean {
  const { written, folded } = typeof text === 'string' ? tokenizeCached(text) : text;
  const telling = written.filter((word, index) => /^\p{L}/u.test(word) && !isFunctionWord(folded[index]!));
  const capitals = telling.filter((word) => /^\p{Lu}/u.test(word));
  return telling.length >= 1 && capitals.length >= 0.7 * telling.length;
}
