import { type SmallTalkClass, smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { maskUrls } from '#domain/language/urls.ts';
import type { Note } from '#domain/notes/note.ts';

/**
 * Weight of each feature, in log odds. Fitted by logistic regression on chat lines, everyday dialogue and half of
 * `eval/placement/lines.tsv` versus lines of public conference notes and abstracts (none from a sample conference),
 * then rounded; `session` and `mention` were set by hand.
 */
const CLASS_WEIGHTS: readonly (readonly [weight: number, ...SmallTalkClass[]])[] = [
  [0, 'greeting'],
  [1.7, 'thanks'],
  [1.2, 'laughter'],
  [0.6, 'assent'],
  [0.5, 'praise', 'mood'],
  [1, 'place'],
  [0.9, 'food'],
  [0.4, 'travel'],
  [0.5, 'gear'],
  [0.6, 'gathering'],
  [1.2, 'movement'],
  [0.9, 'time'],
  [0.1, 'state'],
  [0.5, 'someone'],
  [2.5, 'firstPerson', 'ambiguousI'],
  [0.9, 'hearer'],
  [-0.5, 'asking'],
  [0.5, 'either'],
  [-1.2, 'session'],
];

const FORM_WEIGHTS = {
  always: 0.5,
  // One or two words may be a slide's heading as well as small talk.
  atMostTwoWords: -1.5,
  atMostSixWords: -0.65,
  overFourteenWords: -1,
  overTwentyFiveWords: -0.4,
  unknownWord: -0.55,
  noUnknownWord: 1.2,
  question: 1.7,
  exclamation: 0.8,
  severalLines: -0.9,
  label: -1.4,
  quotation: -1.1,
  code: -0.6,
  emphasis: -0.4,
  symbols: -1.4,
  asksFirst: 0.65,
  asksSomeone: 1.5,
  shortAndPractical: 1.1,
  // For each practical word after the first, at most two.
  practicalWord: 0.75,
  thing: 0.7,
  // A definite thing, such as "the lobby" or "my jacket": something at the venue rather than an example in a talk.
  definiteThing: 0.6,
  shareOfReaction: 2.5,
  mention: 0.8,
};

/** Log odds of a note without any words: an emoji, "+1". */
const WORDLESS = 8;
/** Minimum log odds of an announcement to the whole channel: it was not heard in a talk, however long it is. */
const ANNOUNCEMENT = 5;
/** Log odds of a bare link: somebody found it and wants to share it. */
const BARE_LINK = -2;
const MOST_UNKNOWN = 8;

const GREETING = smallTalkClasses('greeting');
const ASKING = smallTalkClasses('asking');
const THANKS = smallTalkClasses('thanks');
const HEARER = smallTalkClasses('hearer');
const SOMEONE = smallTalkClasses('someone');
const LAUGHTER = smallTalkClasses('laughter');
const REACTION = smallTalkClasses('greeting', 'thanks', 'laughter', 'assent', 'praise', 'mood');
const PRACTICAL = smallTalkClasses('place', 'food', 'travel', 'gear', 'gathering', 'movement', 'state', 'time');
const THING = smallTalkClasses('place', 'food', 'travel', 'gear', 'gathering');
const FILLER = smallTalkClasses('filler');
const CLASS_BITS = CLASS_WEIGHTS.map(([weight, ...names]) => ({ bits: smallTalkClasses(...names), weight }));
const WEIGHTED = CLASS_BITS.reduce((all, { bits }) => all | bits, 0);

const EMOJI_NAME = /:[a-z0-9_+-]+:(?::skin-tone-\d:)?/gi;
const WHOLE_TALK_CHARACTERS = 400;
/** Maximum log odds of such a note. */
const WHOLE_TALK = -1;
const BROADCAST = /@(?:channel|here|everyone|all)\b/;
const MENTION = /(?:^|\s)@\p{L}/u;
const NOTICE = /^\P{L}*(?:psa|reminder|heads[- ]?up|note to self|rappel|erinnerung|hinweis|aviso|avviso)\b/iu;
const LABEL = /:\s*$|^[^:\n]{3,40}:\s/;
const QUOTATION = /["“”„«»]/;
const SYMBOLS = /[=<>→/&]|->/;
/** Endings that the segmenter splits off Japanese words. */
const KANA_ENDING = /^\p{Script=Hiragana}{1,2}$/u;
const DEFINITE = new Set(
  (
    'the this my our your his her their der die das dem den im am zum zur mein meine meinen unser unsere le la les du au aux ' +
    'mon ma mes nos notre el los las del al mi mis nuestra nuestro il lo gli'
  ).split(' '),
);
/** Names a cause with a word of thanks: "Thanks to the cache, …". With "for" after it, it thanks somebody. */
const CAUSE =
  /^\P{L}*(?:thanks to|dank (?:de[mrs]|eine[mrs])|gracias al?|grazie (?:a|al|agli|ai|all['’]|alla|alle|allo)|tack vare)(?!\p{L})(?!.*\s(?:for|für|por|per|för)\s)[^!！]*$/isu;
const EMPHASIS = /\*\*|__/;

/** Returns whether a note is so long that it holds what somebody noted in a talk, rather than a remark outside. */
export function isWholeTalk(text: string): boolean {
  return text.length >= WHOLE_TALK_CHARACTERS;
}

/**
 * Scores whether a note is small talk (greetings, thanks, "where is…", "save me a seat", "+1") or something heard in a
 * talk, using only its words and form. Returns log odds: above 0 for small talk, roughly between -8 and 8. Knows
 * everyday words of some twenty languages; for others only the form counts.
 */
export function smallTalkScore({ text, spans }: Pick<Note, 'text' | 'spans'>): number {
  const plain = text.replace(EMOJI_NAME, ' ').trim();
  const words = tokenize(maskUrls(plain));
  if (words.length === 0) return /https?:/.test(text) ? BARE_LINK : WORDLESS;
  let unknown = 0;
  let reactions = 0;
  const practical = new Set<string>();
  let isThing = false;
  let isDefinite = false;
  let lastDefinite = Number.NEGATIVE_INFINITY;
  let classes = 0;
  let afterTwo = 0;
  for (const [at, word] of words.entries()) {
    let found = classify(word.text);
    if (found & REACTION) reactions++;
    if (found === UNKNOWN) unknown++;
    if (found & PRACTICAL) practical.add(word.text);
    if (found & THING) {
      isThing = true;
      isDefinite ||= at - lastDefinite <= 2;
    }
    if (DEFINITE.has(word.text.toLowerCase())) lastDefinite = at;
    // "Good morning" is a greeting, "the morning session" is not.
    if (at > 1) found &= ~GREETING;
    classes |= found;
    if (at > 1) afterTwo |= found;
  }
  if (CAUSE.test(plain) && !(afterTwo & (SOMEONE | HEARER))) {
    classes &= ~THANKS;
    reactions--;
  }
  const form = FORM_WEIGHTS;
  const count = words.length;
  let score = form.always + (form.shareOfReaction * reactions) / count;
  for (const { bits, weight } of CLASS_BITS) if (classes & bits) score += weight;
  if (count <= 2) score += form.atMostTwoWords;
  else if (count <= 6) score += form.atMostSixWords;
  else if (count > 14) score += form.overFourteenWords;
  if (count > 25) score += form.overTwentyFiveWords;
  score += unknown === 0 ? form.noUnknownWord : form.unknownWord * Math.min(MOST_UNKNOWN, unknown);
  if (plain.endsWith('?') || plain.endsWith('？')) score += form.question;
  else if (plain.endsWith('!')) score += form.exclamation;
  if (text.includes('\n')) score += form.severalLines;
  if (LABEL.test(text)) score += form.label;
  if (QUOTATION.test(text) || spans.some(({ kind }) => kind === 'quote')) score += form.quotation;
  if (text.includes('`') || spans.some(({ kind }) => kind === 'code')) score += form.code;
  if (EMPHASIS.test(text) || spans.some(({ kind }) => kind === 'bold' || kind === 'italic')) score += form.emphasis;
  if (SYMBOLS.test(plain)) score += form.symbols;
  if (classify(words[0]!.text) & ASKING) score += classes & SOMEONE ? form.asksSomeone : form.asksFirst;
  if (count <= 8 && practical.size > 0) score += form.shortAndPractical;
  score += form.practicalWord * Math.max(0, Math.min(2, practical.size - 1));
  if (isThing) score += form.thing;
  if (isDefinite) score += form.definiteThing;
  if (MENTION.test(text)) score += form.mention;
  if (BROADCAST.test(text) || NOTICE.test(text)) return Math.max(score, ANNOUNCEMENT);
  return isWholeTalk(text) ? Math.min(score, WHOLE_TALK) : score;
}

/** Bit for a word that has no class and isn't a function word. */
const UNKNOWN = 1 << 30;
const classified = new Map<string, number>();
const MOST_CLASSIFIED = 100_000;

/** Returns the classes of an unfolded word as a bit mask, or {@link UNKNOWN}; cached. */
function classify(word: string): number {
  let classes = classified.get(word);
  if (classes === undefined) {
    const folded = fold(word);
    const all = smallTalkClassesOf(folded);
    classes = all & WEIGHTED;
    if (classes === 0 && all & FILLER) classes = LAUGHTER;
    if (classes === 0 && !isFunctionWord(folded) && !KANA_ENDING.test(folded)) classes = UNKNOWN;
    if (classified.size >= MOST_CLASSIFIED) classified.clear();
    classified.set(word, classes);
  }
  return classes;
}
