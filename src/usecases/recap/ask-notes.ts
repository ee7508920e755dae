import type { TrackedConference } from '#domain/conference/conference.ts';
import { canBeShownIn } from '#domain/notes/audience.ts';
import { LocalizedError } from '#errors.ts';
import { type SearchableNote, searchNotes } from '#text/search/search-notes.ts';
import { audienceOfActor } from '#usecases/conference/permissions.ts';
import { namesOf, visibleConferences } from '#usecases/conference/resolve-conference.ts';
import { findEchoes, resolveNotes } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { AnswerSentence, AnswerSource } from '#usecases/ports/summarizer.ts';

export interface AskedAnswer {
  conference: TrackedConference;
  question: string;
  /** Two to five sentences, each supported by the sources; absent without a model's answer, when only the notes are shown. */
  text?: string;
  /** Best first; empty if no note answers the question. */
  sources: AnswerSource[];
}

/** Follows the progress of a model's answer. */
export interface AnswerListener {
  /** The model has been asked, which may take some seconds. */
  onAsked(): void;
  /** The answer's next sentence. */
  onSentence(sentence: string): void;
}

const MAX_CHARACTERS = 1_000;
/** Notes sent to the model, and notes shown to a person. */
const MAX_READ = 20;
const MAX_SHOWN = 5;

/** Answers a question from the notes of a conference that may be shown where it is asked. */
export async function ask(
  deps: BotDependencies,
  actor: Actor,
  {
    conference,
    asked,
    listener,
  }: { conference: TrackedConference; asked: string; listener?: AnswerListener | undefined },
): Promise<AskedAnswer> {
  const question = asked.trim().slice(0, MAX_CHARACTERS);
  if (question === '') throw new LocalizedError('wrong-usage', 'question-missing');
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
  const found = searchNotes(searchable, question, MAX_READ).map(({ id }) => sources.get(id)!);
  const sentences = found.length === 0 ? [] : await word(deps, question, { found, listener });
  if (sentences.length === 0) return { conference, question, sources: found.slice(0, MAX_SHOWN) };
  const cited = new Set(sentences.flatMap(({ noteIds }) => noteIds));
  return {
    conference,
    question,
    text: sentences.map(({ text }) => text).join(' '),
    sources: [...cited].flatMap((id) => sources.get(id) ?? []).slice(0, MAX_SHOWN),
  };
}

async function word(
  { answerer }: BotDependencies,
  question: string,
  { found, listener }: { found: readonly AnswerSource[]; listener: AnswerListener | undefined },
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
): Promise<Map<string, AnswerSource>> {
  const { database } = deps;
  const [stored, talks] = await Promise.all([
    database.notes.ofConference(conference.id),
    database.talks.ofConference(conference.id),
  ]);
  const talkById = new Map(talks.map((talk) => [talk.id, talk]));
  const place = await audienceOfActor(deps, actor);
  const shown = stored.filter((note) => canBeShownIn(note, place));
  const { notes } = await resolveNotes(deps, conference, {
    captured: shown,
    shownAt: await findEchoes(database, shown),
    place,
  });
  return new Map(
    notes.map((note, index) => {
      const { talkId } = shown[index]!;
      const talk = talkId === null ? undefined : talkById.get(talkId);
      return [note.id, talk === undefined ? { note } : { note, talk }];
    }),
  );
}

/** Finds a conference of the workspace by its name; it may have ended. @throws AppError with the existing names */
export async function findNamed(deps: BotDependencies, actor: Actor, named: string): Promise<TrackedConference> {
  const fold = (name: string) => name.normalize('NFKC').trim().toLowerCase();
  const all = await visibleConferences(deps, actor);
  const wanted = fold(named);
  const found = all.find(({ name }) => fold(name) === wanted) ?? all.find(({ name }) => fold(name).includes(wanted));
  if (found !== undefined) return found;
  throw all.length === 0
    ? new LocalizedError('refused', 'conference-none', { place: 'here' })
    : new LocalizedError('refused', 'conference-unknown-name', { names: namesOf(all.slice(0, 5)) });
}
