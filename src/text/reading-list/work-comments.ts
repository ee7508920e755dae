import { splitSentences } from '#text/sentences/split-sentences.ts';
import { SPEAKS_OF_BOOKS, SPEAKS_OF_READING } from './cue-patterns.ts';

const LONGEST_COMMENT = 240;

/** How what is said of a work goes on behind its title in the same sentence. */
const GOES_ON =
  /^\s*(?:[,;:]\s*|[–—-]+\s+|[([]\s*|(?=(?:is|was|has|covers|explains|describes|shows|changed|made|gives|helped|because|which|if|for|when|where|ist|war|hat|weil|est|était|es|fue|é|foi)\s))/iu;
const COPULA = /^(?:(?:it|which|that)['’]?s?\s+)?(?:is|was|ist|war|est|était|es|fue|é|foi)\s+(?=\S+\s+\S)/iu;

/** A sentence behind the title speaks of the work, not of what the talk came to next. */
const SPEAKS_OF_IT =
  /(?<!\p{L})(?:it|its|it's|it’s|that one|this one|chapters?|pages?|author|excellent|great|fantastic|brilliant|amazing|favou?rite|loved?|fascinating|changed|worth|es|ihn|kapitel|super|toll|chapitre|excellent|génial|capítulo|excelente|genial|lo|la|capitolo|ottimo)(?!\p{L})/iu;

/**
 * What a note says of a work behind its title and author, in the note's own words: the rest of the sentence, else
 * the next sentence of the line if it speaks of the work. Undefined where nothing is said. `until` is where the
 * next work is named.
 */
export function readComment(line: string, from: number, until: number): string | undefined {
  const rest = line.slice(from, until);
  const sentences = splitSentences(rest);
  const first = sentences[0];
  if (first === undefined) return undefined;
  const goesOn = GOES_ON.exec(rest);
  if (goesOn !== null && until === line.length) {
    const comment = tidy(rest.slice(goesOn[0].length, first.end));
    if (isTelling(comment)) return comment;
  }
  // What remains of the title's own sentence, often its full stop alone, is behind us.
  const isRest = /^\s*(?:[\p{Ll},;:)\]–—-]|["”’»]?[.!?])/u.test(rest);
  const next = sentences[isRest && /\p{L}/u.test(first.text) ? 1 : /\p{L}/u.test(first.text) ? 0 : 1];
  if (next === undefined || until !== line.length) return undefined;
  const says = SPEAKS_OF_IT.test(next.text) || SPEAKS_OF_BOOKS.test(next.text) || SPEAKS_OF_READING.test(next.text);
  const comment = tidy(next.text);
  return says && isTelling(comment) ? comment : undefined;
}

function tidy(text: string): string {
  const bare = text
    .trim()
    .replace(COPULA, '')
    .replace(/^["”’»)\]\s,;:–—-]+/u, '')
    .replace(/[\s.,;:–—-]+$/u, '');
  // An opening bracket that the cut left alone takes its partner with it.
  return /^[^([]*[)\]]$/u.test(bare) ? bare.slice(0, -1) : bare;
}

function isTelling(comment: string): boolean {
  if (/^(?:and|also|as well|und|auch|et|aussi|y|también|e|também)(?!\p{L})/iu.test(comment)) return false;
  if (comment.length > LONGEST_COMMENT || /https?:|\uFFFC/i.test(comment)) return false;
  const words = comment.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  return words.length >= 3 || /[\p{Lo}]{4}/u.test(comment);
}
