import type { Talk } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Quote, WeighedPoint } from '#domain/recap/summary.ts';
import { groupAlike } from '#text/sentences/similarity.ts';
import { hasFiniteVerb, leaningOf } from '#text/sentences/statement-score.ts';
import type { FoundQuestions, ToldNote } from './find-questions.ts';
import { chooseByCoverage } from './rank-sentences.ts';
import { maySpeakOfReading, tellsOnlyOfWorks } from './skip-book-only-notes.ts';
import { type Piece, pointText, readPieces } from './split-into-candidates.ts';

/** A note was written down as one thought: it weighs half by that, half by the words that it covers. */
const OWN_WORTH = 2;

/**
 * The points that carry a section, in the order in which they were noted: what says most of what was said, marked
 * by others and said by several people before the rest, each thing once.
 */
export function choosePoints(
  told: readonly ToldNote[],
  found: FoundQuestions,
  quotes: readonly Quote[],
  talk: Talk | null,
  maxPoints: number,
): WeighedPoint[] {
  const quotesByNote = Map.groupBy(quotes, ({ noteId }) => noteId);
  const pieces = readPieces(told, found, quotesByNote, talk);
  const written = new Map(told.map(({ note }, index) => [note.id, index]));
  const inOrder = ({ noteIds }: Group) => [...noteIds].sort((a, b) => written.get(a)! - written.get(b)!);
  let left = pieces;
  let chosen = chooseGroups(left, maxPoints);
  // Looking for works takes longer than choosing, and few points speak of any: those are asked first, then all.
  for (const asked of [() => around(chosen, told), () => told]) {
    if (!chosen.some(({ group }) => maySpeakOfReading(group.leader.text))) break;
    const onlyWorks = tellsOnlyOfWorks(asked(), talk);
    const others = left.filter(({ noteIds }) => !noteIds.some((id) => onlyWorks.has(id)));
    if (others.length === left.length) break;
    left = others;
    chosen = chooseGroups(left, maxPoints);
  }
  const mostGain = chosen[0]?.gain ?? 1;
  return chosen
    .map(({ group, gain }) => ({ group, gain, noteIds: inOrder(group) }))
    .sort((a, b) => written.get(a.noteIds[0]!)! - written.get(b.noteIds[0]!)! || a.group.first - b.group.first)
    .map(({ group, gain, noteIds }) => ({
      text: pointText(group.leader),
      noteIds,
      agreement: group.agreement,
      weight: headlineWeight(group, gain / mostGain, talk),
      talkId: talk?.id ?? null,
    }));
}

/** The notes of chosen groups, each with the one before it: that may be the head of a list of books. */
function around(chosen: readonly { group: Group }[], told: readonly ToldNote[]): ToldNote[] {
  const wanted = new Set(chosen.flatMap(({ group }) => group.noteIds));
  return told.filter(({ note }, index) => wanted.has(note.id) || wanted.has(told[index + 1]?.note.id ?? ''));
}

/** The groups of alike pieces that together say most, best first. */
function chooseGroups(pieces: readonly Piece[], maxPoints: number): { group: Group; gain: number }[] {
  const byWeight = [...pieces.keys()].sort((a, b) => pieces[b]!.weight - pieces[a]!.weight || a - b);
  const groups = groupAlike(pieces, byWeight).map((members) => mergeGroup(members, pieces));
  return chooseByCoverage(
    groups.map(({ leader, prior }) => ({ stems: leader.stems, words: leader.words, prior })),
    { maxUnits: maxPoints, ownWorth: OWN_WORTH },
  ).map(({ index, gain }) => ({ group: groups[index]!, gain }));
}

interface Group {
  leader: Piece;
  noteIds: NoteId[];
  agreement: number;
  prior: number;
  /** The index of the first piece of it. */
  first: number;
}

/** Of those that weigh about as much as the heaviest, the one that says most of what the others say. */
const ABOUT_AS_MUCH = 0.7;

function chooseSpokesperson(members: number[], pieces: readonly Piece[]): number {
  const heaviest = members[0]!;
  const able = members.filter((index) => pieces[index]!.weight >= ABOUT_AS_MUCH * pieces[heaviest]!.weight);
  if (able.length < 2) return heaviest;
  const counts = new Map<string, number>();
  for (const index of members) {
    for (const stem of new Set(pieces[index]!.stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const saysOfOthers = (index: number) => {
    const { stems, words } = pieces[index]!;
    const common = new Set(stems).values().reduce((sum, stem) => sum + counts.get(stem)! - 1, 0);
    return common / Math.sqrt(words);
  };
  return able.reduce((best, index) => (saysOfOthers(index) > saysOfOthers(best) ? index : best));
}

function mergeGroup(members: number[], pieces: readonly Piece[]): Group {
  const leader = pieces[chooseSpokesperson(members, pieces)]!;
  const inOrder = [...members].sort((a, b) => a - b);
  const agreement = new Set(members.map((index) => pieces[index]!.authorId)).size;
  return {
    leader,
    noteIds: [...new Set(inOrder.flatMap((index) => pieces[index]!.noteIds))],
    agreement,
    prior: pieces[members[0]!]!.weight * (1 + 0.5 * Math.log2(agreement)),
    first: inOrder[0]!,
  };
}

/**
 * What is left of a point's weight where it is to stand without its talk: a headline says who or what it speaks of,
 * in one breath and as a sentence.
 */
const STANDS_ALONE = { none: 1, person: 0.45, thing: 0.4, connective: 0.5 };
const NO_SENTENCE = 0.7;
const UNKNOWN_SPEAKER = 0.85;

function headlineWeight({ leader, prior }: Group, shareOfGain: number, talk: Talk | null): number {
  const { text } = leader;
  return (
    prior *
    STANDS_ALONE[leaningOf(text)] *
    breathShare(leader) *
    (hasFiniteVerb(text) ? 1 : NO_SENTENCE) *
    (talk?.speakers.length === 0 ? UNKNOWN_SPEAKER : 1) *
    (0.5 + 0.5 * shareOfGain)
  );
}

/** Some twenty words are said in one breath; a list and a fragment aren't. */
function breathShare({ words, text }: Piece): number {
  if (words < 7 || words > 32 || text.includes('\n')) return 0.6;
  return words <= 22 ? 1 : 0.85;
}
