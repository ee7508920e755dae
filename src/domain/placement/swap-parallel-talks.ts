import type { PlacementCase } from './placement-candidates.ts';
import type { PlacementModel } from './placement-model.ts';

/** What has been noted of one talk so far: terms, and how much of it each author wrote. */
interface Cluster {
  terms: Map<number, number>;
  authors: Map<string, number>;
}

const NOTHING: Cluster = { terms: new Map(), authors: new Map() };
/** Shares below this don't move a cluster. */
const LEAST_SHARE = 0.3;

/**
 * Exchanges the notes of two parallel talks where titles, names and people's rooms then fit better. Placing
 * notes one author at a time can't find that two rooms are mixed up as a whole: each vouches for the other.
 * Notes that name their talk stay with it.
 */
export function exchangeTalks(model: PlacementModel, cases: PlacementCase[]): void {
  const { calendar, lexicon, weights, chat } = model;
  const clusters = new Map<number, Cluster>();
  const announced = new Map<string, Map<number, number>>();
  for (const { subjects, names, note, terms } of cases) {
    for (const [talk, odds] of names) {
      if (odds < 2) continue;
      const ofAuthor = announced.get(note.authorId) ?? new Map<number, number>();
      ofAuthor.set(talk, Math.min(8, (ofAuthor.get(talk) ?? 0) + odds));
      announced.set(note.authorId, ofAuthor);
    }
    for (const [talk, share] of subjects) {
      if (talk >= chat || share < LEAST_SHARE || (names.get(talk) ?? 0) > weights.settling) continue;
      let cluster = clusters.get(talk);
      if (cluster === undefined) {
        cluster = { terms: new Map(), authors: new Map() };
        clusters.set(talk, cluster);
      }
      for (const term of terms) cluster.terms.set(term, (cluster.terms.get(term) ?? 0) + share);
      cluster.authors.set(note.authorId, (cluster.authors.get(note.authorId) ?? 0) + share);
    }
  }

  /** How well a cluster fits a talk, as far as its authors didn't write in the `other` cluster too. */
  const fit = (cluster: Cluster, talk: number, other: Cluster): number => {
    let sum = lexicon.affinity(cluster.terms, talk);
    for (const [author, notes] of cluster.authors) {
      const share = notes / (notes + (other.authors.get(author) ?? 0));
      const { rooms } = model.author(author);
      let visits = 0;
      for (const count of rooms.values()) visits += count;
      const habit = Math.log(((rooms.get(calendar.rooms[talk]!) ?? 0) + 1) / (visits + 3));
      sum += share * ((announced.get(author)?.get(talk) ?? 0) + weights.exchangeRoom * habit);
    }
    return sum;
  };

  const movedTo = new Map<number, number>();
  for (const [one, other] of parallelPairs(model)) {
    const here = clusters.get(one) ?? NOTHING;
    const there = clusters.get(other) ?? NOTHING;
    if (here === there) continue;
    const gain = fit(here, other, there) + fit(there, one, here) - fit(here, one, there) - fit(there, other, here);
    if (gain <= weights.exchange) continue;
    clusters.set(one, there);
    clusters.set(other, here);
    const origin = (talk: number): number => movedTo.get(talk) ?? talk;
    const [originOfOne, originOfOther] = [origin(one), origin(other)];
    movedTo.set(one, originOfOther);
    movedTo.set(other, originOfOne);
  }
  if (movedTo.size === 0) return;
  const destination = new Map([...movedTo].map(([talk, origin]) => [origin, talk]));
  for (const one of cases) {
    if (one.root !== undefined) continue;
    one.subjects = new Map(
      [...one.subjects].map(([talk, share]) => {
        const stays = (one.names.get(talk) ?? 0) > weights.settling;
        return [stays ? talk : (destination.get(talk) ?? talk), share];
      }),
    );
  }
}

/** Pairs of talks that go on at the same time in different places, in order of time; twice, to settle cycles. */
function parallelPairs({ calendar }: PlacementModel): [number, number][] {
  const byStart = calendar.starts
    .map((start, talk) => ({ start, talk }))
    .filter(({ start }) => !Number.isNaN(start))
    .sort((a, b) => a.start - b.start || a.talk - b.talk);
  const pairs: [number, number][] = [];
  for (const [index, { talk }] of byStart.entries()) {
    for (let next = index + 1; next < byStart.length && byStart[next]!.start < calendar.ends[talk]!; next++) {
      const other = byStart[next]!.talk;
      if (calendar.parallel(talk, other)) pairs.push([talk, other]);
    }
  }
  return [...pairs, ...pairs];
}
