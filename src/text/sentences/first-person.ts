import { readWords } from './cached-tokens.ts';

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

/**
 * Are "we" in a section's notes those who write them? So it is where most notes call the speaker and theirs "they":
 * "our release tool" is then a colleague's, and no point of the talk. Elsewhere notes speak with the speaker's voice.
 */
export function writersSayWe(texts: readonly string[]): boolean {
  let we = 0;
  let they = 0;
  for (const text of texts) {
    if (saysWe(text)) we++;
    else if (readWords(text).folded.some((word) => THEY.has(word))) they++;
  }
  return we > 0 && they > we;
}
