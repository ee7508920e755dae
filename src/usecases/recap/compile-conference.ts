import { type CalendarDate, type TrackedConference, voiceOf } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf } from '#domain/conference/conference-day.ts';
import { applyDecisions, type EditedRecap } from '#domain/editing/apply-decisions.ts';
import type { Decision, WrittenFor } from '#domain/editing/editorial-decision.ts';
import { canBeShownIn, isDeliberate, type Place } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk, isWithin } from '#domain/recap/sections.ts';
import { AppError } from '#errors.ts';
import { findShown, readCaptured, type ShownAt } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';
import type { SummarizeOptions } from '#usecases/ports/summarizer.ts';
import { type CompiledRecap, compileRecap } from './compile-recap.ts';

/** A day of a conference, or all of it. */
export type Scope = CalendarDate | 'all';

/** What a recap is made of, as it is stored. */
export interface StoredScope {
  notes: CapturedNote[];
  talks: StoredTalk[];
  removedWorks: string[];
  /** Of its organisers, as far as they count here. */
  decisions: Decision[];
  /** Where notes that were typed as commands stand in Slack, as far as they were posted. */
  shownAt: ShownAt;
}

/** Reads what a recap of a day, or of all days, is made of: of the notes those that may be shown in a place. */
export async function readScope(
  { database }: Pick<BotDependencies, 'database'>,
  conference: TrackedConference,
  scope: Scope,
  place: Place,
): Promise<StoredScope> {
  const [notes, talks, removedWorks, decisions] = await Promise.all([
    scope === 'all' ? database.notes.ofConference(conference.id) : database.notes.ofDay(conference.id, scope),
    database.talks.ofConference(conference.id),
    database.removedWorks.ofConference(conference.id),
    database.decisions.ofConference(conference.id),
  ]);
  const shown = notes.filter((note) => canBeShownIn(note, place));
  return {
    notes: shown,
    shownAt: await findShown(database, shown),
    talks: talks.filter((talk) => scope === 'all' || dayOfTalk(talk, conference.timezone) === scope),
    removedWorks,
    decisions: decisionsFor(decisions, scope, shown, place),
  };
}

export interface CompiledScope extends CompiledRecap, EditedRecap {
  /** Before its organisers' decisions. */
  made: Recap;
}

/** Makes the recap of what {@link readScope} read, as its organisers want it. */
export async function compileScope(
  deps: BotDependencies,
  conference: TrackedConference,
  scope: Scope,
  { notes: captured, talks, removedWorks, decisions, shownAt }: StoredScope,
  { canWait }: Pick<SummarizeOptions, 'canWait'> = {},
): Promise<CompiledScope> {
  const { name, timezone, from, to } = conference;
  // A day's late notes, written on the next, count for it.
  const days = scope === 'all' ? { from, to } : { from: scope, to: scope };
  const { notes, works } = await readCaptured(deps, { timezone, ...days }, captured, shownAt);
  const compiled = await compileRecap(
    {
      conference: { name, timezone, from, to },
      talks: talks.map(({ byHand: _byHand, ...talk }) => talk),
      notes,
      deliberate: new Set(captured.filter(isDeliberate).map(({ channel, ts }) => noteId(channel, ts))),
      works,
      removedWorks: new Set(removedWorks),
    },
    {
      summarizer: deps.summarizer,
      maxPoints: deps.maxPoints,
      voice: voiceOf(conference),
      lookup: deps.lookup,
      canWait,
    },
  );
  deps.metrics?.refused(compiled.refused);
  return { ...compiled, made: compiled.recap, ...applyDecisions(compiled.recap, decisions) };
}

/** Today during the conference, all of it afterwards, unless a day is asked for. @throws AppError */
export function chooseScope(conference: TrackedConference, now: number, day: Scope | undefined): Scope {
  if (day === 'all') return day;
  const today = conferenceDay(now, conference.timezone);
  const asked: CalendarDate | undefined = day ?? (isWithin(conference, today) ? today : undefined);
  if (asked === undefined) {
    if (phaseOf(conference, now) === 'after') return 'all';
    throw new AppError('refused', `${conference.name} begins on ${conference.from}: there is nothing to show yet.`);
  }
  if (!isWithin(conference, asked)) {
    const { name, from, to } = conference;
    throw new AppError('wrong-usage', `${asked} is no day of ${name}: it goes from ${from} to ${to}.`);
  }
  if (asked > today) throw new AppError('refused', `${asked} is still to come: there is nothing to show yet.`);
  return asked;
}

/**
 * What counts of a conference's decisions for a recap of some notes that is shown in a place. An organiser's own words
 * reach nobody but those who could read the channel that they were written for.
 */
export function decisionsFor(
  decisions: readonly Decision[],
  scope: Scope,
  notes: readonly Pick<CapturedNote, 'channel' | 'ts'>[],
  place: Place,
): Decision[] {
  const ids = new Set(notes.map(({ channel, ts }) => noteId(channel, ts)));
  const mayRead = ({ channel, fromPrivate, fromShared, by }: WrittenFor & { by: string }) =>
    canBeShownIn({ channel, fromPrivate, fromShared, authorId: by, captures: [] }, place);
  return decisions.flatMap((decision): Decision[] => {
    if (decision.about === 'lead') return ids.has(decision.noteId) ? [decision] : [];
    if (decision.about === 'words') {
      return decision.scope === scope && mayRead(decision) ? [decision] : [];
    }
    if (decision.about === 'approval' || !decision.noteIds.some((id) => ids.has(id))) return [];
    const { wording, ...bare } = decision;
    if (wording === undefined || mayRead(decision)) return [decision];
    return decision.hidden ? [bare] : [];
  });
}
