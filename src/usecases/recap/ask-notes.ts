import type { TrackedConference } from '#domain/conference/conference.ts';
import { canBeShownIn } from '#domain/notes/audience.ts';
import { AppError } from '#errors.ts';
import { type SearchableNote, searchNotes } from '#text/search/search-notes.ts';
import { placeOfAsker } from '#usecases/conference/permissions.ts';
import { knownConferences, requireConference } from '#usecases/conference/resolve-conference.ts';
import { findShown, readCaptured } from '#usecases/notes/resolve-notes.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { AnswerSentence, AskedSource } from '#usecases/ports/answerer.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

export interface AskedAnswer {
  conference: TrackedConference;
  question: string;
  /** In two to five sentences, each borne out by the sources; absent where no model answers: the notes speak. */
  text?: string;
  /** Best first; empty where the notes don't tell. */
  sources: AskedSource[];
}

/** Is told how an answer comes about where a model words it. */
export interface AnswerListener {
  /** The model is asked, which may take some seconds. */
  onAsked(): void;
  /** The answer's next sentence. */
  onSentence(sentence: string): void;
}

const MOST_CHARACTERS = 1_000;
/** Notes that a model reads, and that a person is shown. */
const MOST_READ = 20;
const MOST_SHOWN = 5;

/**
 * Answers a question from a conference's notes: those that may be shown where it is asked. `named` is the name of a
 * conference of the workspace, also one that is over.
 */
export async function ask(
  deps: BotDependencies,
  actor: Actor,
  asked: string,
  named?: string,
  listener?: AnswerListener,
): Promise<AskedAnswer> {
  const question = asked.trim().slice(0, MOST_CHARACTERS);
  if (question === '') throw new AppError('wrong-usage', 'Say what you want to know: /recap ask QUESTION');
  const conference = named === undefined ? await requireConference(deps, actor) : await findNamed(deps, actor, named);
  const sources = await readSources(deps, actor, conference);
  const searchable = [...sources.values()].map(({ note, talk }): SearchableNote => {
    const { id, text, author } = note;
    if (talk === undefined) return { id, text, author };
    return {
      id,
      text,
      author,
      title: talk.title,
      speakers: talk.speakers.map(({ name }) => name).join(', '),
    };
  });
  const found = searchNotes(searchable, question, MOST_READ).map(({ id }) => sources.get(id)!);
  const sentences = found.length === 0 ? [] : await word(deps, question, found, listener);
  if (sentences.length === 0) return { conference, question, sources: found.slice(0, MOST_SHOWN) };
  const cited = new Set(sentences.flatMap(({ noteIds }) => noteIds));
  return {
    conference,
    question,
    text: sentences.map(({ text }) => text).join(' '),
    sources: [...cited].flatMap((id) => sources.get(id) ?? []).slice(0, MOST_SHOWN),
  };
}

async function word(
  { answerer }: BotDependencies,
  question: string,
  found: readonly AskedSource[],
  listener: AnswerListener | undefined,
): Promise<AnswerSentence[]> {
  if (answerer === undefined) return [];
  listener?.onAsked();
  const { sentences } = await answerer.answer(question, found, listener?.onSentence);
  return sentences;
}

async function readSources(
  deps: BotDependencies,
  actor: Actor,
  conference: TrackedConference,
): Promise<Map<string, AskedSource>> {
  const { database } = deps;
  const [stored, talks] = await Promise.all([
    database.notes.ofConference(conference.id),
    database.talks.ofConference(conference.id),
  ]);
  const talkById = new Map(talks.map((talk) => [talk.id, talk]));
  const place = await placeOfAsker(deps, actor);
  const shown = stored.filter((note) => canBeShownIn(note, place));
  const { notes } = await readCaptured(deps, conference, shown, await findShown(database, shown));
  return new Map(
    notes.map((note, index) => {
      const { talkId } = shown[index]!;
      const talk = talkId === null ? undefined : talkById.get(talkId);
      return [note.id, talk === undefined ? { note } : { note, talk }];
    }),
  );
}

/** @throws AppError with the names that there are */
async function findNamed(deps: BotDependencies, actor: Actor, named: string): Promise<TrackedConference> {
  const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase();
  const all = await knownConferences(deps, actor);
  const wanted = fold(named);
  const found = all.find(({ name }) => fold(name) === wanted) ?? all.find(({ name }) => fold(name).includes(wanted));
  if (found !== undefined) return found;
  throw new AppError(
    'refused',
    all.length === 0
      ? 'No conference is followed here yet. Start one with /recap start.'
      : `No conference of that name is kept. There are: ${all
          .slice(0, 5)
          .map(({ name }) => `“${name}”`)
          .join(', ')}.`,
  );
}
