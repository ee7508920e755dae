import { tokenizeCached } from './cached-tokens.ts';
import { wordingOf } from './wording.ts';

/** "We" and "they" in the most common languages of notes, folded. */
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

/** Returns whether a text says "we" but not "they". */
export function saysWe(text: string): boolean {
  const { folded } = tokenizeCached(text);
  return folded.some((word) => WE.has(word)) && !folded.some((word) => THEY.has(word));
}

/** Who "I" and "we" refer to in the notes of a talk. */
export interface Pronouns {
  /** The notes quote the speaker in the first person, so "I" is the speaker. */
  iIsSpeaker: boolean;
  /** The note-takers call themselves "we" and the speaker "they", so "our release tool" is the note-takers' own. */
  weAreWriters: boolean;
}

/** Minimum share of sentences that say "I" for "I" to be the speaker. */
const SPEAKERS_SHARE = 0.2;
const FEWEST_PERSONAL = 3;

/** Determines who "I" and "we" refer to from all sentences in the notes of a talk. */
export function detectPointOfView(sentences: readonly string[]): Pronouns {
  let personal = 0;
  let we = 0;
  let they = 0;
  for (const text of sentences) {
    if (wordingOf(text).isPersonal) personal++;
    if (saysWe(text)) we++;
    else if (tokenizeCached(text).folded.some((word) => THEY.has(word))) they++;
  }
  return {
    iIsSpeaker: personal >= FEWEST_PERSONAL && personal >= SPEAKERS_SHARE * sentences.length,
    weAreWriters: we > 0 && they > we,
  };
}
