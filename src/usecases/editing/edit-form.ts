import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import {
  type Decision,
  overviewKey,
  type PlaceKey,
  placeKey,
  type WrittenFor,
} from '#domain/editing/editorial-decision.ts';
import { type ReviewedStatements, reviewStatements, type Statement } from '#domain/editing/review-statements.ts';
import type { Photo, Recap, RecapTalk, Section } from '#domain/recap/recap.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { canRead, requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { placeOfDigest } from '#usecases/publishing/publish-digest.ts';
import {
  type CompiledScope,
  chooseScope,
  compileScope,
  readScope,
  type Scope,
  type StoredScope,
} from '#usecases/recap/compile-conference.ts';

/** A talk, a day's hallway or what stands above them, of which something can be decided. */
export interface EditablePlace {
  key: PlaceKey;
  date: CalendarDate;
  /** Absent: the hallway, or what stands above a day. */
  talk?: Pick<RecapTalk, 'title' | 'startsAt'>;
  /** Headlines that a language model made, and what runs through several talks. */
  isOverview?: boolean;
  /** What is left out, too. */
  statements: Statement[];
  /** As they are shown: the first leads. */
  photos: Photo[];
}

/** A digest or recap with what can be decided of it. */
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
  /** Where what an organiser writes now is to be read. */
  writtenFor: WrittenFor;
}

/** A digest or recap as it would be posted where it stands. */
export interface PreviewedScope {
  conference: TrackedConference;
  scope: Scope;
  stored: StoredScope;
  compiled: CompiledScope;
  writtenFor: WrittenFor;
}

/** Makes what will be posted, for an organiser who may read it there. @throws AppError */
export async function readPreviewed(
  deps: BotDependencies,
  actor: Actor,
  day: Scope | undefined,
  conferenceId: ConferenceId | undefined,
  doWhat: string,
): Promise<PreviewedScope> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, doWhat);
  const scope = chooseScope(conference, deps.clock.now(), day);
  const place = await placeOfDigest(deps, conference, scope);
  if (place.channel !== undefined && !(await canRead(deps, actor, place.channel.id))) {
    throw new AppError(
      'refused',
      'It is posted in a private channel that you are not in, so it can’t be shown to you. Ask to be invited there.',
    );
  }
  const stored = await readScope(deps, conference, scope, place);
  const compiled = await compileScope(deps, conference, scope, stored);
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

/** What an organiser can decide of a digest or recap, and what was decided. @throws AppError */
export async function readEditable(
  deps: BotDependencies,
  actor: Actor,
  day: Scope | undefined,
  conferenceId?: ConferenceId,
): Promise<Editable> {
  const { conference, scope, stored, compiled, writtenFor } = await readPreviewed(
    deps,
    actor,
    day,
    conferenceId,
    'edit it',
  );
  const { made, recap } = compiled;
  const { decisions } = stored;
  const reviewed = reviewStatements(made, decisions);
  const words = decisions.find((decision) => decision.about === 'words');
  return {
    conference,
    day: scope,
    ...(words?.introduction === undefined ? {} : { introduction: words.introduction }),
    ...(words?.closing === undefined ? {} : { closing: words.closing }),
    places: recap.days.flatMap((one) => [
      ...editableOverview(one.date, reviewed),
      ...one.talks.flatMap((talk) => editablePlace(one.date, talk, reviewed, talk)),
      ...editablePlace(one.date, one.hallway, reviewed),
    ]),
    made,
    decisions,
    writtenFor,
  };
}

/** None where nothing can be decided. */
function editablePlace(
  date: CalendarDate,
  { photos }: Section,
  reviewed: ReviewedStatements,
  talk?: RecapTalk,
): EditablePlace[] {
  const key = placeKey(date, talk?.id ?? null);
  const statements = reviewed.get(key) ?? [];
  if (statements.length === 0 && photos.length < 2) return [];
  return [{ key, date, ...omitUndefined({ talk }), statements, photos }];
}

function editableOverview(date: CalendarDate, reviewed: ReviewedStatements): EditablePlace[] {
  const key = overviewKey(date);
  const statements = reviewed.get(key) ?? [];
  return statements.length === 0 ? [] : [{ key, date, isOverview: true, statements, photos: [] }];
}

/** As {@link readEditable}, for a form. */
export async function editForm(
  deps: BotDependencies,
  actor: Actor,
  day: Scope | undefined,
  conferenceId?: ConferenceId,
): Promise<EditForm> {
  const { made: _, decisions: __, writtenFor: ___, ...form } = await readEditable(deps, actor, day, conferenceId);
  return form;
}
