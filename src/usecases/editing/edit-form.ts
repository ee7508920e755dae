import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import {
  type Decision,
  overviewKey,
  type PlaceKey,
  placeKey,
  type WrittenFor,
} from '#domain/editing/editorial-decision.ts';
import {
  type ReviewedStatements,
  reviewStatements,
  type Statement,
  statementBehind,
} from '#domain/editing/review-statements.ts';
import type { Photo, Recap, RecapDay, RecapNote, RecapTalk, Section } from '#domain/recap/recap.ts';
import { LocalizedError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { canRead, type OrganizerAction, requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { audienceOfDigest } from '#usecases/publishing/compose-digest.ts';
import {
  type CompiledScope,
  compileScope,
  loadScope,
  resolveScope,
  type Scope,
  type StoredScope,
} from '#usecases/recap/compile-conference.ts';

/** A talk, a day's hallway, or a day's overview, with what can be edited. */
export interface EditablePlace {
  key: PlaceKey;
  date: CalendarDate;
  /** Absent for the hallway and the overview. */
  talk?: Pick<RecapTalk, 'title' | 'startsAt'>;
  /** Set for a day's headlines and themes. */
  isOverview?: boolean;
  /** Hidden ones included. */
  statements: Statement[];
  /** The first is the main photo. */
  photos: Photo[];
  /** The notes that are placed here, and can be moved. */
  notes: RecapNote[];
}

/** What the edit form shows of a digest or recap. */
export interface EditForm {
  conference: TrackedConference;
  day: Scope;
  introduction?: string;
  closing?: string;
  /** In the order of the recap. */
  places: EditablePlace[];
}

export interface Editable extends EditForm {
  made: Recap;
  decisions: Decision[];
  /** Who will read what an organizer writes now. */
  writtenFor: WrittenFor;
}

/** A digest or recap as it will be posted. */
export interface PreviewedScope {
  conference: TrackedConference;
  scope: Scope;
  stored: StoredScope;
  compiled: CompiledScope;
  writtenFor: WrittenFor;
}

/** Compiles what will be posted. @throws AppError if the actor isn't an organizer, or can't read the digest's channel */
export async function loadPreview(
  deps: BotDependencies,
  actor: Actor,
  {
    day,
    conferenceId,
    action,
  }: { day: Scope | undefined; conferenceId: ConferenceId | undefined; action: OrganizerAction },
): Promise<PreviewedScope> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, action);
  const scope = resolveScope(conference, deps.clock.now(), day);
  const place = await audienceOfDigest(deps, conference, { scope });
  if (place.channel !== undefined && !(await canRead(deps, actor, place.channel.id))) {
    throw new LocalizedError('refused', 'preview-private');
  }
  const stored = await loadScope(deps, conference, { scope, place });
  const compiled = await compileScope(deps, { conference, scope, stored });
  const { id, isPrivate, isShared } = place.channel ?? {
    id: conference.digestChannel,
    isPrivate: true,
    isShared: false,
  };
  return {
    conference,
    scope,
    stored,
    compiled,
    writtenFor: { channel: id, fromPrivate: isPrivate, fromShared: isShared },
  };
}

/** Returns what an organizer can edit in a digest or recap, with the edits so far. @throws AppError */
export async function loadEditable(
  deps: BotDependencies,
  actor: Actor,
  day: Scope | undefined,
  conferenceId?: ConferenceId,
): Promise<Editable> {
  const { conference, scope, stored, compiled, writtenFor } = await loadPreview(deps, actor, {
    day,
    conferenceId,
    action: 'edit',
  });
  const { made, recap } = compiled;
  const { decisions } = stored;
  const reviewed = reviewStatements(made, decisions);
  const words = decisions.find((decision) => decision.about === 'words');
  return {
    conference,
    day: scope,
    ...omitUndefined({ introduction: words?.introduction, closing: words?.closing }),
    places: recap.days.flatMap((one) => [
      ...editableOverview(one.date, reviewed, made.days),
      ...one.talks.flatMap((talk) => editablePlace(one.date, talk, { reviewed, notes: made.notes, talk })),
      ...editablePlace(one.date, one.hallway, { reviewed, notes: made.notes }),
    ]),
    made,
    decisions,
    writtenFor,
  };
}

/** Returns an empty list if there is nothing to edit. */
function editablePlace(
  date: CalendarDate,
  { photos }: Section,
  { reviewed, notes: all, talk }: { reviewed: ReviewedStatements; notes: readonly RecapNote[]; talk?: RecapTalk },
): EditablePlace[] {
  const key = placeKey(date, talk?.id ?? null);
  const statements = reviewed.get(key) ?? [];
  const notes = all.filter((note) => note.day === date && note.talkId === (talk?.id ?? null) && note.isUnsure !== true);
  if (statements.length === 0 && photos.length < 2 && notes.length === 0) return [];
  return [{ key, date, ...omitUndefined({ talk }), statements, photos, notes }];
}

/** A day's headlines and themes. A headline that repeats a statement is edited as that statement. */
function editableOverview(
  date: CalendarDate,
  reviewed: ReviewedStatements,
  made: readonly RecapDay[],
): EditablePlace[] {
  const key = overviewKey(date);
  const all = [...reviewed.values()].flat();
  const repeated = (made.find((day) => day.date === date)?.headlines ?? []).flatMap((headline) => {
    const said = statementBehind(headline, all);
    return said === undefined || said.kind === 'headline' ? [] : [said];
  });
  const statements = [...new Set([...repeated, ...(reviewed.get(key) ?? [])])];
  return statements.length === 0 ? [] : [{ key, date, isOverview: true, statements, photos: [], notes: [] }];
}

/** {@link loadEditable} without what only {@link editRecap} needs. */
export async function editForm(
  deps: BotDependencies,
  actor: Actor,
  day: Scope | undefined,
  conferenceId?: ConferenceId,
): Promise<EditForm> {
  const { made: _, decisions: __, writtenFor: ___, ...form } = await loadEditable(deps, actor, day, conferenceId);
  return form;
}
