import { isNegation, saysUnsure } from '#domain/language/negation.ts';
import { splitSentences } from '#domain/language/split-sentences.ts';
import type { Note } from '#domain/notes/note.ts';
import { tokenizeCached } from './cached-tokens.ts';
import type { Pronouns } from './point-of-view.ts';
import { backReferenceOf, statementScore } from './statement-score.ts';
import { isMereRemark, type Wording, wordingOf } from './wording.ts';

/** Minimum weight of a point; the second applies only if no text reaches the first. */
export const LEAST_WEIGHT = 0.3;
export const LEAST_WEIGHT_OF_ALL = 0.2;
/** Minimum weight of a hallway remark: nobody misses those that aren't worth telling. */
export const LEAST_WEIGHT_IN_HALLWAY = 0.5;

/**
 * Returns the weight of a text on its own, before it is compared with other notes: does it say something, about the
 * subject rather than its writer, and did other people react to it? 1 is a plain complete sentence; 0 is not a point.
 */
export function weighText(text: string, note: Note, { iIsSpeaker }: Pick<Pronouns, 'iIsSpeaker'>): number {
  const wording = wordingOf(text);
  if (isMereRemark(wording)) return 0;
  return (
    statementScore(text) *
    matterShare(wording) *
    (iIsSpeaker ? 1 : personalShare(text, wording)) *
    LEANING[backReferenceOf(text)] *
    formWeight(text, note) *
    reasoningWeight(text) *
    reactionWeight(note)
  );
}

/**
 * How much a note weighs that starts with a reference to something before it. Within a talk "she" and "they" are clear;
 * "this" is not.
 */
const LEANING = { none: 1, person: 1, thing: 0.6, connective: 0.75 };

/** A statement on the subject counts in full; a personal or judging remark only as far as it says something else. */
function matterShare(wording: Wording): number {
  const { telling, judging, aboutEvent, courteous, startsWithJudgement } = wording;
  const opinion = startsWithJudgement ? 0.6 : 1;
  const aside = judging === 0 && aboutEvent > 0 ? 0.7 : 1;
  const judged = (telling + 1) / (telling + 1 + judging + (judging > 0 ? aboutEvent : 0));
  const toReaders = courteous > 0 ? 0.4 : 1;
  const few = Math.min(1, (telling + 1) / 4);
  return opinion * aside * judged * toReaders * few;
}

/** "I" in a note without quotation marks is more often its author than the speaker. */
const PERSONAL = 0.25;

function personalShare(text: string, { isPersonal }: Wording): number {
  if (!isPersonal) return 1;
  const sentences = splitSentences(text);
  const personal = sentences.filter((sentence) => wordingOf(sentence.text).isPersonal).length;
  return 1 - (1 - PERSONAL) * (personal / sentences.length);
}

/** Words that mark a note as the point: "key takeaway: …". */
export const KEY_CUE =
  /^\W*(?:(?:the|my|his|her|their|big|main|key|most important|biggest|die|le|la|el|il|o|a)\s+)*(?:(?:key|main|core|big(?:gest)?|most important)\s+(?:point|message|idea|lesson|thing|insight|takeaway)|take-?aways?|tl;?\s?dr|bottom line|lessons?(?: learn(?:ed|t))?|moral(?: of the story)?|conclusion|summary|thesis|fazit|kernaussage|merksatz|these|lehre|en résumé|à retenir|leçon|conclusión|en resumen|lección|in sintesi|conclusione|em resumo|conclusão|conclusie|samenvatting)(?:\s+(?:is|was|ist|est|es|è|é))?\s*[:–—,-]/iu;

/** An example counts less than what it is an example of. */
const EXAMPLE =
  /^\W*(?:(?:big|another|one|an)\s+)?(?:for example|for instance|examples?|e\.?g\.?|zum beispiel|beispiele?|z\.\s?b\.|par exemple|exemples?|por ejemplo|ejemplos?|per esempio|esempi[oi]?|por exemplo|exemplos?|bijvoorbeeld|voorbeeld(?:en)?|til exempel)(?!\p{L})/iu;

/** `Risk = likelihood x impact`: a formula or definition. */
const DEFINES = /^[^=\n]{2,40}\s=\s[^=]/u;

