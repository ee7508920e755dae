import { PLACEMENT_WEIGHTS, type PlacementWeights } from '#domain/placement/placement-weights.ts';

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
  },
  'nobody stays put': { ...PLACEMENT_WEIGHTS, leaveANote: 0.98, enterANote: 0.98 },
  'nobody notes late': { ...PLACEMENT_WEIGHTS, late: 0, outsideLate: 0 },
  'no chat words': { ...PLACEMENT_WEIGHTS, chatWords: 0 },
  'no full stops': { ...PLACEMENT_WEIGHTS, fullStop: 0 },
};
