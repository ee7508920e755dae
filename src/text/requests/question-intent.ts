import { smallTalkClasses, smallTalkClassesOf } from '#domain/language/small-talk.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { foldedWords } from '#domain/language/tokenize.ts';

/**
 * What a person who writes to the bot wants: the digest, the reading list, a reply to a greeting, thanks or a request
 * for help, or an answer from the notes.
 */
export type Intent = 'digest' | 'reading-list' | 'greeting' | 'thanks' | 'help' | 'question';

const DIGEST =
  /\b(?:main points?|key (?:points?|takeaways?)|takeaways?|highlights?|summary|summari[sz]e|recap|digest|overview|tl;?dr|miss(?:ed)?|happened|catch (?:me |us )?up|what['’]?s new)\b/iu;
const READING = /\b(?:books?|read|reading|recommend(?:ed|ations?)?)\b/iu;
const HELP =
  /^\W*help\b|\b(?:what|how) (?:can|do|does|should) (?:you|this|it|i|we) (?:do|work|use|add|take|save|write|start|stop|ask)\b|\bwho are you\b/iu;

/** Words about everything that was said: a question with no others asks for the digest or the reading list. */
const GENERAL = new Set(
  foldedWords(
    `main point points key takeaway takeaways highlight highlights summary summarize summarise recap digest overview tldr tl dr
     miss missed happened catch new today todays yesterday yesterdays day days morning afternoon conference event talk talks
     session sessions far important best most thing things give show tell please book books read reading list recommended
     recommend recommendation recommendations article articles paper papers video videos worth anything everything all`,
  ),
);

const PLEASANTRIES = smallTalkClasses('greeting', 'thanks', 'praise', 'mood', 'assent', 'laughter', 'someone');
const GREETING = smallTalkClasses('greeting');
const THANKS = smallTalkClasses('thanks');

/** Returns what a person who wrote a text to the bot wants. */
export function intentOf(text: string): Intent {
  const words = foldedWords(text.replace(/:[a-z0-9_+-]+:/gi, ' '));
  const has = (classes: number) => words.some((word) => (smallTalkClassesOf(word) & classes) !== 0);
  if (words.every((word) => isFunctionWord(word) || (smallTalkClassesOf(word) & PLEASANTRIES) !== 0)) {
    if (has(THANKS)) return 'thanks';
    if (has(GREETING)) return 'greeting';
  }
  if (HELP.test(text)) return 'help';
  const isGeneral = words.every(
    (word) =>
      GENERAL.has(word.replace(/['’]s$/u, '')) ||
      isFunctionWord(word) ||
      (smallTalkClassesOf(word) & PLEASANTRIES) !== 0,
  );
  if (!isGeneral) return 'question';
  if (READING.test(text)) return 'reading-list';
  return DIGEST.test(text) ? 'digest' : 'question';
}
