import { readWords } from './cached-tokens.ts';
import { wordingOf } from './classify-words.ts';

/** "We" and "they" in the languages that notes are taken in most, folded. */
const WE = new Set(
  'we our ours us wir uns unser unsere unseren unserem nous notre nos nosotros nuestro nuestra nuestros nuestras noi nostro nostra nostri nostre nos nosso nossa nossos nossas wij ons onze vi var'.split(
    ' ',
  ),
);
const THEY = new Set(
  'they their he his she her sie ihr ihre er seine ils leur leurs elle ellos ellas el ella sus loro lui lei suo sua eles elas ele ela deles delas zij hun hij'.split(
    ' ',
  ),
);

/** Does a text say "we" and name nobody as "they"? */
export function saysWe(text: string): boolean {
  const { folded } = readWords(text);
  return folded.some((word) => WE.has(word)) && !folded.some((word) => THEY.has(word));
}

/** Who "I" and "we" are in the notes of a talk. */
export interface Voice {
  /** The notes write down what the speaker says in the first person. */
  iIsSpeaker: boolean;
  /** Those who write call themselves "we" and the speaker "they": "our release tool" is then a colleague's. */
  weAreWriters: boolean;
}

/** From this share of sentences that say "I" the notes speak with the speaker's voice. */
const SPEAKERS_SHARE = 0.2;
const FEWEST_PERSONAL = 3;

/** Finds out who "I" and "we" are, from all sentences of a talk's notes. */
export function voiceOfNotes(sentences: readonly string[]): Voice {
  let personal = 0;
  let we = 0;
  let they = 0;
  for (const text of sentences) {
    if (wordingOf(text).isPersonal) personal++;
    if (saysWe(text)) we++;
    else if (readWords(text).folded.some((word) => THEY.has(word))) they++;
  }
  return {
    iIsSpeaker: personal >= FEWEST_PERSONAL && personal >= SPEAKERS_SHARE * sentences.length,
    weAreWriters: we > 0 && they > we,
  };
}
