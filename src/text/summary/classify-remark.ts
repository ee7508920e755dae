import { splitSentences } from '#domain/language/split-sentences.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { type Pronouns, saysWe } from '#text/sentences/point-of-view.ts';
import { backReferenceOf, hasFiniteVerb } from '#text/sentences/statement-score.ts';
import { isHedged, isMereRemark, isWritersAside, wordingOf } from '#text/sentences/wording.ts';

/**
 * What a sentence of a note is: something that was said in the talk (`matter`), the note-taker's own thought, something
 * the note-taker wants to look up or do, or chat among readers of the channel.
 */
export type RemarkKind = 'matter' | 'thought' | 'lookup' | 'chat';

const MARKED_LOOKUP =
  /^[\s\p{P}]*(?:(?:to-?do|to do|to look up|action(?: item)?s?|ai|follow[- ]?ups?|(?:note|reminder) to self|homework|look[- ]?up)\s*[:–—-]\s|todo\s|(?:need to |should |must )?look (?:this|that|it|them|up)(?!\p{L}))/iu;
const WANTS_TO =
  /(?<!\p{L})(?:(?:i|we)(?:['’](?:ll|d|m|re)|\s+(?:should|must|need to|have to|want to|will|am going to|are going to|would like to))|makes? me want to|made me want to|(?:must|should|need to|have to|want to|gotta)(?=\s+(?:look|check|read|reread|try|find)))\s+(?:\p{L}+\s+)?(?:look|read|re-?read|try|check|find|watch|ask|google|investigate|evaluate|follow|order|buy|test|play|dig|learn)(?!\p{L})/iu;
/** Only the label ("TODO:"), without what is to be done. */
const LOOKUP_MARK =
  /^[\s\p{P}]*(?:(?:to-?do|to do|to look up|action(?: item)?s?|ai|follow[- ]?ups?|(?:note|reminder) to self|homework|look[- ]?up)\s*[:–—-]\s*|todo\s+)/iu;
const ASIDE_MARK = /^[^:]{3,60}:\s*/u;

/** Minimum number of words for colleagues who weren't there to understand a remark. */
const FEWEST_WORDS = 4;

const PRAISE =
  'good|nice|great|cool|awesome|excellent|interesting|amazing|solid|lovely|fun|neat|useful|helpful|weak|boring|fantastic|brilliant|inspiring|refreshing';
const OF_TALK =
  'advice|talk|session|points?|ideas?|examples?|story|stories|reminder|question|overview|summary|stuff|slides?|demo|intro|introduction|speaker|presentation|keynote|energy|analogy|metaphor|quote|takes?|perspective';
/** "Good advice on side projects", "nice that they say it": praise for the talk rather than something it said. */
const PRAISES = new RegExp(
  String.raw`^\W*(?:(?:very|really|so|such|some|a|an|what a)\s+)*(?:${PRAISE})\s+(?:(?:${OF_TALK})(?!\p{L}|\s*[:：])|(?:that|to see|to hear|how|seeing|hearing)\s)`,
  'iu',
);
/** The note-taker's "I": they judge, compare, wonder or couldn't follow. A story told as "I" is the speaker's. */
const OWN_I =
  /(?<![\p{L}'’/])(?:i(?:['’](?:m|ve|d|ll))?\s+(?:(?:am|have|had|would|do|did|was|could|can|not|really|also|personally|still|just|never|don['’]?t|didn['’]?t|couldn['’]?t|can['’]?t)\s+){0,3}(?:think|thought|guess|like|liked|love|loved|hate|hated|enjoy|enjoyed|wonder|wondered|wish|hope|disagree|disagreed|agree|agreed|doubt|prefer|miss|missed|hear|keep|follow|see|saw|seen|read|met|remember|know|believe|feel|felt|suspect|assume|bet|want|wanted|biased|curious|sure|surprised|impressed|confused|skeptical|sceptical|glad|happy|sad|excited|expected|looking|high|convinced)(?!\p{L})|ich|je|j['’]ai|yo|ik|jag)(?!\p{L})/iu;
/** "That is what our tool does!": note-takers compare what they hear with what they have. */
const COMPARES =
  /(?<!\p{L})(?:our|ours|we|us)(?!\p{L}).*(?:!|(?<!\p{L})(?:too|as well|already|also|same)(?!\p{L}))|^\W*(?:that|this)(?:['’]s| is| sounds)\s+(?:exactly |just |like )*(?:what|how|why|like)\s.*(?<!\p{L})(?:our|we)(?!\p{L})/iu;
/** "Love the rule …", "unlike us they …" */
const OPENS_OWN =
  /^\W*(?:(?:lov(?:e|ed|ing)|really like) (?:the|this|that|how|it)|(?:unlike|(?:just|same) (?:like|as)) (?:us|ours?|we))(?!\p{L})/iu;
/** "I promised to send my notes, so here they are." */
const SENDS_NOTES =
  /(?<!\p{L})(?:send|sent|share|shared|post|posted|paste|pasted)(?!\p{L}).{0,30}(?<!\p{L})notes(?!\p{L})|(?<!\p{L})here (?:they (?:are|come)|(?:are|come) (?:my|the|some|these)(?: rough)? notes)\W*$/iu;
/** A quoted sentence by somebody else isn't a remark, whatever the note-taker adds. */
const QUOTED_SENTENCE = /["“„«「](?:[^\s"“”„«»「」]+\s+){4,60}?[^\s"“”„«»「」]+["”“»」]/u;
const QUOTED = /["“„«「][^"“”„«»「」]*["”“»」]/gu;

/** Reminders to finish the note itself: "insert slide". */
const UNFINISHED =
  /^\W*(?:(?:i\s+)?(?:need|want|have)\s+to\s+)?(?:insert|add|attach|paste|upload)\s+(?:(?:the|a|an|some|my)\s+)?(?:slides?|photos?|pictures?|images?|links?|screenshots?|diagrams?)(?!\p{L})/iu;

/** Classifies a sentence or line of the note `whole`. */
export function classifyRemark(text: string, pronouns: Pronouns, whole = text): RemarkKind {
  if (isWritersAside(text)) return 'thought';
  if (UNFINISHED.test(text)) return 'chat';
  if (QUOTED_SENTENCE.test(text)) return 'matter';
  const { length } = tokenizeCached(text).written;
  if (MARKED_LOOKUP.test(text) && length > 2) return 'lookup';
  const wording = wordingOf(text);
  const { telling, judging, aboutEvent, courteous, isPersonal } = wording;
  const bare = text.replace(QUOTED, ' ');
  if (isPersonal && !pronouns.iIsSpeaker && SENDS_NOTES.test(bare)) return 'chat';
  const isOwn =
    (OPENS_OWN.test(bare) && length > FEWEST_WORDS) ||
    (isPersonal && !pronouns.iIsSpeaker && (judging > 0 || OWN_I.test(bare))) ||
    (pronouns.weAreWriters && saysWe(text) && saysWe(whole) && COMPARES.test(bare));
  if (isPersonal && !pronouns.iIsSpeaker && WANTS_TO.test(bare)) return 'lookup';
  const isShort = length < FEWEST_WORDS;
  const isFirst = whole.trimStart().startsWith(text.trimStart()) && !whole.trim().includes('\n');
  const goesOn = /^\s*\p{Ll}/u.test(whole.trimStart().slice(text.trim().length));
  if (telling === 0 || (courteous > 0 && isMereRemark(wording)))
    return isHedged(text) && length > 2 ? 'matter' : 'chat';
  // "Day 2! …", but "Show your face! Remain authentic!"
  if (isShort && isFirst && !goesOn && /!\s*$/u.test(text) && !hasFiniteVerb(text)) return 'chat';
  if (PRAISES.test(text)) return isShort ? 'chat' : 'thought';
  if (isMereRemark(wording) && (aboutEvent > 0 || isPersonal)) return isShort ? 'chat' : 'thought';
  if (isMereRemark(wording) && telling < 2) return 'chat';
  if (!isOwn) return 'matter';
  return telling >= 2 && !isShort ? 'thought' : 'chat';
}

/** Removes the label of a remark: "Note taker:", "TODO:". */
export function withoutRemarkMark(text: string): string {
  if (isWritersAside(text)) return text.replace(ASIDE_MARK, '');
  return text.replace(LOOKUP_MARK, '');
}

/** A note-taker's own remark. */
export interface Remark {
  kind: 'thought' | 'lookup';
  text: string;
}

/** Splits a line of a note into what was said in the talk and the note-taker's own remarks. Chat is left out. */
export function splitRemarks(text: string, pronouns: Pronouns, note: string): { matter: string; remarks: Remark[] } {
  const remarks: Remark[] = [];
  const add = (kind: RemarkKind, remark: string) => {
    if (kind === 'thought' || kind === 'lookup') remarks.push({ kind, text: withoutRemarkMark(remark) });
  };
  const sentences = splitSentences(text);
  const whole = classifyRemark(text, pronouns, note);
  // "Note taker: …" and "TODO: …" apply to everything that follows.
  if (whole !== 'matter' && (sentences.length === 1 || /^[^.!?]{0,60}:/u.test(text))) {
    add(whole, text);
    return { matter: '', remarks };
  }
  const kinds = sentences.map((sentence) => classifyRemark(sentence.text, pronouns, note));
  if (kinds.every((kind) => kind === 'matter')) return { matter: text, remarks };
  const kept: string[] = [];
  let open: { kind: RemarkKind; from: number; to: number } | undefined;
  const close = () => {
    if (open !== undefined) add(open.kind, text.slice(open.from, open.to));
    open = undefined;
  };
  for (const [index, sentence] of sentences.entries()) {
    const kind = kinds[index]!;
    // A sentence that refers back to a remark belongs to it.
    const leaning = backReferenceOf(sentence.text);
    const isContinued = kept.length === 0 && leaning !== 'none' && (leaning !== 'person' || open?.kind !== 'chat');
    if (open !== undefined && (open.kind === kind || (kind === 'matter' && isContinued))) open.to = sentence.end;
    else {
      close();
      if (kind === 'matter') kept.push(sentence.text);
      else open = { kind, from: sentence.start, to: sentence.end };
    }
  }
  close();
  return { matter: kept.join(' '), remarks };
}
