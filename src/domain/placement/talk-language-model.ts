import type { Talk } from '#domain/conference/talk.ts';
import { contentTerms } from '#domain/language/stem.ts';
import type { PlacementWeights } from './placement-weights.ts';

/** Term counts and their sum (`mass`). */
interface Counts {
  mass: number;
  terms: Map<number, number>;
}

/** How well a note's words fit a talk. */
export interface WordEvidence {
  /** Log likelihood of the words given the talk, relative to the term frequencies of the whole conference. */
  score: number;
  /** The lowest possible score: that of a note none of whose words are known from the talk. */
  floor: number;
}

/** What is known of a note's words. */
interface TermsOfNote {
  terms: number[];
  note: { authorId: string };
  /** The probabilities with which the note was learned before. */
  subjects: ReadonlyMap<number, number>;
}

const NO_COUNTS = (): Counts => ({ mass: 0, terms: new Map() });
const NOTHING = NO_COUNTS();
/** Smaller counts are rounding errors. */
const LEAST_COUNT = 1e-9;

/**
 * Unigram language model of each talk, from the schedule and from the notes placed with it so far, weighted by
 * probability. Talks are numbers, 0 to `talks.length - 1`; `chat` is small talk.
 */
export class TalkLanguageModel {
  readonly chat: number;
  readonly #weights: PlacementWeights;
  readonly #termNumbers = new Map<string, number>();
  /** Number of notes and schedule entries that contain each term. */
  readonly #frequencies: number[] = [];
  #frequencySum = 0;
  readonly #schedule: Counts[];
  /** Counts of the schedule's words and those of the notes placed with each talk. */
  #notes: Counts[] = [];
  #byAuthor = new Map<string, Map<number, Counts>>();

  constructor(talks: Talk[], weights: PlacementWeights) {
    this.#weights = weights;
    this.chat = talks.length;
    this.#schedule = [...talks.map((talk) => this.#describe(talk)), NO_COUNTS()];
    this.forget();
  }

