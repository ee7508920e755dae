import { PLACEMENT_WEIGHTS, type PlacementWeights } from '#domain/placement/placement-weights.ts';

const LARGE = 1e9;

/** The model without one kind of evidence each, to see what it brings. */
export const ABLATIONS: Record<string, PlacementWeights> = {
  'all evidence': PLACEMENT_WEIGHTS,
  'no rounds of hindsight': { ...PLACEMENT_WEIGHTS, rounds: 0 },
  'no words': { ...PLACEMENT_WEIGHTS, othersShare: 0, runShare: 0, chatWords: 0 },
  'no words of others and schedule': { ...PLACEMENT_WEIGHTS, othersShare: 0 },
  "no words of the author's run": { ...PLACEMENT_WEIGHTS, runShare: 0 },
  'no names': {
    ...PLACEMENT_WEIGHTS,
    speaker: 0,
    title: 0,
    familyName: 0,
    givenName: 0,
    hashtag: 0,
    titleWords: 0,
    leading: 0,
    credited: 0,
  },
  'no languages': { ...PLACEMENT_WEIGHTS, otherLanguageLeast: 0 },
  'nobody stays put': { ...PLACEMENT_WEIGHTS, leaveANote: 0.98, enterANote: 0.98 },
  'nobody notes late': { ...PLACEMENT_WEIGHTS, late: 0, latePrior: LARGE, outsideLate: 0 },
  'no isolationOdds': { ...PLACEMENT_WEIGHTS, isolationMost: 1 },
  'no style and chat words': { ...PLACEMENT_WEIGHTS, styleLeast: 0, styleMost: 0, chatWords: 0 },
  'no judgement of small talk': {
    ...PLACEMENT_WEIGHTS,
    chatMost: 0,
    chatLeast: 0,
    styleLeast: 0,
    styleMost: 0,
    chatWords: 0,
  },
  'no exchange of rooms': { ...PLACEMENT_WEIGHTS, exchange: LARGE },
};