/** Reports that something was told or shown, without saying what. */
export const ABOUT_TELLING =
  /^[^\p{L}\p{N}]*(?:(?:\p{L}[\p{L}'’.-]*\s+){0,3}(?:talk(?:s|ed|ing)? about|spoke about|speaks about|will (?:share|talk|show|speak))|going to (?:talk|show|cover|discuss|explain|look at|be talking)|(?:an?\s+)?(?:live\s+|quick\s+)?(?:demo|comparison|mention|overview|discussion|story|talk) (?:of|about)|(?:mention|demonstrat|show)(?:s|ed|es|ing)(?!\p{L}))/iu;

/** A short line that ends in a URL only says where to look; links are listed anyway. */
const POINTS_TO_LINK = /^[^\n]{0,80}\bhttps?:\/\/\S+\s*$/u;

/** Returns the weight of a text's form: marked as the point, quoted, with a picture, with figures, a list. */
function formWeight(text: string, note: Note): number {
  const cue = KEY_CUE.test(text) ? 1.5 : EXAMPLE.test(text) ? 0.7 : 1;
  const verbatim = isWhollyQuoted(text, note) ? 1.3 : 1;
  const photo = note.photos.length > 0 ? 1.15 : 1;
  const defines = DEFINES.test(text) ? 1.3 : 1;
  const figure = /\p{N}/u.test(text.replace(/^\s*\p{N}{1,2}[.)]\s/u, '')) ? 1.1 : 1;
  const list = text.includes('\n') ? 0.8 : 1;
  const pointer = POINTS_TO_LINK.test(text) ? 0.6 : 1;
  const telling = ABOUT_TELLING.test(text) ? 0.7 : 1;
  return cue * verbatim * photo * figure * list * pointer * telling * defines;
}

/** Returns whether a text is entirely a quotation: people write down word for word what they think matters. */
function isWhollyQuoted(text: string, { spans, text: whole }: Note): boolean {
  return (
    /^["“„«「].+["”“»」][.!?]?(?:\s*(?:-{1,3}|[–—~])[^\n"“”«»]{1,60})?$/su.test(text.trim()) ||
    spans.some(({ kind, start, end }) => kind === 'quote' && end - start >= 0.8 * whole.length)
  );
}

/**
 * Words by which a sentence reasons, compares, contrasts or advises, folded: conjunctions, negations and modals, and
 * the commonest verbs of cause. People who weren't there get more from such a sentence than from a list or description.
 */
const REASONING = new Set(
  (
    'because if unless until than instead rather more less better worse therefore hence always whenever only but ' +
    'should must need needs enable enables enabled ' +
    'cause causes caused lead leads led mean means meant prevent prevents prevented avoid avoids weil wenn ' +
    'statt sondern immer nur soll sollte muss mussen mehr weniger besser fuhrt parce si toujours plutot doit ' +
    'faut plus moins mieux permet porque si siempre sino debe mas menos mejor permite perche sempre deve piu ' +
    'meno meglio permette mais melhor omdat als altijd moet meer minder beter'
  ).split(' '),
);
const SUPERLATIVE =
  /(?<!\p{L})(?:the (?:most|least|best|worst|biggest|only|single|real)|am \p{L}+sten|(?:le|la|les) (?:plus|seule?)|(?:el|la|los|las) más|(?:il|la|i|le) più|(?:o|a|os|as) mais|het \p{L}+ste)(?!\p{L})/iu;
const MOST_CUES = 3;

/** Returns how many different words of a text reason, compare or advise. */
export function countReasoning(text: string): number {
  const cues = new Set<string>();
  for (const word of tokenizeCached(text).folded) if (isNegation(word) || REASONING.has(word)) cues.add(word);
  if (SUPERLATIVE.test(text)) cues.add('');
  return cues.size;
}

/** A sentence that reasons gains by its cues; one that its own writer doubts counts less. */
function reasoningWeight(text: string): number {
  return (1 + 0.1 * Math.min(MOST_CUES, countReasoning(text))) * (saysUnsure(text) ? 0.8 : 1);
}

/** Slack's names of reactions that mean "worth keeping". Others only mean that somebody liked it. */
const KEEPS = new Set(
  'memo pencil pencil2 spiral_note_pad notebook ledger bookmark bookmark_tabs pushpin round_pushpin star star2 100 point_up bulb'.split(
    ' ',
  ),
);
const REJECTS = new Set(['-1', 'thumbsdown', 'no_good', 'x', 'no_entry', 'no_entry_sign', 'wastebasket']);

/** Returns the weight that reactions add: 1.6 for a single person who marked the note as worth keeping. */
function reactionWeight({ reactions }: Note): number {
  let given = 0;
  for (const { name, count } of reactions) {
    if (KEEPS.has(name)) given += count;
    else if (!REJECTS.has(name)) given += 0.3 * count;
  }
  return 1 + 0.6 * Math.log2(1 + given);
}
