import { splitSentences } from '#domain/language/split-sentences.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { endSentence } from './tidy-sentence.ts';

/** What a single note asks and answers, judged by its own words. */
export interface AskedInNote {
  /** Questions with their answers, both as written. */
  pairs: { question: string; answer: string }[];
  /** A question that the note reports somebody asking, without an answer. */
  asked?: string;
  /** A question without a label: somebody may have asked it, or it is a slide's heading or rhetorical. */
  unmarked?: string;
  /** The note is an answer to an earlier question. */
  answer?: string;
}

const QUESTION_NOUN =
  '(?:question|frage|pregunta|domanda|pergunta|vraag|fråga|spørgsmål|pytanie|вопрос|سؤال|質問|提问|問題|问题|질문)';
const ANSWER_NOUN =
  '(?:answers?|reply|replies|response|antwort|respuesta|réponse|risposta|resposta|antwoord|svar|odpowiedź|ответ|جواب|回答|답변)';
const WHOSE =
  "(?:(?:his|her|their|my|the|short|quick|speaker['’]?s?|one|good|audience|first|second|last|next|another|seine?|ihre?|die|sa|su|il|la|una|eine|une|das)\\s+){0,3}";
const COLON = '\\s*[:：]\\s*';

const LABEL_START = '(?<=^|[\\s(•*>？。！–—-])';

/** `Q:`, `Q1.`, "Q from audience:", "question from the floor:" */
const QUESTION_LABEL = new RegExp(
  `${LABEL_START}(?:Q\\d{0,2}\\s*[:：.)]\\s+|(?i:audience|publikum|público|pubblico|publiek)${COLON}(?=(?:[^\\s?？]{1,40}\\s){2,60}[^\\s?？]{1,40}[?？])|Q\\d{0,2}\\s(?:from|by)\\s[^:：?？\\n]{1,30}${COLON}|(?i:${WHOSE}${QUESTION_NOUN})(?:\\s[^:：?？\\n]{0,40})?${COLON})`,
  'gu',
);
const ANSWER_LABEL = new RegExp(
  `${LABEL_START}(?:A\\d{0,2}\\s*[:：)]\\s+|(?<=[?？][)"”’]?\\s)(?i:s?he|speaker|er|sie|il|elle)${COLON}|(?i:${WHOSE}${ANSWER_NOUN})(?:\\s(?!to\\s)[^:：?？\\n]{0,30})?${COLON})`,
  'gu',
);
/** A question from the audience starts a line or sentence; "The big question: …" elsewhere is the speaker's. */
const STARTS_HERE = /(?:^|[\n.!?…;。？！|–—-])[\s•*(>]*$/u;
/** Letters that label a question and its answer in other languages; they count only as a pair. */
const LETTER_PAIRS =
  /(?<=^|\s)(?:(F)|(P)|(D)|(V)|(В)|(问|問|Q)|(س))\d?\s*[:：]\s*(.{1,600}?)[\s;,–—|/-](?:A|R|О|答|ج|S)\d?\s*[:：]\s*(.{1,2000})$/su;

const ASKS =
  /(?<!\p{L})(?:asked|asks|wants? to know|wanted to know|fragte?n?|gefragt|demande|demandé|a demandé|preguntó|preguntan?|pregunta si|chiede|chiesto|perguntou|pergunta se|vroeg|vraagt|frågade|frågar)(?!\p{L})/iu;
const ANSWERS =
  /(?<!\p{L})(?:answer(?:ed|s)?|repl(?:ied|ies)|respond(?:ed|s)|antwortete[nt]?|antwortet|geantwortet|répond(?:u|it)?|a répondu|respondió|responde|risponde|risposto|respondeu|antwoordde|antwoordt|svarade|svarar)(?!\p{L})/iu;
const QUESTION_END = /[?？؟;;⁇‽][)\]"'”’»」』*]*\s*$/u;
const GREEK_ONLY = /[;;]/;

/** Returns whether a sentence ends in a question mark. The Greek one looks like a semicolon and counts only after Greek. */
export function isQuestion(sentence: string): boolean {
  if (!QUESTION_END.test(sentence)) return false;
  return !GREEK_ONLY.test(sentence.trim().slice(-2)) || /\p{sc=Greek}[;;]/u.test(sentence);
}

/** Parses what a note asks and answers. */
export function readQuestions(text: string): AskedInNote {
  const labelled = /[:：]|^\W*Q\d{0,2}[.)]/u.test(text) ? readLabelled(text) : undefined;
  if (labelled !== undefined) return labelled;
  const told = readTold(text);
  if (told !== undefined) return told;
  const unmarked = questionIn(text);
  return { pairs: [], ...omitUndefined({ unmarked }) };
}

