import { fold } from './words.ts';

/** Words that deny what stands behind them. */
const DENIALS: ReadonlySet<string> = new Set(
  `not no never none nobody nothing neither nor without cannot nicht kein keine keinen keiner keinem nie niemals niemand
  ohne pas jamais aucun aucune sans nunca ningún ninguna nadie sin non mai nessun nessuno nessuna senza não nem ninguém
  sem niet geen nooit niemand zonder inte ingen aldrig utan`
    .split(/\s+/)
    .map(fold),
);

/** English words that deny without saying so: "fails to", "rather than". */
const HALF_DENIALS: ReadonlySet<string> = new Set(
  'fail fails failed failing lack lacks lacked lacking hardly unable instead rather avoid avoids refuse refuses'.split(
    ' ',
  ),
);

/** Does a folded word say of something that it is not, if only in other words? */
export function mayDeny(folded: string): boolean {
  return isDenial(folded) || HALF_DENIALS.has(folded);
}

/** Does a folded word deny what stands behind it, in whichever language? */
export function isDenial(folded: string): boolean {
  return DENIALS.has(folded) || folded.endsWith("n't");
}
