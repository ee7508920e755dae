import { type CalendarDate, type TrackedConference, writingStyleOf } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf } from '#domain/conference/conference-day.ts';
import { applyDecisions, type EditedRecap } from '#domain/editing/apply-decisions.ts';
import type { Decision, WrittenFor } from '#domain/editing/editorial-decision.ts';
import { type Audience, canBeShownIn, isDeliberate } from '#domain/notes/audience.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { dayOfTalk, isWithin } from '#domain/recap/sections.ts';
import { LocalizedError } from '#errors.ts';
import { notAConferenceDay } from '#usecases/conference/resolve-conference.ts';
import { type EchoLocations, findEchoes, resolveNotes } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';
import { type CompiledRecap, type CompileRecapOptions, compileRecap } from './compile-recap.ts';

/** A day of a conference, or all of it. */
export type Scope = CalendarDate | 'all';

/** The stored input of a recap. */
export interface StoredScope {
  notes: CapturedNote[];
  talks: StoredTalk[];
  removedWorks: string[];
  /** The organizers' decisions that apply to this recap. */
  decisions: Decision[];
  shownAt: EchoLocations;
  /** Who will read the recap. */
  place: Audience;
}

/** Loads the input of the recap of a day, or of all days, without notes that the audience may not see. */
export async function loadScope(
  { database }: Pick<BotDependencies, 'database'>,
  conference: TrackedConference,
  { scope, place }: { scope: Scope; place: Audience },
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
    shownAt: await findEchoes(database, shown),
    talks: talks.filter((talk) => scope === 'all' || dayOfTalk(talk, conference.timezone) === scope),
    removedWorks,
    decisions: visibleDecisions(decisions, scope, { notes: shown, place }),
    place,
  };
}

export interface CompiledScope extends CompiledRecap, EditedRecap {
  /** The recap before the organizers' decisions. */
  made: Recap;
  /** False if Slack couldn't be asked for a name. */
  isComplete: boolean;
}

/** Compiles the recap of what {@link loadScope} loaded and applies the organizers' decisions. */
export async function compileScope(
  deps: BotDependencies,
  { conference, scope, stored }: { conference: TrackedConference; scope: Scope; stored: StoredScope },
  options: Pick<CompileRecapOptions, 'canWait' | 'fromCache' | 'onAnswer'> = {},
): Promise<CompiledScope> {
  const { notes: captured, talks, removedWorks, decisions, shownAt, place } = stored;
  const { name, timezone, from, to } = conference;
  // A day includes its late notes, which were written on the next.
  const days = scope === 'all' ? { from, to } : { from: scope, to: scope };
  const resolved = await resolveNotes(deps, { ...conference, ...days }, { captured, shownAt, place });
  const { notes, works, onlyWorks, isComplete } = resolved;
  const compiled = await (deps.compileRecap ?? compileRecap)(
    {
      conference: { name, timezone, from, to },
      talks: talks.map(({ byHand: _byHand, ...talk }) => talk),
      notes,
      deliberate: new Set(captured.filter(isDeliberate).map(({ channel, ts }) => noteId(channel, ts))),
      works,
      onlyWorks,
      removedWorks: new Set(removedWorks),
    },
    {
      summarizer: deps.summarizer,
      maxPoints: deps.maxPoints,
      voice: writingStyleOf(conference),
      teamId: conference.teamId,
      lookup: deps.lookup,
      ...options,
    },
  );
  return {
    ...compiled,
    // A missing name is looked up again like a missing summary.
    provisional: compiled.provisional + (isComplete ? 0 : 1),
    isComplete,
    made: compiled.recap,
    ...applyDecisions(compiled.recap, decisions),
  };
}

/** Returns the requested day, or by default today during the conference and `all` afterwards. @throws AppError */
export function resolveScope(conference: TrackedConference, now: number, day: Scope | undefined): Scope {
  if (day === 'all') return day;
  const today = conferenceDay(now, conference.timezone);
  const asked: CalendarDate | undefined = day ?? (isWithin(conference, today) ? today : undefined);
  if (asked === undefined) {
    if (phaseOf(conference, now) === 'after') return 'all';
    throw new LocalizedError('refused', 'not-started', {
      conference: conference.name,
      from: Date.parse(conference.from),
    });
  }
  if (!isWithin(conference, asked)) throw notAConferenceDay(conference, asked);
  if (asked > today) throw new LocalizedError('refused', 'day-to-come', { day: Date.parse(asked) });
  return asked;
}

/**
 * Returns the decisions that apply to a recap of some notes for an audience. An organizer's own words are only shown to
 * people who could read the channel they were written for.
 */
export function visibleDecisions(
  decisions: readonly Decision[],
  scope: Scope,
  { notes, place }: { notes: readonly Pick<CapturedNote, 'channel' | 'ts'>[]; place: Audience },
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
