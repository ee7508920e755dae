import type { ConferenceId } from '#domain/conference/conference.ts';
import {
  type Decision,
  decisionKey,
  hashNotes,
  isRewordable,
  photoKey,
  type StatementDecision,
  type WrittenFor,
} from '#domain/editing/editorial-decision.ts';
import type { Statement } from '#domain/editing/review-statements.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { noteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { LocalizedError } from '#errors.ts';
import { cleanCharacters } from '#shared/clean-characters.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { reloadConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { Stores } from '#usecases/ports/stores.ts';
import type { Scope } from '#usecases/recap/compile-conference.ts';
import { type Editable, loadEditable } from './edit-form.ts';

/** In characters; Slack's limits leave room for more. */
const MAX_LENGTH = { introduction: 1_000, closing: 500, wording: 1_500 } as const;

/** What an organizer changed in the form. Absent fields stay unchanged. */
export interface Edits {
  /** Blank removes it. */
  introduction?: string;
  closing?: string;
  section?: {
    place: string;
    /** The statements in the form, and those of them to show. */
    offered: string[];
    shown: string[];
    /** New wording by statement; blank restores the original. */
    reworded?: Readonly<Record<string, string>>;
    /** The main photo. */
    lead?: string;
  };
}

interface Changes {
  saved: Decision[];
  removed: Decision[];
}

/**
 * Saves an organizer's edits of a digest or recap. Statements, photos and talks that no longer exist are ignored. A posted
 * digest is updated by the next tick. @throws AppError
 */
export async function editRecap(
  deps: BotDependencies,
  actor: Actor,
  { conferenceId, scope }: { conferenceId: ConferenceId; scope: Scope },
  edits: Edits,
): Promise<void> {
  const editable = await loadEditable(deps, actor, scope, conferenceId);
  const changes: Changes = { saved: [], removed: [] };
  decideSection(editable, actor, { section: edits.section, changes });
  await deps.database.runTransaction(async (stores) => {
    const { id } = await reloadConference(stores, editable.conference.id);
    // Somebody may have written the other one of the two meanwhile.
    await decideWords(stores, actor, { editable, edits });
    for (const decision of changes.removed) await stores.decisions.remove(id, decision);
    for (const decision of changes.saved) await stores.decisions.save(id, decision);
  });
  deps.wake();
}

async function decideWords(
  { decisions }: Pick<Stores, 'decisions'>,
  { userId }: Actor,
  { editable, edits }: { editable: Editable; edits: Edits },
): Promise<void> {
  const { conference, day, writtenFor } = editable;
  const isWords = (decision: Decision) => decision.about === 'words' && decision.scope === day;
  const stored = (await decisions.ofConference(conference.id)).filter((one) => one.about === 'words').find(isWords);
  // Words for other readers don't reach these.
  const isForOthers =
    stored !== undefined &&
    (stored.channel !== writtenFor.channel ||
      stored.fromPrivate !== writtenFor.fromPrivate ||
      stored.fromShared !== writtenFor.fromShared);
  const before = isForOthers ? editable.decisions.filter((one) => one.about === 'words').find(isWords) : stored;
  const introduction = validateText(edits.introduction ?? before?.introduction ?? '', MAX_LENGTH.introduction);
  const closing = validateText(edits.closing ?? before?.closing ?? '', MAX_LENGTH.closing);
  const wrote = { introduction, closing };
  if (introduction === (before?.introduction ?? '') && closing === (before?.closing ?? '')) return;
  const written = Object.fromEntries(Object.entries(wrote).filter(([, text]) => text !== ''));
  const decision: Decision = { about: 'words', scope: day, ...written, ...writtenFor, by: userId };
  if (Object.keys(written).length === 0) await decisions.remove(conference.id, decision);
  else await decisions.save(conference.id, decision);
}

function decideSection(
  { made, places, writtenFor }: Editable,
  { userId }: Actor,
  { section, changes }: { section: Edits['section']; changes: Changes },
): void {
  const place = section && places.find(({ key }) => key === section.place);
  if (place === undefined) return;
  const { offered, shown, reworded = {}, lead } = section!;
  for (const statement of place.statements) {
    if (!offered.includes(statement.key)) continue;
    const { key } = statement;
    const text = Object.hasOwn(reworded, key) ? validateText(reworded[key]!, MAX_LENGTH.wording) : undefined;
    decideStatement(made, statement, {
      hidden: !shown.includes(statement.key),
      text,
      writer: { ...writtenFor, by: userId },
      changes,
    });
  }
  const photo = place.photos.find((candidate) => photoKey(candidate) === lead);
  if (photo === undefined || photo === place.photos[0]) return;
  const { file, noteId } = photo;
  changes.saved.push({ about: 'lead', place: place.key, noteId, file, by: userId });
}

function decideStatement(
  made: Recap,
  statement: Statement,
  {
    hidden,
    text,
    writer,
    changes: { saved, removed },
  }: { hidden: boolean; text: string | undefined; writer: WrittenFor & { by: string }; changes: Changes },
): void {
  const { kind, noteIds, decided, asks } = statement;
  const own = statement.made === undefined ? undefined : statement.text;
  const isReworded = text !== undefined && isRewordable(kind);
  const wording = isReworded ? newWording(statement, text) : statement.wording;
  // An outdated rewording waits for confirmation until it is confirmed, or the statement is hidden.
  if (asks !== undefined && (asks.wording === undefined || isReworded || hidden)) removed.push(asks);
  if (hidden === statement.hidden && wording === statement.wording) return;
  const decision: StatementDecision = {
    about: 'statement',
    kind,
    noteIds,
    textHash: own === undefined ? decided!.textHash : contentHash(own),
    noteHashes: hashNotes(made, noteIds).map((hash) => hash ?? ''),
    hidden,
    ...omitUndefined({ wording }),
    ...(wording === statement.wording && decided !== undefined ? writerOf(decided) : writer),
  };
  if (decided !== undefined && decisionKey(decided) !== decisionKey(decision)) removed.push(decided);
  if (hidden || wording !== undefined) saved.push(decision);
  else removed.push(decision);
}

/** Returns undefined for the original. A form shows a long text without its end, which is no rewording. */
function newWording({ made, text: current, wording }: Statement, text: string): string | undefined {
  const asShown = (words: string) => cleanCharacters(words.slice(0, MAX_LENGTH.wording)).trim();
  if (text === '' || (made !== undefined && text === asShown(current))) return undefined;
  return wording !== undefined && text === asShown(wording) ? wording : text;
}

function writerOf({ channel, fromPrivate, fromShared, by }: StatementDecision): WrittenFor & { by: string } {
  return { channel, fromPrivate, fromShared, by };
}

/** @throws AppError if the text is too long */
function validateText(written: string, longest: number): string {
  const text = cleanCharacters(written).trim();
  if (text.length <= longest) return text;
  throw new LocalizedError('wrong-usage', 'too-long', { count: text.length, most: longest });
}

/** Removes organizers' rewordings of statements that a deleted note supports: they may repeat what it said. */
export async function removeRewordings(
  { decisions }: Pick<Stores, 'decisions'>,
  { conferenceId, channel, ts }: Pick<CapturedNote, 'conferenceId' | 'channel' | 'ts'>,
): Promise<void> {
  for (const decision of await decisions.ofConference(conferenceId)) {
    if (decision.about !== 'statement' || !decision.noteIds.includes(noteId(channel, ts))) continue;
    const { wording, ...bare } = decision;
    if (wording === undefined) continue;
    if (decision.hidden) await decisions.save(conferenceId, bare);
    else await decisions.remove(conferenceId, decision);
  }
}