function readLabelled(text: string): AskedInNote | undefined {
  const questions = labels(text, QUESTION_LABEL).filter(({ start }) =>
    STARTS_HERE.test(text.slice(Math.max(0, start - 20), start)),
  );
  if (questions.length === 0) {
    const lettered = readLetters(text);
    if (lettered !== undefined) return lettered;
  }
  const answers = labels(text, ANSWER_LABEL);
  if (questions.length === 0 && answers.length === 0) return undefined;
  const pairs: AskedInNote['pairs'] = [];
  let asked: string | undefined;
  const [firstAnswer] = answers;
  const isOnlyAnswer = questions.length === 0 && firstAnswer !== undefined && firstAnswer.start <= text.search(/\S/);
  if (isOnlyAnswer) return { pairs, answer: cut(text.slice(firstAnswer.end)) };
  if (questions.length === 0) {
    // "where do you start? answer: with one team"
    const before = text.slice(0, firstAnswer!.start);
    const question = questionIn(before) ?? (ASKS.test(before) ? cut(before) : undefined);
    if (question === undefined) return undefined;
    return { pairs: [{ question, answer: cut(text.slice(firstAnswer!.end)) }] };
  }
  for (const [index, question] of questions.entries()) {
    const end = questions[index + 1]?.start ?? text.length;
    const own = answers.filter(({ start }) => start >= question.end && start < end);
    const words = cut(text.slice(question.end, own[0]?.start ?? end));
    if (words === '') continue;
    if (own.length > 0) {
      const parts = own.map((answer, nth) => cut(text.slice(answer.end, own[nth + 1]?.start ?? end)));
      pairs.push({ question: words, answer: parts.length === 1 ? parts[0]! : parts.map(endSentence).join(' ') });
    } else if (isQuestion(firstSentences(words)) || /^Q\d{0,2}\s*[:：.)]/.test(text.slice(question.start)))
      asked = words;
  }
  if (asked !== undefined) {
    const split = splitAfterQuestion(asked);
    if (split !== undefined) return { pairs: [...pairs, split] };
  }
  return pairs.length === 0 && asked === undefined
    ? undefined
    : { pairs: pairs.filter(({ answer }) => answer !== ''), ...omitUndefined({ asked }) };
}

function readLetters(text: string): AskedInNote | undefined {
  const match = LETTER_PAIRS.exec(text);
  if (match === null) return undefined;
  const [question, answer] = match.slice(-2).map((part) => cut(part!));
  return { pairs: [{ question: question!, answer: answer! }] };
}

/** Parses reported questions: "Somebody asked how they test it, she answered that they don't." */
function readTold(text: string): AskedInNote | undefined {
  const asks = ASKS.exec(text);
  if (asks === null) return undefined;
  const answers = ANSWERS.exec(text.slice(asks.index));
  if (answers !== null) {
    const at = asks.index + answers.index;
    const clause = /[.;,:!?？\n–—]\s*[^.;,:!?？\n–—]*$|\s(?:and|und|et|y|e|en|och)\s[^.;,:!?？\n–—]*$/u.exec(
      text.slice(0, at),
    );
    if (clause !== null && clause.index > asks.index) {
      const keeps = /^[!?？]/.test(clause[0]) ? 1 : 0;
      const question = cut(text.slice(0, clause.index + keeps));
      const answer = cut(text.slice(clause.index + keeps).replace(/^[.;,:\s–—]+/u, ''));
      return { pairs: [{ question, answer }] };
    }
  }
  const question = questionIn(text);
  if (question === undefined) return undefined;
  return splitAfterQuestion(text.trim()) === undefined
    ? { pairs: [], asked: cut(text) }
    : { pairs: [splitAfterQuestion(text.trim())!] };
}

/** Splits a text into a question and what the note says after it; returns undefined if nothing follows. */
function splitAfterQuestion(text: string): { question: string; answer: string } | undefined {
  const sentences = splitSentences(text);
  const last = sentences.findLastIndex((sentence) => isQuestion(sentence.text));
  if (last === -1 || last === sentences.length - 1) return undefined;
  const end = sentences[last]!.end;
  return { question: cut(text.slice(0, end)), answer: cut(text.slice(end)) };
}

/** Returns the sentences of a note from its first question to its last, or undefined if it asks nothing. */
function questionIn(text: string): string | undefined {
  const sentences = splitSentences(text);
  const first = sentences.findIndex((sentence) => isQuestion(sentence.text));
  if (first === -1) return undefined;
  const last = sentences.findLastIndex((sentence) => isQuestion(sentence.text));
  return text.slice(sentences[first]!.start, sentences[last]!.end);
}

function firstSentences(text: string): string {
  return questionIn(text) ?? text;
}

function labels(text: string, label: RegExp): { start: number; end: number }[] {
  return Array.from(text.matchAll(label), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Removes white space, list marks and separators at both ends. */
function cut(text: string): string {
  return text.replace(/^[\s•*–—>-]+|[\s•*–—>;,/|-]+$/gu, '');
}