  #describe({ title, speakers, abstract }: Talk): Counts {
    const counts = NO_COUNTS();
    const texts: [string, number][] = [[title, this.#weights.titleWeight]];
    for (const { name, affiliation } of speakers) texts.push([`${name} ${affiliation ?? ''}`, 1]);
    if (abstract !== undefined) texts.push([abstract, 1]);
    for (const [text, weight] of texts) addTo(counts, this.numberTerms(contentTerms(text)), weight);
    this.observe([...counts.terms.keys()]);
    return counts;
  }

  /** Converts terms to distinct numbers. */
  numberTerms(terms: string[]): number[] {
    const numbers = new Set<number>();
    for (const term of terms) {
      let number = this.#termNumbers.get(term);
      if (number === undefined) {
        number = this.#termNumbers.size;
        this.#termNumbers.set(term, number);
        this.#frequencies[number] = 0;
      }
      numbers.add(number);
    }
    return [...numbers];
  }

  /** Adds the terms of one text to the term frequencies of the whole conference. */
  observe(terms: number[]): void {
    for (const term of terms) this.#frequencies[term]!++;
    this.#frequencySum += terms.length;
  }

  /** Forgets which notes belong to which talk. */
  forget(): void {
    this.#notes = this.#schedule.map(({ mass, terms }) => ({ mass, terms: new Map(terms) }));
    this.#byAuthor = new Map();
  }

  /** Learns that a note of `author` belongs to `talk` (or to small talk) with probability `share`. */
  learn(terms: number[], author: string, talk: number, share: number): void {
    let mine = this.#byAuthor.get(author);
    if (mine === undefined) {
      mine = new Map();
      this.#byAuthor.set(author, mine);
    }
    let here = mine.get(talk);
    if (here === undefined) {
      here = NO_COUNTS();
      mine.set(talk, here);
    }
    addTo(this.#notes[talk]!, terms, share);
    addTo(here, terms, share);
  }

  /** Returns the talks that an author has notes on. */
  talksOf(author: string): Iterable<number> {
    return this.#byAuthor.get(author)?.keys() ?? [];
  }

  /**
   * Scores how well a note's terms fit a talk. `run` lists parallel talks: the author's notes on them count like notes
   * on this talk. The note's `subjects` are subtracted, so that it doesn't support itself.
   */
  weigh(
    { terms, note: { authorId: author }, subjects: learned }: TermsOfNote,
    talk: number,
    run: number[],
  ): WordEvidence {
    if (terms.length === 0) return { score: 0, floor: 0 };
    const { othersShare, othersHalf, runShare, runHalf, temper } = this.#weights;
    const all = this.#notes[talk]!;
    const byAuthor = this.#byAuthor.get(author);
    const mine = byAuthor?.get(talk) ?? NOTHING;
    const ownShare = learned.get(talk) ?? 0;
    const othersMass = Math.max(0, all.mass - mine.mass);
    const schedule = this.#schedule[talk]!;
    // Here, each word of the schedule counts once, whatever its weight.
    const known = Math.max(0, othersMass - schedule.mass + schedule.terms.size);
    const fromOthers = othersMass > 0 ? (othersShare * known) / (known + othersHalf) : 0;
    let runMass = talk === this.chat ? 0 : Math.max(0, mine.mass - ownShare * terms.length);
    const parallel: { counts: Counts; share: number }[] = [];
    for (const other of run) {
      const counts = byAuthor?.get(other);
      if (counts === undefined) continue;
      const share = learned.get(other) ?? 0;
      runMass += Math.max(0, counts.mass - share * terms.length);
      parallel.push({ counts, share });
    }
    const fromRun = runMass < 0.5 ? 0 : (runShare * runMass) / (runMass + runHalf);
    const rest = 1 - fromOthers - fromRun;
    const floor = Math.log(rest);
    const ofOthers = fromOthers / othersMass;
    const ofRun = fromRun / runMass;
    let sum = 0;
    for (const term of terms) {
      const here = mine.terms.get(term) ?? 0;
      let probability = 0;
      const others = (all.terms.get(term) ?? 0) - here;
      if (others > LEAST_COUNT) probability += ofOthers * others;
      if (fromRun > 0) {
        let inRun = here - ownShare;
        for (const { counts, share } of parallel) inRun += Math.max(0, (counts.terms.get(term) ?? 0) - share);
        if (inRun > LEAST_COUNT) probability += ofRun * inRun;
      }
      sum += probability === 0 ? floor : Math.log(rest + probability / this.#atLarge(term));
    }
    return { score: temper * sum, floor: temper * terms.length * floor };
  }

  /** Scores how well the schedule's words for `talk` fit the given term counts; 0 if they share none. */
  affinity(counts: Map<number, number>, talk: number): number {
    const { othersShare, othersHalf, temper } = this.#weights;
    const { terms, mass } = this.#schedule[talk]!;
    const share = (othersShare * terms.size) / (terms.size + othersHalf);
    let sum = 0;
    for (const [term, weight] of terms) {
      const count = counts.get(term);
      // Repetition of a word adds little.
      if (count !== undefined) {
        sum += Math.log2(1 + count) * Math.log(1 - share + (share * weight) / mass / this.#atLarge(term));
      }
    }
    return temper * sum;
  }

  /** Returns the probability of a term in the whole conference. */
  #atLarge(term: number): number {
    const { rarity, language } = this.#weights;
    const size = Math.max(language, this.#frequencySum + rarity * this.#frequencies.length);
    return (this.#frequencies[term]! + rarity) / size;
  }
}

function addTo(counts: Counts, terms: number[], weight: number): void {
  counts.mass += weight * terms.length;
  for (const term of terms) counts.terms.set(term, (counts.terms.get(term) ?? 0) + weight);
}
